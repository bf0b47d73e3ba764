import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';

import { clock } from '../src/platform/clock.js';
import { Database } from '../src/platform/database.js';
import { Pub } from '../src/platform/pub.js';
import { readReceipt } from '../src/register/receipt.js';
import { IntakeService } from '../src/statement/intake.service.js';
import type { TenantRef } from '../src/tenant/tenant.service.js';
import { startWorker, type Worker } from '../src/worker.js';
import { testApp } from './app.js';
import { aProcedure, aStatement, aTown } from './builders.js';

/** The tests run with a server in Auckland (package.json): the law counts days in Berlin. */
describe('the end of a period', () => {
  const product = testApp();
  let town: TenantRef;
  let worker: Worker;

  beforeAll(async () => {
    town = await aTown(product, { slug: 'zeitz' });
    worker = await startWorker(product.app);
  });
  afterEach(() => clock.set(null));
  afterAll(() => worker?.stop());

  const onDisplay = (firstDay: string, lastDay: string) =>
    aProcedure(product, town, {
      phases: [
        { kind: 'display', title: '', lawProfile: 'baugb-3-2', firstDay, lastDay },
        { kind: 'weighing', title: '', lawProfile: 'informal', firstDay: dayAfter(lastDay), lastDay: null },
      ],
    });
  const dayAfter = (day: string) => new Date(Date.parse(day) + 86_400_000).toISOString().slice(0, 10);

  test('runs with a server in another time zone', () => {
    expect(Intl.DateTimeFormat().resolvedOptions().timeZone).toBe('Pacific/Auckland');
  });

  test.each([
    ['the day on which the clocks go forward', '2027-03-01', '2027-03-28', '2027-03-28T22:00:00Z'],
    ['the day before they go forward', '2027-03-01', '2027-03-27', '2027-03-27T23:00:00Z'],
    ['the day on which the clocks go back', '2027-10-01', '2027-10-31', '2027-10-31T23:00:00Z'],
    ['the day before they go back', '2027-10-01', '2027-10-30', '2027-10-30T22:00:00Z'],
    ['the last day of the year', '2027-12-01', '2027-12-31', '2027-12-31T23:00:00Z'],
    ['the last day of a February in a leap year', '2028-02-01', '2028-02-29', '2028-02-29T23:00:00Z'],
  ])('on %s is midnight in Berlin, to the millisecond', async (...[, firstDay, lastDay, end]) => {
    const last = new Date(Date.parse(end) - 1);
    clock.set(last);
    const procedure = await onDisplay(firstDay, lastDay);
    const arrive = async (at: Date) => {
      clock.set(at);
      const statement = aStatement(procedure);
      await product.as({ tenantId: town.id, tenantSlug: town.slug, receivedAt: at }, () =>
        product.get(IntakeService).submit(statement),
      );
      const [row] = await product.as({ tenantId: town.id }, () =>
        product
          .get(Database)
          .rows<{ is_late: boolean; receipt: string }>(
            'select is_late, receipt from statement where id = ?',
            [statement.id],
          ),
      );
      const { inTime, deadline } = readReceipt(row!.receipt)!;
      expect(inTime).toBe(!row!.is_late);
      expect(deadline).toEqual({ lastDay, endsAt: new Date(end).toISOString() });
      return inTime;
    };
    const statusAt = async (at: Date) => {
      clock.set(at);
      await worker.settle();
      const rows = await product
        .get(Pub)
        .rows<{ status: string }>('status-of-one', 'select status from pub.procedure where id = $1', [
          procedure.id,
        ]);
      return rows[0]!.status;
    };

    expect(await arrive(last)).toBe(true);
    expect(await statusAt(last)).toBe('display');
    expect(await arrive(new Date(end))).toBe(false);
    expect(await statusAt(new Date(end))).toBe('weighing');
  });

  test.each([
    ['2027-03-28', '2027-03-27T23:00:00Z'],
    ['2027-10-31', '2027-10-30T22:00:00Z'],
  ])('begins with the first day %s at midnight in Berlin', async (firstDay, begin) => {
    const before = new Date(Date.parse(begin) - 1);
    clock.set(before);
    const procedure = await onDisplay(firstDay, '2027-12-15');
    const submit = () =>
      product.as({ tenantId: town.id, tenantSlug: town.slug, receivedAt: clock.now() }, () =>
        product.get(IntakeService).submit(aStatement(procedure)),
      );
    await expect(submit()).rejects.toThrow('canSubmitStatement.forbidden');
    clock.set(new Date(begin));
    await submit();
  });
});
