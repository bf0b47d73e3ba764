import { describe, expect, test } from '@jest/globals';

import { check, LAW_PROFILES, LAWS, lengthOf, periodFor } from './law.js';

const OPEN_END = [
  // § 3 (2) BauGB, first day, last day that the law is content with
  ['2026-01-31', '2026-03-01'],
  ['2026-02-16', '2026-03-17'],
  ['2025-08-18', '2025-09-17'],
  ['2026-03-31', '2026-04-30'],
  ['2026-04-01', '2026-04-30'],
  ['2028-01-30', '2028-02-29'],
  ['2027-12-31', '2028-01-30'],
] as const;

describe('a period of § 3 (2) BauGB', () => {
  test.each(OPEN_END)('that starts on %s lasts a month and 30 days, until %s', (firstDay, lastDay) => {
    expect(periodFor('baugb-3-2', firstDay).earliestLastDay).toBe(lastDay);
    expect(periodFor('wpg-13-4', firstDay).earliestLastDay).toBe(lastDay);
  });

  test('is proposed to end on Monday when it would end on Sunday', () => {
    expect(periodFor('baugb-3-2', '2026-01-31')).toEqual({
      firstDay: '2026-01-31',
      earliestLastDay: '2026-03-01',
      lastDay: '2026-03-02',
      reasons: ['period.thirty-days', 'period.moved-sunday'],
    });
  });

  test('is moved past a holiday of the Land and no other', () => {
    const firstDay = '2026-12-07'; // a month later is Epiphany, a holiday in Sachsen-Anhalt, not in Sachsen
    expect(periodFor('baugb-3-2', firstDay, 'ST')).toMatchObject({
      lastDay: '2027-01-07',
      reasons: ['period.month', 'period.moved-holiday'],
    });
    expect(periodFor('baugb-3-2', firstDay, 'SN')).toMatchObject({
      lastDay: '2027-01-06',
      reasons: ['period.month'],
    });
  });

  test('is refused one day too short, and the paragraph is named', () => {
    expect(check('baugb-3-2', { firstDay: '2026-02-16', lastDay: '2026-03-17' })).toEqual([]);
    expect(check('baugb-3-2', { firstDay: '2026-02-16', lastDay: '2026-03-16' })).toEqual([
      { code: 'period.too-short', paragraph: '§ 3 Abs. 2 Satz 1 BauGB', isFatal: true },
    ]);
    expect(check('wpg-13-4', { firstDay: '2026-02-16', lastDay: '2026-03-16' })).toEqual([
      { code: 'period.too-short', paragraph: '§ 13 Abs. 4 WPG', isFatal: true },
    ]);
  });

  test('may be longer, but an end on a day off is pointed out', () => {
    expect(check('baugb-3-2', { firstDay: '2026-02-16', lastDay: '2026-04-03' })).toEqual([
      { code: 'period.ends-on-holiday', paragraph: '§ 31 Abs. 3 VwVfG', isFatal: false },
    ]);
  });
});

test('early participation and informal periods have no least length', () => {
  expect(periodFor('baugb-3-1', '2026-11-23')).toMatchObject({
    lastDay: '2026-12-07',
    reasons: ['period.usual-baugb-3-1', 'period.moved-sunday'],
  });
  expect(check('baugb-3-1', { firstDay: '2026-11-23', lastDay: '2026-11-24' })).toEqual([]);
  expect(check('informal', { firstDay: '2026-11-24', lastDay: '2026-11-23' })).toEqual([
    { code: 'period.ends-before-start', paragraph: null, isFatal: true },
  ]);
});

test('every proposal passes its own check', () => {
  for (const profile of LAW_PROFILES) {
    const proposal = periodFor(profile, '2026-11-23');
    expect(check(profile, proposal)).toEqual([]);
    expect(lengthOf(proposal)).toBeGreaterThanOrEqual(LAWS[profile].usualDays);
  }
});

test('a day that does not exist is an expected problem', () => {
  expect(() => periodFor('baugb-3-2', '2026-02-29')).toThrow('input.invalid');
  expect(() => check('baugb-3-2', { firstDay: '2026-02-01', lastDay: '2026-2-30' })).toThrow('input.invalid');
});
