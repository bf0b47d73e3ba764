import { getHolidays } from 'feiertagejs';
import { Temporal } from 'temporal-polyfill';

import { invalid } from '../platform/problem.js';

/** The zone in which the law counts days, whatever the zone of the server. */
export const ZONE = 'Europe/Berlin';

/** A calendar day in Europe/Berlin, written `YYYY-MM-DD`; as text it sorts by time. */
export type Day = string;

/** The sixteen Länder by their official letters. */
export const LANDS = [
  ...(['BB', 'BE', 'BW', 'BY', 'HB', 'HE', 'HH', 'MV'] as const),
  ...(['NI', 'NW', 'RP', 'SH', 'SL', 'SN', 'ST', 'TH'] as const),
];
export type Land = (typeof LANDS)[number];

const HOME: Land = 'ST';
const SATURDAY = 6;
const WRITTEN_DAY = /^(\d{4})-(\d{2})-(\d{2})$/;
const holidays = new Map<string, ReadonlySet<Day>>();
const known = new Map<Day, { start: number; end: number }>();
const MAX_KNOWN = 10_000;

/** Whether a text names a day that exists: `2026-02-29` does not. */
export function isDay(text: string): boolean {
  try {
    return plain(text) !== null;
  } catch {
    return false;
  }
}

/** The first instant (UTC) of a Berlin day. Throws the problem `day.malformed` for a text that is no day. */
export const startOfDay = (day: Day): Date => new Date(boundsOf(day).start);

/** The instant (UTC) at which a Berlin day is over: the start of the next one; a day may have 23 or 25 hours. */
export const endOfDay = (day: Day): Date => new Date(boundsOf(day).end);

/** The Berlin day in which an instant lies. */
export const localDate = (instant: Date): Day => berlin(instant).toPlainDate().toString();

/** Whether something that arrived at an instant arrived before its last day was over (§ 188 (1) BGB). */
export const isInTime = (receivedAt: Date, lastDay: Day): boolean => receivedAt < endOfDay(lastDay);

/** An instant in Berlin's time with its offset and milliseconds: `2026-12-14T14:03:22.000+01:00`. */
export const berlinIso = (instant: Date): string =>
  berlin(instant).toString({ timeZoneName: 'never', smallestUnit: 'millisecond' });

/** A day as people write it in German: „14. Dezember 2026“. */
export const dayInWords = (day: Day): string =>
  new Date(`${day}T12:00:00Z`).toLocaleDateString('de-DE', { dateStyle: 'long', timeZone: 'UTC' });

/** The day that lies a number of days later, or earlier when it is negative. */
export const plusDays = (day: Day, days: number): Day => plain(day).add({ days }).toString();

/** How many days lie from one day to another: 0 for the same, negative backwards. */
export const daysBetween = (from: Day, to: Day): number => plain(from).until(plain(to)).days;

/** The last day of a month that began with `firstDay`, which counts in full (§ 187 (2), § 188 (2) and (3) BGB). */
export function lastDayOfMonthFrom(firstDay: Day): Day {
  const first = plain(firstDay);
  const sameDate = first.add({ months: 1 });
  const isShortMonth = sameDate.day < first.day;

  return (isShortMonth ? sameDate : sameDate.subtract({ days: 1 })).toString();
}

/**
 * The public holidays of a Land in one year. Holidays of single municipalities (Augsburg, Fronleichnam in parts
 * of Sachsen and Thüringen) are not in it; Mariä Himmelfahrt counts for the whole of Bavaria.
 */
export function holidaysOf(land: Land, year: number): ReadonlySet<Day> {
  const key = `${land}${year}`;
  const sought = holidays.get(key);
  if (sought) return sought;

  // The library's own `dateString` depends on the zone of the server, its instant (noon UTC) does not.
  const found = new Set(getHolidays(year, land).map(({ date }) => localDate(date)));
  holidays.set(key, found);
  return found;
}

/** Why nobody need work on a day in a Land, or null on a working day. */
export function dayOff(day: Day, land: Land = HOME): 'holiday' | 'saturday' | 'sunday' | null {
  const { dayOfWeek, year } = plain(day);
  if (holidaysOf(land, year).has(day)) return 'holiday';
  if (dayOfWeek === SATURDAY) return 'saturday';
  return dayOfWeek > SATURDAY ? 'sunday' : null;
}

/** Whether a day is neither Saturday, Sunday nor a public holiday of the Land. */
export const isWorkingDay = (day: Day, land: Land = HOME): boolean => dayOff(day, land) === null;

/** The day itself when it is a working day, otherwise the next one (§ 193 BGB, § 31 (3) VwVfG). */
export const nextWorkingDay = (day: Day, land: Land = HOME): Day =>
  isWorkingDay(day, land) ? day : nextWorkingDay(plusDays(day, 1), land);

/** Start and end of a day in epoch milliseconds; kept, since each page and each submission asks for the same few days. */
function boundsOf(day: Day): { start: number; end: number } {
  const bounds = known.get(day);
  if (bounds) return bounds;

  const [start, end] = [plain(day), plain(day).add({ days: 1 })].map(
    (date) => date.toZonedDateTime(ZONE).epochMilliseconds,
  ) as [number, number];
  if (known.size >= MAX_KNOWN) known.clear();
  known.set(day, { start, end });
  return { start, end };
}

const berlin = (instant: Date) =>
  Temporal.Instant.fromEpochMilliseconds(instant.getTime()).toZonedDateTimeISO(ZONE);

function plain(day: Day): Temporal.PlainDate {
  const [, year, month, date] = WRITTEN_DAY.exec(day) ?? [];
  try {
    return new Temporal.PlainDate(Number(year), Number(month), Number(date));
  } catch {
    throw invalid('day', 'day.malformed');
  }
}
