import {
  dayOff,
  daysBetween,
  lastDayOfMonthFrom,
  nextWorkingDay,
  plusDays,
  type Day,
  type Land,
} from './calendar.js';

/** The law under which a phase runs. */
export const LAW_PROFILES = ['baugb-3-1', 'baugb-3-2', 'wpg-13-4', 'informal'] as const;
export type LawProfile = (typeof LAW_PROFILES)[number];

interface Law {
  /** As it is cited, or null where no law speaks. */
  paragraph: string | null;
  /** One calendar month and at least this many days, first and last included; null: the law names no least. */
  leastDays: number | null;
  /** Days proposed where the law leaves it open. */
  usualDays: number;
}

/** What each profile demands of a period. */
export const LAWS: Record<LawProfile, Law> = {
  'baugb-3-1': { paragraph: '§ 3 Abs. 1 BauGB', leastDays: null, usualDays: 14 },
  'baugb-3-2': { paragraph: '§ 3 Abs. 2 Satz 1 BauGB', leastDays: 30, usualDays: 30 },
  'wpg-13-4': { paragraph: '§ 13 Abs. 4 WPG', leastDays: 30, usualDays: 30 },
  informal: { paragraph: null, leastDays: null, usualDays: 28 },
};

const DAYS_OFF = '§ 31 Abs. 3 VwVfG';

export interface Period {
  firstDay: Day;
  /** The last day belongs to the period in full, until 24 o'clock. */
  lastDay: Day;
}

export interface ProposedPeriod extends Period {
  /** The last day that the law would be content with, before it moved to a working day. */
  earliestLastDay: Day;
  /** Message keys that say, in order, why the last day is this one. */
  reasons: string[];
}

export interface LawProblem {
  /** Message key. */
  code: string;
  paragraph: string | null;
  /** False for what only ought to be otherwise. */
  isFatal: boolean;
}

/** Proposes the period that begins with `firstDay`: as short as the law allows, with its end on a working day. */
export function periodFor(profile: LawProfile, firstDay: Day, land: Land = 'ST'): ProposedPeriod {
  const { earliestLastDay, reason } = earliestEnd(profile, firstDay);
  const off = dayOff(earliestLastDay, land);
  const lastDay = nextWorkingDay(earliestLastDay, land);

  return { firstDay, lastDay, earliestLastDay, reasons: off ? [reason, `period.moved-${off}`] : [reason] };
}

/** What is wrong with a period under a profile, with the paragraph; empty when nothing is. */
export function check(profile: LawProfile, { firstDay, lastDay }: Period, land: Land = 'ST'): LawProblem[] {
  const { paragraph, leastDays } = LAWS[profile];
  if (lastDay < firstDay) return [{ code: 'period.ends-before-start', paragraph, isFatal: true }];

  const problems: LawProblem[] = [];
  if (leastDays !== null && lastDay < earliestEnd(profile, firstDay).earliestLastDay) {
    problems.push({ code: 'period.too-short', paragraph, isFatal: true });
  }
  const off = dayOff(lastDay, land);
  if (off) problems.push({ code: `period.ends-on-${off}`, paragraph: DAYS_OFF, isFatal: false });
  return problems;
}

/** How many days a period has, first and last included. */
export const lengthOf = ({ firstDay, lastDay }: Period): number => daysBetween(firstDay, lastDay) + 1;

function earliestEnd(profile: LawProfile, firstDay: Day): { earliestLastDay: Day; reason: string } {
  const { leastDays, usualDays } = LAWS[profile];
  if (leastDays === null) {
    return { earliestLastDay: plusDays(firstDay, usualDays - 1), reason: `period.usual-${profile}` };
  }
  const month = lastDayOfMonthFrom(firstDay);
  const days = plusDays(firstDay, leastDays - 1);

  return month < days
    ? { earliestLastDay: days, reason: 'period.thirty-days' }
    : { earliestLastDay: month, reason: 'period.month' };
}
