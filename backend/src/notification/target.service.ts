import { Injectable } from '@nestjs/common';

import { current } from '../platform/current.js';
import { invalid, notFound } from '../platform/problem.js';
import { Pub } from '../platform/pub.js';
import type { Target } from './target.js';

/** What is followed, as a page says it: by addresses, a point or words, of the town that is asked or of the Land. */
export interface Asked {
  procedure?: string | null;
  dialogue?: string | null;
  contribution?: string | null;
  /** The name of a place or a postcode, where no point is given. */
  place?: string | null;
  longitude?: number | null;
  latitude?: number | null;
  /** Kilometres. */
  km?: number | null;
  topic?: string | null;
  form?: string | null;
  word?: string | null;
}

interface Found {
  target: Target;
  /** What it is called; the parts of it stand one after the other. */
  label: string;
}

const RADIUS = { least: 0.5, usual: 3, most: 50 };
const MERIDIAN = 180;

/** Finds what somebody means in `pub`: what is not public cannot be followed. */
@Injectable()
export class TargetService {
  constructor(private readonly pub: Pub) {}

  /** Throws `procedure.not-found`, `dialogue.not-found`, `contribution.not-found`, or `subscription.place-unknown` for the field `place`. */
  async find(asked: Asked): Promise<Found> {
    const townId = current.tenantIdOrNull;
    if (asked.procedure) return this.within(asked, townId);
    const town = await this.townName(townId);
    if (asked.place?.trim() || pointOf(asked)) return this.place(asked, { townId, town });
    const { topic = null, form = null, word = null } = asked;
    if (!topic && !form && !word?.trim()) return { target: { kind: 'all', townId }, label: town };
    const given = { topic, form, word: word?.trim().slice(0, 100) || null };
    const label = [town, given.word ?? given.topic ?? given.form].filter(Boolean).join(' · ');
    return { target: { kind: 'topic', townId, ...given }, label };
  }

  private async within({ procedure, dialogue, contribution }: Asked, townId: string | null): Promise<Found> {
    const [row] = await this.pub.rows<Within>('followed', WITHIN, [
      ...[townId, procedure, dialogue ?? null, contribution ?? null],
    ]);
    if (!row) throw notFound('procedure');
    const own = { townId, procedureId: row.id };
    if (contribution) {
      if (!row.contributionId) throw notFound('contribution');
      return {
        target: { ...own, kind: 'contribution', contributionId: row.contributionId },
        label: row.contributionTitle ?? '',
      };
    }
    if (dialogue) {
      if (!row.dialogueId) throw notFound('dialogue');
      return { target: { ...own, kind: 'dialogue', dialogueId: row.dialogueId }, label: row.dialogueTitle! };
    }
    return { target: { ...own, kind: 'procedure' }, label: row.title };
  }

  private async place(
    asked: Asked,
    { townId, town }: { townId: string | null; town: string },
  ): Promise<Found> {
    const km = Math.min(Math.max(asked.km ?? RADIUS.usual, RADIUS.least), RADIUS.most);
    const name = asked.place?.trim() ?? '';
    const point = pointOf(asked);
    const [known] = point
      ? [{ name: name || town, point }]
      : await this.pub.rows<{ name: string; point: [number, number] }>('place-meant', PLACE, [name]);
    if (!known) throw invalid('place', 'subscription.place-unknown');
    const label = [known.name, `${km} km`].filter(Boolean).join(' · ');
    return { target: { kind: 'place', townId, point: known.point, km }, label };
  }

  private async townName(id: string | null): Promise<string> {
    const [row] = id
      ? await this.pub.rows<{ name: string }>(
          'town-followed',
          'select full_name as name from pub.tenant where id = $1',
          [id],
        )
      : [];
    return row?.name ?? '';
  }
}

interface Within {
  id: string;
  title: string;
  dialogueId: string | null;
  dialogueTitle: string | null;
  contributionId: string | null;
  contributionTitle: string | null;
}

/** A point on the globe, to some hundred metres: nobody need say where they live. Null where there is none. */
function pointOf({ longitude, latitude }: Asked): [number, number] | null {
  const isPoint = typeof longitude === 'number' && typeof latitude === 'number';
  if (!isPoint || Math.abs(longitude) > MERIDIAN || Math.abs(latitude) > MERIDIAN / 2) return null;
  return [rounded(longitude), rounded(latitude)];
}

const rounded = (degrees: number) => Math.round(degrees * 200) / 200;

const WITHIN = `
  select p.id, p.title, d.id as "dialogueId", d.title as "dialogueTitle", c.id as "contributionId", c.title as "contributionTitle"
  from pub.procedure p
  left join pub.dialogue d on d.tenant_id = p.tenant_id and d.procedure_id = p.id and d.key = $3
  left join pub.contribution c on c.tenant_id = p.tenant_id and c.procedure_id = p.id and c.number = $4 and c.title is not null
  where p.tenant_id = $1 and p.slug = $2`;

const PLACE = `
  select name, array[centre[0], centre[1]] as point from pub.municipality
  where $1 = any (postcodes) or words like pub.plain($1) || '%' or words like '% ' || pub.plain($1) || '%'
  order by length(name), name limit 1`;
