import { Problem } from '../platform/problem.js';
import type { ContributionChoice } from './dialogue-page.graphql.js';
import { wordsFound } from './search.js';

export type Choice = Pick<ContributionChoice, 'category' | 'became' | 'search' | 'box'>;

/** West, south, east, north in degrees (WGS84). */
export type Box = [west: number, south: number, east: number, north: number];

/** Whether only some of the contributions are asked for. */
export const isChosen = ({ category, became, search, box }: Choice): boolean =>
  Boolean(category || became || search?.trim() || box);

/**
 * The conditions of a choice on `c`, a contribution; in a wide box lie so many that an index of places would only hold
 * them up. Throws `input.malformed` for a box that is none.
 */
export function chosen(
  { category, became, search, box, isWide }: Choice & { isWide?: boolean },
  value: (given: unknown) => string,
): string[] {
  const parts: string[] = [];
  if (category) parts.push(`c.category = ${value(category)}`);
  if (became) parts.push(becameSo(value(became)));
  if (search?.trim()) parts.push(wordsFound('c', value(search.trim())));
  if (box) {
    const [west, south, east, north] = boxFrom(box).map((edge) => `${value(edge)}::float8`);
    const isThere = `c.spot <@ box(point(${west}, ${south}), point(${east}, ${north}))`;
    // PostgreSQL takes a box for a thousandth of the places, and what it does not know for the half of them.
    parts.push(isWide ? `coalesce(${isThere}, false)` : isThere);
  }
  return parts;
}

/** A box as it was asked for. Throws `input.malformed` where it lies off the earth or is turned inside out. */
export function boxFrom(edges: number[]): Box {
  const [west, south, east, north] = edges as Box;
  const isBox = west >= -180 && west <= east && east <= 180 && south >= -90 && south <= north && north <= 90;
  if (!isBox) throw new Problem('input.malformed');
  return [west, south, east, north];
}

export const IS_RUNNING = `p.status in ('early', 'display')`;

/** When the participation ended that ran last; null while one runs, and before the first. */
export const CLOSED_AT = `case when not ${IS_RUNNING} and p.status <> 'announced' then (
    select max((phase->>'endsAt')::timestamptz) from jsonb_array_elements(p.phases) as phase
    where phase->>'kind' in ('early', 'display') and (phase->>'startsAt')::timestamptz <= p.starts_at) end`;

/** A dialogue `d` of a procedure `p`. */
export const DIALOGUE_FIELDS = `d.id, d.key, d.title, d.lead, d.subject - 'fileKey' as subject, d.categories, d.moderation,
    d.contribute_by as "contributeBy", d.rate_by as "rateBy", d.contribution_count as "contributionCount",
    d.place_count as "placeCount", d.rating_count as "ratingCount", d.comment_count as "commentCount",
    d.feeds_weighing as "feedsWeighing", to_json(${CLOSED_AT}) as "closedAt"`;

export const DIALOGUES = `
  select ${DIALOGUE_FIELDS}
  from pub.dialogue d join pub.procedure p on p.tenant_id = d.tenant_id and p.id = d.procedure_id
  where p.tenant_id = $1 and p.slug = $2`;

/** What is merely looked at is not answered yet. */
const becameSo = (given: string) =>
  `(c.becomes = ${given} or ${given} = 'answered' and c.becomes <> 'examined')`;
