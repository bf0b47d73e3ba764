import type { ProcedureFilter, ProcedureStatus } from './portal.graphql.js';

const STATUS: Record<ProcedureStatus, string> = {
  running: `p.status in ('early', 'display')`,
  announced: `p.status = 'announced'`,
  weighing: `p.status in ('weighing', 'between')`,
  decided: `p.status = 'decision'`,
  archived: `p.status = 'archive'`,
};

/** Municipalities that a word means: by postcode, or by the beginning of a word of their name. */
export const PLACES = `
  select m.ags, m.name from pub.municipality m
  where $1 = any (m.postcodes) or m.words like pub.plain($1) || '%' or m.words like '% ' || pub.plain($1) || '%'
  order by length(m.name), m.name limit 5`;

/**
 * The part of a statement behind `where`, and its values from `$1` on. A word is found by its stem (German, without
 * umlauts), inside compounds by trigrams, in documents and plan texts, and by the places that it means.
 */
export function conditionsOf(
  filter: ProcedureFilter,
  tenantId: string | null,
): { where: string; values: unknown[] } {
  const values: unknown[] = [];
  const value = (given: unknown) => `$${values.push(given)}`;
  const parts = ['true'];

  if (tenantId) parts.push(`p.tenant_id = ${value(tenantId)}`);
  if (filter.status) parts.push(STATUS[filter.status]);
  if (filter.topic) parts.push(`p.topic = ${value(filter.topic)}`);
  if (filter.kind) parts.push(`p.kind = ${value(filter.kind)}`);
  if (filter.year) parts.push(`p.year = ${value(filter.year)}`);
  if (filter.town) parts.push(`p.tenant_id = (select id from pub.tenant where slug = ${value(filter.town)})`);
  const words = filter.search?.trim();
  if (words) parts.push(wordsMatch(value(words)));

  return { where: parts.join(' and '), values };
}

/** Words by their stem, or as a part of longer ones; `table` has the columns `search` and `words`. */
export const wordsFound = (table: string, words: string): string => `(
  ${table}.search @@ websearch_to_tsquery('pub.german', ${words})
  or ${table}.words like '%' || replace(replace(replace(pub.plain(${words}), '\\', ''), '%', ''), '_', ' ') || '%')`;

const wordsMatch = (words: string) => `(
  ${wordsFound('p', words)}
  or (p.tenant_id, p.id) in (
    select tenant_id, procedure_id from pub.document where is_current and search @@ websearch_to_tsquery('pub.german', ${words})
    union select tenant_id, procedure_id from pub.text where is_current and search @@ websearch_to_tsquery('pub.german', ${words})
    union select tenant_id, procedure_id from pub.voice where search @@ websearch_to_tsquery('pub.german', ${words}))
  or p.tenant_id in (
    select t.id from pub.tenant t join pub.municipality m on m.ags = t.ags
    where ${words} = any (m.postcodes) or m.words like pub.plain(${words}) || '%' or m.words like '% ' || pub.plain(${words}) || '%'))`;
