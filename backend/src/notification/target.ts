/** What somebody follows, of one town or, without one, of the whole installation. */
export type Target = { townId: string | null } & (
  | { kind: 'all' }
  | { kind: 'procedure'; procedureId: string }
  | { kind: 'dialogue'; procedureId: string; dialogueId: string }
  | { kind: 'contribution'; procedureId: string; contributionId: string }
  /** A point as longitude and latitude in degrees, and how far around it in kilometres. */
  | { kind: 'place'; point: [number, number]; km: number }
  | { kind: 'topic'; topic: string | null; form: string | null; word: string | null }
);

/** What the followers of a whole town, a place or a topic hear of; the rest is for who follows the one procedure. */
const WIDE = `n.kind in ('procedure', 'phase', 'ends', 'deadline', 'result', 'dialogue')`;
/** What happens to the procedure of a dialogue and closes it, or says what came of it. */
const FRAME = `n.kind in ('phase', 'ends', 'deadline', 'result')`;

/** The part of a statement behind `where`: which of the news `n`, of the procedure `p` and the town `t`, a target means. */
export function meant(target: Target, value: (given: unknown) => string): string {
  const parts = target.townId ? [`n.tenant_id = ${value(target.townId)}`] : [];
  if ('procedureId' in target) parts.push(`n.procedure_id = ${value(target.procedureId)}`);
  if (target.kind === 'procedure') parts.push(`n.kind <> 'comment'`);
  else if (target.kind === 'dialogue')
    parts.push(`(n.dialogue_id = ${value(target.dialogueId)} and n.kind <> 'comment' or ${FRAME})`);
  else if (target.kind === 'contribution') parts.push(`n.contribution_id = ${value(target.contributionId)}`);
  else parts.push(WIDE);
  if (target.kind === 'place') parts.push(near(target.point.map(value), value(target.km)));
  if (target.kind === 'topic') parts.push(...about(target, value));
  return parts.join(' and ');
}

function about(
  { topic, form, word }: Extract<Target, { kind: 'topic' }>,
  value: (given: unknown) => string,
): string[] {
  const parts: string[] = [];
  if (topic) parts.push(`p.topic = ${value(topic)}`);
  if (form) parts.push(`p.kind = ${value(form)}`);
  if (word) {
    const asked = value(word);
    parts.push(`(p.search @@ websearch_to_tsquery('pub.german', ${asked})
      or p.words like '%' || replace(replace(replace(pub.plain(${asked}), '\\', ''), '%', ''), '_', ' ') || '%')`);
  }
  return parts;
}

/** A degree of latitude in kilometres. */
const DEGREE = 111.32;

/** Whether a procedure's area, or where it has none its town, lies within some kilometres; on a plane, which is near enough. */
function near([longitude, latitude]: string[], km: string): string {
  const [x, y] = [`${longitude}::float8`, `${latitude}::float8`];
  const area = `(coalesce(p.box, (select box(m.centre, m.centre) from pub.municipality m where m.ags = t.ags)))`;
  const away = (corner: 0 | 1, of: string) =>
    `greatest((${area}[1])[${corner}] - ${of}, ${of} - (${area}[0])[${corner}], 0)`;
  return `sqrt(power(${away(0, x)} * ${DEGREE} * cos(radians(${y})), 2) + power(${away(1, y)} * ${DEGREE}, 2)) <= ${km}::float8`;
}
