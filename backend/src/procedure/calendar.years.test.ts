import { describe, expect, test } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

import { dayOff, endOfDay, isInTime, LANDS, localDate, startOfDay, type Land } from './calendar.js';
import { periodFor } from './law.js';

const FIRST_YEAR = 2026;
const YEARS = 20;
const DAY_MS = 86_400_000;
const OTHER_ZONES = ['Pacific/Kiritimati', 'America/Los_Angeles'];

/** The independent oracle: no Temporal and no library of holidays, only Intl and the rules of the calendar. */
const inBerlin = new Intl.DateTimeFormat('en-CA', { timeZone: 'Europe/Berlin', dateStyle: 'short' });
const iso = (time: number) => new Date(time).toISOString().slice(0, 10);
const days = Array.from({ length: YEARS * 366 }, (_, index) =>
  iso(Date.UTC(FIRST_YEAR, 0, 1) + index * DAY_MS),
);

describe(`from ${FIRST_YEAR} for ${YEARS} years, with the server in ${process.env.TZ ?? 'its own zone'}`, () => {
  test('each midnight in Berlin parts in time from late, to the millisecond', () => {
    const wrong = days.flatMap((day) =>
      [-1, 0, 1]
        .map((shift) => new Date(endOfDay(day).getTime() + shift))
        .filter(
          (at) => isInTime(at, day) !== inBerlin.format(at) <= day || localDate(at) !== inBerlin.format(at),
        ),
    );
    expect(wrong).toEqual([]);
  });

  test('the days on which the clock changes have 23 and 25 hours, all others 24', () => {
    const hours = (day: string) => (endOfDay(day).getTime() - startOfDay(day).getTime()) / 3_600_000;
    const expected = (day: string) => (isLastSunday(day, '03') ? 23 : isLastSunday(day, '10') ? 25 : 24);
    expect(days.filter((day) => hours(day) !== expected(day))).toEqual([]);
  });

  test.each(LANDS)('%s: each day off is known, and no period is proposed to end on one', (land) => {
    const holidays = new Set(
      Array.from({ length: YEARS + 2 }, (_, index) => oracleHolidays(FIRST_YEAR + index, land)).flat(),
    );
    const isOff = (day: string) => [0, 6].includes(new Date(day).getUTCDay()) || holidays.has(day);
    expect(days.filter((day) => (dayOff(day, land) !== null) !== isOff(day))).toEqual([]);

    const wrong = days.filter((firstDay, index) => {
      if (index % 11) return false;
      const { earliestLastDay, lastDay } = periodFor('baugb-3-2', firstDay, land);
      return earliestLastDay !== oracleEnd(firstDay) || lastDay !== oracleWorkingDay(earliestLastDay, isOff);
    });
    expect(wrong).toEqual([]);
  });
});

const isInOtherZone = OTHER_ZONES.includes(process.env.TZ ?? '');

(isInOtherZone ? describe.skip : describe)('the same holds', () => {
  test.each(OTHER_ZONES)('with the server in %s', (zone) => {
    const jest = join(process.cwd(), '../node_modules/jest/bin/jest.js');
    const { status, stderr } = spawnSync(
      process.execPath,
      ['--experimental-vm-modules', jest, 'src/procedure/calendar.years'],
      { env: { ...process.env, TZ: zone }, encoding: 'utf8' },
    );
    expect({ status, failures: stderr.match(/●.*/g) }).toEqual({ status: 0, failures: null });
  });
});

function isLastSunday(day: string, month: string): boolean {
  const at = new Date(day);
  return (
    day.slice(5, 7) === month && at.getUTCDay() === 0 && iso(at.getTime() + 7 * DAY_MS).slice(5, 7) !== month
  );
}

/** One month with the first day counted, and at least 30 days. */
function oracleEnd(firstDay: string): string {
  const [year = 0, month = 0, day = 0] = firstDay.split('-').map(Number);
  const lastOfNextMonth = new Date(Date.UTC(year, month + 1, 0)).getUTCDate();
  const monthEnd = Date.UTC(year, month, day > lastOfNextMonth ? lastOfNextMonth : day - 1);

  return iso(Math.max(monthEnd, Date.parse(firstDay) + 29 * DAY_MS));
}

function oracleWorkingDay(day: string, isOff: (day: string) => boolean): string {
  return isOff(day) ? oracleWorkingDay(iso(Date.parse(day) + DAY_MS), isOff) : day;
}

/** The public holidays by the laws of the Länder as they stand in 2026; Easter by Meeus. */
function oracleHolidays(year: number, land: Land): string[] {
  const easter = Date.UTC(year, 2, 22) + easterAfterMarch22(year) * DAY_MS;
  const moving = (...offsets: number[]) => offsets.map((offset) => iso(easter + offset * DAY_MS));
  const fixed = (...dates: string[]) => dates.map((date) => `${year}-${date}`);
  const only = (lands: string, dates: string[]) => (lands.includes(land) ? dates : []);

  return [
    ...fixed('01-01', '05-01', '10-03', '12-25', '12-26'),
    ...moving(-2, 1, 39, 50),
    ...only('BW BY ST', fixed('01-06')),
    ...only('BE MV', fixed('03-08')),
    ...only('BB', moving(0, 49)),
    ...only('BW BY HE NW RP SL', moving(60)),
    ...only('BY SL', fixed('08-15')),
    ...only('TH', fixed('09-20')),
    ...only('BB HB HH MV NI SH SN ST TH', fixed('10-31')),
    ...only('BW BY NW RP SL', fixed('11-01')),
    ...only('SN', [wednesdayBefore(`${year}-11-23`)]),
  ];
}

function wednesdayBefore(day: string): string {
  const before = Date.parse(day) - DAY_MS;
  return new Date(before).getUTCDay() === 3 ? iso(before) : wednesdayBefore(iso(before));
}

/** Days from 22 March to Easter Sunday: the algorithm of Gauß with Lichtenberg's correction. */
function easterAfterMarch22(year: number): number {
  const century = Math.floor(year / 100);
  const moon = 15 + Math.floor((3 * century + 3) / 4) - Math.floor((8 * century + 13) / 25);
  const sun = 2 - Math.floor((3 * century + 3) / 4);
  const cycle = year % 19;
  const seed = (19 * cycle + moon) % 30;
  const correction = Math.floor((seed + Math.floor(cycle / 11)) / 29);
  const fullMoon = 21 + seed - correction;
  const firstSunday = 7 - ((year + Math.floor(year / 4) + sun) % 7);

  return fullMoon + 7 - ((fullMoon - firstSunday) % 7) - 22;
}
