import type { PhaseKind } from '../procedure/procedure.entity.js';

export const STATUSES = [
  'early',
  'display',
  'announced',
  'weighing',
  'decision',
  'archive',
  'between',
] as const;
/** Where a procedure stands: the kind of its phase, `announced` before the first, `between` in a gap. */
export type Status = (typeof STATUSES)[number];

export interface PhaseTimes {
  kind: PhaseKind;
  startsAt: Date;
  endsAt: Date | null;
}

/** The columns that tell where a procedure stands, and until when that is true. */
export interface Standing {
  status: Status;
  starts_at: Date | null;
  ends_at: Date | null;
  turns_at: Date | null;
  rank: number;
  sort_key: number;
  year: number;
}

const RANK: Record<Status, number> = {
  early: 0,
  display: 0,
  announced: 1,
  weighing: 2,
  between: 2,
  decision: 3,
  archive: 4,
};

/** What ends next comes first; then what begins next; then what changed last. */
export function standingOf(phases: PhaseTimes[], at: Date): Standing {
  const boundaries = phases.flatMap(({ startsAt, endsAt }) => (endsAt ? [startsAt, endsAt] : [startsAt]));
  const turns_at =
    boundaries.filter((boundary) => boundary > at).sort((a, b) => Number(a) - Number(b))[0] ?? null;
  const phase = phases.find(({ startsAt, endsAt }) => startsAt <= at && (!endsAt || at < endsAt));
  const isAnnounced = !phase && phases.every(({ startsAt }) => at < startsAt);
  const status: Status = phase?.kind ?? (isAnnounced ? 'announced' : 'between');
  const shown = phase ?? (isAnnounced ? phases[0] : phases.filter(({ startsAt }) => startsAt <= at).at(-1));
  const rank = RANK[status];
  const endsNext = rank === 0 ? shown?.endsAt : null;
  const key = endsNext ?? (status === 'announced' ? shown?.startsAt : null);

  return {
    status,
    starts_at: shown?.startsAt ?? null,
    ends_at: shown?.endsAt ?? null,
    turns_at,
    rank,
    sort_key: key ? Number(key) : -Number(shown?.startsAt ?? 0),
    year: (phases.at(0)?.startsAt ?? at).getUTCFullYear(),
  };
}
