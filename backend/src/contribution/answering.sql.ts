import type { AnsweringFilter } from './town-answer.graphql.js';

/** From this share of common trigrams on, two contributions are offered as alike: less than where they are taken for the same. */
export const ALIKE = '0.4';

/** What each order goes by; the id decides where that is the same. */
export const ORDERS = { oldest: ['received_at', 'asc'], agreed: ['agree', 'desc'] } as const;

/** The contribution whose steps are those of `c`: its own, and those of the first that said the same where it came after the answer. */
export const WITH_STEPS = `case when exists (select from contribution_step o
    where o.tenant_id = c.tenant_id and o.contribution_id = c.id) then c.id else coalesce(c.lead_id, c.id) end`;

/** A contribution `c` that others may stand behind, with its newest step `s`. */
export const FROM = `from contribution c left join lateral (
    select x.becomes, x.becomes <> 'examined' as is_answered from contribution_step x
    where x.tenant_id = c.tenant_id and x.contribution_id = c.id order by x.at desc, x.id desc limit 1) s on true`;

export const LINE = `c.id, c.number, (select d.key from dialogue d where d.tenant_id = c.tenant_id and d.id = c.dialogue_id)
    as "dialogueKey", c.title, coalesce(c.redacted_text, c.text) as text, c.category, c.author_name as "authorName",
    c.received_at as at, c.agree, c.neutral, c.disagree, s.becomes,
    (select count(*)::int from contribution m where m.tenant_id = c.tenant_id and m.lead_id = c.id) as others`;

/** The part behind `where` with its values; official contributions and what is not shown need no answer, who wrote the same stands behind the first. */
export function conditionsOf(procedureId: string, filter: AnsweringFilter, like: string | null) {
  const parts = ['c.procedure_id = ?', `c.standing = 'shown'`, 'not c.is_official', 'c.lead_id is null'];
  const values: unknown[] = [procedureId];
  const and = (part: string, ...given: unknown[]) => void (parts.push(part), values.push(...given));
  const { state, dialogue, category, search, isRepeated } = filter;
  if (state === 'unanswered') and('s.is_answered is not true');
  else if (state === 'answered') and('s.is_answered');
  else if (state) and('s.becomes = ?', state);
  if (dialogue)
    and(
      'c.dialogue_id = (select d.id from dialogue d where d.procedure_id = c.procedure_id and d.key = ?)',
      dialogue,
    );
  if (category) and('c.category = ?', category);
  if (search?.trim()) and(FOUND, search.trim(), search.trim());
  if (like) and(LIKE, like, like);
  if (isRepeated) and(REPEATED);
  return { where: parts.join(' and '), values };
}

/** Where the page before ended; nothing for what is none. */
export function cursorOf({ after, order }: AnsweringFilter): [] | [string, string] {
  const shape = order === 'agreed' ? /^(\d{1,9})~([0-9a-f-]{36})$/ : /^([\dT:.Z-]{20,30})~([0-9a-f-]{36})$/;
  const [, from, id] = shape.exec(after ?? '') ?? [];
  return from && id ? [from, id] : [];
}

const PUBLIC = `exists (select from pub.contribution p where p.tenant_id = c.tenant_id and p.id = c.id and`;

// As the public list finds words: by their stem, or as a part of longer ones.
const FOUND = `${PUBLIC} (p.search @@ websearch_to_tsquery('pub.german', ?)
  or p.words like '%' || replace(replace(replace(pub.plain(?), '\\', ''), '%', ''), '_', ' ') || '%'))`;

const LIKE = `(c.id = ?::uuid or c.id in (
  select p.id from pub.contribution x join pub.contribution p on p.tenant_id = x.tenant_id
    and p.dialogue_id = x.dialogue_id and p.words operator(pub.%) x.words where x.id = ?::uuid))`;

const REPEATED = `(exists (select from contribution m where m.tenant_id = c.tenant_id and m.lead_id = c.id)
  or exists (select from pub.contribution p join pub.contribution o on o.tenant_id = p.tenant_id
  and o.dialogue_id = p.dialogue_id and o.words = p.words and o.id <> p.id where p.tenant_id = c.tenant_id and p.id = c.id))`;
