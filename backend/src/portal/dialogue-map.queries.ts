import { Injectable } from '@nestjs/common';

import { current } from '../platform/current.js';
import { Pub } from '../platform/pub.js';
import type { ContributionMapFilter, ContributionSpot } from './dialogue-map.graphql.js';
import { DialoguePageQueries } from './dialogue-page.queries.js';
import { boxOf, cellsOf, countedOf, isCounted, WORLD, type Cells } from './cells.js';
import { boxFrom, chosen } from './dialogue.sql.js';

/** The world is cut into 2^level columns and rows: three levels below the map's zoom a cell is 64 pixels wide. */
const BELOW_ZOOM = 3;

interface Counted {
  x: number;
  y: number;
  count: number;
  longitude: number;
  latitude: number;
  number: string | null;
  title: string | null;
}

/**
 * Contributions on the map. Cells of the whole dialogue and of each category are counted in the database while
 * contributions come and go, so that looking at 100,000 costs what looking at a hundred does; words are looked for among
 * the contributions themselves, and so is what lies closer together than the finest cells.
 */
@Injectable()
export class DialogueMapQueries {
  constructor(
    private readonly pub: Pub,
    private readonly dialogues: DialoguePageQueries,
  ) {}

  /** What lies in a box, by cells. Throws `procedure.not-found`, `dialogue.not-found`, `input.malformed`. */
  async places({
    procedure,
    dialogue: key,
    zoom,
    ...choice
  }: ContributionMapFilter): Promise<ContributionSpot[]> {
    const { id } = await this.dialogues.dialogue(procedure, key);
    const cells = cellsOf(choice.box ? boxFrom(choice.box) : WORLD, zoom + BELOW_ZOOM);
    const rows =
      !choice.search?.trim() && !choice.became && isCounted(cells)
        ? await this.counted(id, cells, choice.category)
        : await this.grouped(id, cells, choice);
    return rows.map((row) => spotOf(row, cells.level));
  }

  /** The outline of the town as GeoJSON; null on the Land's host, and where it is no municipality. */
  async townOutline(): Promise<object | null> {
    const [row] = await this.pub.rows<{ outline: object }>('town-outline', TOWN_OUTLINE, [
      current.tenantIdOrNull,
    ]);
    return row?.outline ?? null;
  }

  private counted(dialogue: string, cells: Cells, category?: string | null): Promise<Counted[]> {
    const { level, west, north, east, south, finer } = countedOf(cells);
    return this.pub.rows<Counted>('contribution-cells', COUNTED, [
      ...[current.tenantIdOrNull, dialogue, category || '', level],
      ...[west, east, north, south, finer],
    ]);
  }

  private grouped(
    dialogue: string,
    cells: Cells,
    choice: Omit<ContributionMapFilter, 'procedure' | 'dialogue' | 'zoom'>,
  ) {
    const values: unknown[] = [current.tenantIdOrNull, dialogue, 2 ** cells.level];
    const parts = chosen({ ...choice, box: boxOf(cells) }, (given) => `$${values.push(given)}`);
    return this.pub.rows<Counted>(null, `${GROUPED} and ${parts.join(' and ')} group by 1, 2`, values);
  }
}

function spotOf(
  { x, y, count, longitude, latitude, number, title }: Counted,
  level: number,
): ContributionSpot {
  return {
    ...{ count, number, title, position: [longitude, latitude] },
    box: boxOf({ level, west: x, east: x, north: y, south: y }),
  };
}

const TOWN_OUTLINE = `
  select m.outline from pub.municipality m join pub.tenant t on t.ags = m.ags where t.id = $1`;

/** A cell with one contribution names it. */
const COUNTED = `
  with cells as (
    select x >> $9 as x, y >> $9 as y, sum(count) as count,
      sum(longitude) / 1e6 / sum(count) as longitude, sum(latitude) / 1e6 / sum(count) as latitude
    from pub.contribution_cell
    where tenant_id = $1 and dialogue_id = $2 and category = $3 and level = $4
      and x between $5 and $6 and y between $7 and $8 and count > 0
    group by 1, 2
  )
  select cells.x, cells.y, cells.count, cells.longitude::float8, cells.latitude::float8, c.number, c.title
  from cells left join lateral (
    select number, title from pub.contribution c
    where cells.count = 1 and c.tenant_id = $1 and c.dialogue_id = $2 and ($3 = '' or c.category = $3)
      and c.spot <@ box(point(cells.longitude - 1e-6, cells.latitude - 1e-6), point(cells.longitude + 1e-6, cells.latitude + 1e-6))
    limit 1
  ) as c on true`;

const GROUPED = `
  select floor(pub.column_of(c.spot) * $3)::integer as x, floor(pub.row_of(c.spot) * $3)::integer as y, count(*) as count,
    avg(c.spot[0]) as longitude, avg(c.spot[1]) as latitude,
    case when count(*) = 1 then min(c.number) end as number, case when count(*) = 1 then min(c.title) end as title
  from pub.contribution c where c.tenant_id = $1 and c.dialogue_id = $2 and c.spot is not null`;
