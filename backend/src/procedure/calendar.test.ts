import { describe, expect, test } from '@jest/globals';

import {
  berlinIso,
  dayOff,
  daysBetween,
  endOfDay,
  holidaysOf,
  isDay,
  isInTime,
  isWorkingDay,
  localDate,
  nextWorkingDay,
  startOfDay,
} from './calendar.js';

describe('a day in Berlin', () => {
  test('begins at 23 UTC in winter and at 22 UTC in summer', () => {
    expect(startOfDay('2026-12-14').toISOString()).toBe('2026-12-13T23:00:00.000Z');
    expect(startOfDay('2026-07-14').toISOString()).toBe('2026-07-13T22:00:00.000Z');
  });

  test('has 23 hours when the clock goes forward and 25 when it goes back', () => {
    const hours = (day: string) => (endOfDay(day).getTime() - startOfDay(day).getTime()) / 3_600_000;
    expect(hours('2026-03-29')).toBe(23);
    expect(hours('2026-10-25')).toBe(25);
    expect(hours('2026-12-14')).toBe(24);
  });

  test('is in time until its last millisecond', () => {
    expect(isInTime(new Date('2026-12-14T22:59:59.999Z'), '2026-12-14')).toBe(true);
    expect(isInTime(new Date('2026-12-14T23:00:00.000Z'), '2026-12-14')).toBe(false);
  });

  test('is written with its offset', () => {
    expect(berlinIso(new Date('2026-10-25T00:30:00Z'))).toBe('2026-10-25T02:30:00.000+02:00');
    expect(berlinIso(new Date('2026-10-25T01:30:00Z'))).toBe('2026-10-25T02:30:00.000+01:00');
    expect(localDate(new Date('2026-12-31T23:00:00Z'))).toBe('2027-01-01');
  });

  test('must exist and be written in full', () => {
    expect(['2028-02-29', '2026-12-31'].every(isDay)).toBe(true);
    expect(['2026-02-29', '2026-1-1', '20260101', '2026-01-01T10:00', '', 'morgen'].some(isDay)).toBe(false);
  });
});

describe('working days', () => {
  test('know the holidays of the Land', () => {
    expect(isWorkingDay('2026-01-06')).toBe(false);
    expect(isWorkingDay('2026-01-06', 'SN')).toBe(true);
    expect(dayOff('2026-10-31', 'ST')).toBe('holiday');
    expect(dayOff('2026-10-31', 'NW')).toBe('saturday');
    expect(holidaysOf('ST', 2026).size).toBe(11);
  });

  test('skip Easter from Good Friday to Tuesday', () => {
    expect(nextWorkingDay('2026-04-03')).toBe('2026-04-07');
    expect(nextWorkingDay('2026-04-07')).toBe('2026-04-07');
    expect(daysBetween('2026-04-03', '2026-04-07')).toBe(4);
  });
});
