import { localDate, plusDays, startOfDay, type Day } from '../procedure/calendar.js';
import type { Rhythm } from './subscription.entity.js';

const HOUR_MS = 3_600_000;
/** News go out at six in the morning, Berlin time; on the two days on which the clocks change an hour beside it. */
const MORNING = 6 * HOUR_MS;
/** Who wants to hear at once hears the next news after so long, all that came meanwhile in one mail. */
const QUIET_MS = 10 * 60_000;
const WEEK = 7;

const morningOf = (day: Day): Date => new Date(startOfDay(day).getTime() + MORNING);

/** When the next mail may go out after an instant (UTC): all daily and weekly ones fall together, in one mail a day. */
export function nextAfter(at: Date, rhythm: Rhythm): Date {
  if (rhythm === 'at-once') return at;
  const today = localDate(at);
  let day = morningOf(today) > at ? today : plusDays(today, 1);
  while (rhythm === 'weekly' && weekdayOf(day) !== 1) day = plusDays(day, 1);
  return morningOf(day);
}

/** As `nextAfter`, when a mail has just gone out. */
export const nextAfterMail = (at: Date, rhythm: Rhythm): Date =>
  rhythm === 'at-once' ? new Date(at.getTime() + QUIET_MS) : nextAfter(at, rhythm);

/** Monday is 1, Sunday 0. */
const weekdayOf = (day: Day): number => new Date(`${day}T12:00:00Z`).getUTCDay() % WEEK;
