import { Injectable } from '@nestjs/common';

import { clock } from '../platform/clock.js';
import { current } from '../platform/current.js';
import { env } from '../platform/env.js';
import { notFound } from '../platform/problem.js';
import { Pub } from '../platform/pub.js';
import { parseNumber } from '../register/number.js';
import { rulesOf } from '../tenant/tenant.entity.js';
import type {
  Municipality,
  Portal,
  ProcedureFilter,
  ProcedurePage,
  Town,
  TownCard,
} from './portal.graphql.js';
import { ProcedureSort } from './portal.graphql.js';
import { conditionsOf, PLACES } from './search.js';

const RUNNING = `status in ('early', 'display')`;

/** The columns of a card; `p` is pub.procedure, `t` its pub.tenant. */
export const CARD = `
  p.id, p.slug, t.slug as "townSlug", t.name as "townName", p.title, p.kind, p.topic, p.teaser,
  p.place_label as "placeLabel", p.status, to_json(p.starts_at) as "startsAt", to_json(p.ends_at) as "endsAt",
  p.document_count as "documentCount", p.voice_count as "voiceCount",
  case when p.centre is null then null else array[p.centre[0], p.centre[1]] end as centre,
  p.result->>'headline' as headline`;

const MAX_PAGE = 100;

/** What the public reads across tenants: rows of `pub`, one statement each. */
@Injectable()
export class PortalQueries {
  constructor(private readonly pub: Pub) {}

  /** The portal behind the host that is asked. */
  async portal(): Promise<Portal> {
    const { tenantIdOrNull, visit } = current;
    const [town] = tenantIdOrNull ? await this.pub.rows<Town>('town', TOWN, [tenantIdOrNull]) : [];
    const [figures] = await this.pub.rows<Portal['figures']>('figures', FIGURES, [
      tenantIdOrNull,
      yearInBerlin(),
    ]);
    const isMain = visit.host.replace(/:\d+$/, '') === new URL(env.ORIGIN).hostname;

    return {
      town: town ? withRules(town) : null,
      isUnknownHost: !town && !isMain,
      origin: env.ORIGIN,
      tileUrl: env.TILE_URL ?? null,
      figures: figures!,
    };
  }

  /** Who answers for the portal that is asked: the town, or the Land on its own host. Throws `tenant.not-found`. */
  async operator(): Promise<Town> {
    const [operator] = await this.pub.rows<Town>('operator', OPERATOR, [current.tenantIdOrNull]);
    if (!operator) throw notFound('tenant');
    return withRules(operator);
  }

  /** The label of the town whose code begins a receipt's number, or null. */
  async townOfNumber(number: string): Promise<string | null> {
    const code = parseNumber(number)?.slice(0, 3);
    const [row] = code ? await this.pub.rows<{ slug: string }>('town-of-number', TOWN_OF_CODE, [code]) : [];
    return row?.slug ?? null;
  }

  /** All towns with a portal, A–Z. */
  towns(): Promise<TownCard[]> {
    return this.pub.rows<TownCard>('towns', TOWNS);
  }

  /** Procedures of the town that is asked, or of the whole Land; page 1 is the first. */
  async procedures(
    filter: ProcedureFilter,
    sort: ProcedureSort,
    page: { number: number; size: number },
  ): Promise<ProcedurePage> {
    const { where, values } = conditionsOf(filter, current.tenantIdOrNull);
    const size = Math.min(Math.max(page.size, 1), MAX_PAGE);
    const order = sort === ProcedureSort.newest ? 'p.published_at desc, p.id' : 'p.rank, p.sort_key, p.id';
    const name = `procedures:${sort}:${Object.keys(filter)
      .filter((key) => filter[key as keyof ProcedureFilter])
      .join()}:${filter.status ?? ''}:${values.length}`;
    const rows = await this.pub.rows<ProcedurePage['nodes'][number] & { total: number }>(
      name,
      `select ${CARD}, count(*) over () as total from pub.procedure p join pub.tenant t on t.id = p.tenant_id
       where ${where} order by ${order} limit $${values.length + 1} offset $${values.length + 2}`,
      [...values, size, (Math.max(page.number, 1) - 1) * size],
    );
    const words = filter.search?.trim();
    const places = words ? await this.pub.rows<{ name: string }>('places', PLACES, [words]) : [];

    return { nodes: rows, total: rows[0]?.total ?? 0, places: places.map((place) => place.name) };
  }

  /** Every municipality of the Land with the number of its procedures. */
  municipalities(): Promise<Municipality[]> {
    return this.pub.rows<Municipality>('municipalities', MUNICIPALITIES);
  }

  /** The town's picture, SVG. Throws `town.not-found`. */
  async picture(slug: string): Promise<string> {
    const [row] = await this.pub.rows<{ picture: string | null }>(
      'picture',
      'select picture from pub.tenant where slug = $1',
      [slug],
    );
    if (!row?.picture) throw notFound('town');
    return row.picture;
  }

  /** The key of a town's uploaded picture, by the end of it that its address carries. Throws `town.not-found`. */
  async pictureKey(slug: string, end: string): Promise<string> {
    const [row] = await this.pub.rows<{ picture_key: string }>(
      'picture-key',
      'select picture_key from pub.tenant where slug = $1 and right(picture_key, 12) = $2',
      [slug, end],
    );
    if (!row) throw notFound('town');
    return row.picture_key;
  }
}

/** A town that has written no rules of its own has those that come with the product. */
const withRules = (town: Town): Town => ({ ...town, dialogueRules: rulesOf(town) });

const year = new Intl.DateTimeFormat('en', { year: 'numeric', timeZone: 'Europe/Berlin' });
const yearInBerlin = () => year.format(clock.now());

const TOWN_COLUMNS = `
  id, slug, ags, name, full_name as "fullName", claim, colour, picture is not null or picture_key is not null as "hasPicture",
  case when picture_key is not null then '/api/towns/' || slug || '/picture/' || right(picture_key, 12) || '.webp'
       when picture is not null then '/api/towns/' || slug || '/picture.svg' end as picture,
  picture_alt as "pictureAlt", contact, imprint, privacy, accessibility,
  dialogue_rules as "dialogueRules"`;

const TOWN = `select ${TOWN_COLUMNS} from pub.tenant where id = $1`;

const OPERATOR = `select ${TOWN_COLUMNS} from pub.tenant where id = $1 or ($1::uuid is null and ags is null) limit 1`;

const TOWN_OF_CODE = 'select slug from pub.tenant where code = $1';

const FIGURES = `
  select (select count(*) from pub.procedure where ${RUNNING} and ($1::uuid is null or tenant_id = $1))::int as running,
         coalesce(sum((figures->$2->>'voices')::int), 0)::int as voices,
         coalesce(sum((figures->$2->>'answered')::int), 0)::int as answered
  from pub.tenant where $1::uuid is null or id = $1`;

const COUNTS = `
  count(p.id) filter (where p.${RUNNING})::int as running, count(p.id)::int as total`;

const TOWNS = `
  select t.id, t.slug, t.name, t.full_name as "fullName", ${COUNTS}
  from pub.tenant t left join pub.procedure p on p.tenant_id = t.id
  where t.ags is not null group by t.id order by pub.plain(t.name)`;

const MUNICIPALITIES = `
  select m.ags, m.name, array[m.centre[0], m.centre[1]] as centre, t.slug as "townSlug", ${COUNTS}
  from pub.municipality m left join pub.tenant t on t.ags = m.ags
  left join pub.procedure p on p.tenant_id = t.id
  group by m.ags, t.slug order by pub.plain(m.name)`;
