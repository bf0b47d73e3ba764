import { afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';

import { clock } from '../src/platform/clock.js';
import { Database } from '../src/platform/database.js';
import { type Problem } from '../src/platform/problem.js';
import { endOfDay, localDate, startOfDay } from '../src/procedure/calendar.js';
import type { Procedure } from '../src/procedure/procedure.entity.js';
import { readReceipt } from '../src/register/receipt.js';
import { EntryService } from '../src/statement/entry.service.js';
import { IntakeService } from '../src/statement/intake.service.js';
import type { EntryInput } from '../src/statement/statement.graphql.js';
import { StatementService } from '../src/statement/statement.service.js';
import type { TenantRef } from '../src/tenant/tenant.service.js';
import { anActor, testApp } from './app.js';
import { aProcedure, aStatement, aTown, inDays } from './builders.js';

describe('a statement', () => {
  const product = testApp();
  let town: TenantRef;
  let procedure: Procedure;

  beforeAll(async () => {
    town = await aTown(product, { slug: 'zeitz' });
    procedure = await aProcedure(product, town, { slug: 'elster' });
  });
  afterEach(() => clock.set(null));

  const submit = (input: ReturnType<typeof aStatement>, visit = {}) =>
    product.as({ tenantId: town.id, tenantSlug: town.slug, ...visit }, () =>
      product.get(IntakeService).submit(input),
    );
  const rows = <Row>(sql: string, values: unknown[] = []) =>
    product.as({ tenantId: town.id }, () => product.get(Database).rows<Row>(sql, values));
  const problemOf = (work: Promise<unknown>) =>
    work.then(
      () => null,
      (error: Problem) => error.extensions,
    );

  test('is kept with its words to the byte, a receipt, an entry in the register and a message', async () => {
    const text = 'Zeile eins\r\n  Zeile zwei 🌳 „Ümläut“ \u0301 ende ';
    const input = aStatement(procedure, { text });
    await submit(input);

    const [row] = await rows<{ text: string; receipt: string; register_entry_id: string }>(
      'select text, receipt, register_entry_id from statement where id = ?',
      [input.id],
    );
    expect(row!.text).toBe(text);
    expect(readReceipt(row!.receipt)).toMatchObject({ sub: input.id, tenant: 'zeitz', inTime: true });
    expect(await rows('select id from register.entry where id = ?', [row!.register_entry_id])).toHaveLength(
      1,
    );
    expect(
      await rows(`select id from outbox.message where payload->>'statementId' = ?`, [input.id]),
    ).toHaveLength(1);
  });

  test('sent ten times in parallel is one row with ten equal receipts', async () => {
    const input = aStatement(procedure);
    const sent = await Promise.all(Array.from({ length: 10 }, () => submit(input)));

    const receipts = await Promise.all(
      sent.map(({ number, code }) =>
        product.as({ tenantId: town.id }, () => product.get(StatementService).open(number, code)),
      ),
    );
    expect(new Set(receipts.map(({ receiptJson }) => receiptJson)).size).toBe(1);
    expect(await rows('select id from statement where id = ?', [input.id])).toHaveLength(1);
    expect(
      await rows(`select id from outbox.message where payload->>'statementId' = ?`, [input.id]),
    ).toHaveLength(1);
  });

  test('comes in beside many others in the first moment of a town, with more at once than there are connections', async () => {
    const fresh = await aTown(product, { slug: 'eben-erst' });
    const plan = await aProcedure(product, fresh, { slug: 'neu' });
    const many = Array.from({ length: 40 }, () =>
      submit(aStatement(plan), { tenantId: fresh.id, tenantSlug: fresh.slug }),
    );
    expect(new Set((await Promise.all(many)).map(({ number }) => number)).size).toBe(40);
  }, 20_000);

  test('with other words under the same id is a conflict, and the first stays', async () => {
    const input = aStatement(procedure, { text: 'zuerst' });
    await submit(input);

    expect(await problemOf(submit({ ...input, text: 'danach' }))).toMatchObject({
      code: 'statement.conflict',
    });
    expect(await rows('select text from statement where id = ?', [input.id])).toEqual([{ text: 'zuerst' }]);
  });

  test('in the last millisecond of the last day is in time, in the next one late: accepted and marked', async () => {
    const end = endOfDay(inDays(20));
    const before = aStatement(procedure);
    const after = aStatement(procedure);
    const at = (instant: Date) => ({ receivedAt: instant });
    clock.set(end);
    await submit(before, at(new Date(end.getTime() - 1)));
    await submit(after, at(end));

    const late = await rows<{ is_late: boolean }>(
      'select is_late from statement where id in (?, ?) order by received_at',
      [before.id, after.id],
    );
    expect(late.map(({ is_late }) => is_late)).toEqual([false, true]);
  });

  test('is measured by the period as it is now, extended a moment ago or not', async () => {
    const extended = await aProcedure(product, town);
    const last = extended.phases.at(-1)!.lastDay!;
    await submit(aStatement(extended));
    await rows(`update procedure set phases = replace(phases::text, ?, ?)::jsonb where id = ?`, [
      last,
      inDays(90),
      extended.id,
    ]);

    const statement = aStatement(extended);
    clock.set(endOfDay(last));
    await submit(statement);
    expect(await rows('select is_late from statement where id = ?', [statement.id])).toEqual([
      { is_late: false },
    ]);
  });

  test('before the first day is refused', async () => {
    const later = await aProcedure(product, town, {
      phases: [
        { kind: 'display', title: '', lawProfile: 'baugb-3-2', firstDay: inDays(3), lastDay: inDays(40) },
      ],
    });
    expect(await problemOf(submit(aStatement(later)))).toMatchObject({
      code: 'canSubmitStatement.forbidden',
    });

    clock.set(startOfDay(inDays(3)));
    await submit(aStatement(later));
  });

  test('without words, name or address where they are needed says which field is wrong', async () => {
    const named = await aProcedure(product, town, { anonymousAllowed: false });
    const author = { kind: 'organisation' as const, isAnonymous: false, answerBy: 'post' as const };

    expect(await problemOf(submit(aStatement(named, { text: ' \n', author })))).toEqual({
      code: 'input.invalid',
      fields: {
        text: 'statement.text-missing',
        name: 'statement.name-missing',
        organisation: 'statement.organisation-missing',
        street: 'statement.address-missing',
      },
    });
  });

  test('opens with number and code, and with nothing else', async () => {
    const input = aStatement(procedure);
    const { number, code } = await submit(input);
    const statements = product.get(StatementService);
    const open = (given: string, key: string, tenantId = town.id) =>
      product.as({ tenantId }, () => statements.open(given, key));
    const other = await aTown(product);

    expect(await open(number.toLowerCase().replaceAll('-', ' '), code.toLowerCase())).toMatchObject({
      id: input.id,
    });
    for (const [given, key, tenantId] of [
      [number, '0000-0000'],
      ['000-000-000', code],
      [number, code, other.id],
      ['x', ''],
    ]) {
      expect(await problemOf(open(given!, key!, tenantId))).toMatchObject({ code: 'statement.not-found' });
    }
  });

  test('belongs to who sent it: another person sees nothing of it', async () => {
    const [anna, bernd] = [anActor(), anActor()];
    const input = aStatement(procedure);
    await submit(input, { actor: anna });
    const statements = product.get(StatementService);
    const listOf = (actor: typeof anna) =>
      product
        .as({ tenantId: town.id, actor }, () => statements.listOwn())
        .then((list) => list.map(({ id }) => id));
    const [{ number }] = (await product.as({ tenantId: town.id, actor: anna }, () =>
      statements.listOwn(),
    )) as unknown as [{ number: string }];

    expect(await listOf(anna)).toEqual([input.id]);
    expect(await listOf(bernd)).toEqual([]);
    expect(
      await problemOf(product.as({ tenantId: town.id, actor: bernd }, () => statements.withdraw(number))),
    ).toMatchObject({
      code: 'statement.not-found',
    });
  });

  test('is withdrawn by its sender while the period runs, and stays in the file', async () => {
    const anna = anActor();
    const input = aStatement(procedure);
    const { number } = await submit(input, { actor: anna });
    const statements = product.get(StatementService);
    const withdraw = () => product.as({ tenantId: town.id, actor: anna }, () => statements.withdraw(number));

    clock.set(endOfDay(inDays(20)));
    expect(await problemOf(withdraw())).toMatchObject({ code: 'canWithdrawStatement.forbidden' });
    clock.set(null);
    expect((await withdraw()).withdrawnAt).not.toBeNull();
    expect(await rows('select id from statement where id = ?', [input.id])).toHaveLength(1);
    expect(await problemOf(withdraw())).not.toBeNull();
  });

  test('typed in counts from the day it arrived, belongs to nobody, and who typed it stands in the log', async () => {
    const end = procedure.phases[0]!.endsAt!;
    const clerk = anActor('paper-entry');
    const enter = (entry: Partial<EntryInput>, actor = clerk) =>
      product.as({ tenantId: town.id, tenantSlug: town.slug, actor }, () =>
        product.get(EntryService).enter(aStatement(procedure), {
          channel: 'letter',
          receivedOn: procedure.phases[0]!.lastDay!,
          ...entry,
        }),
      );
    expect(await problemOf(enter({}))).toEqual({
      code: 'input.invalid',
      fields: { receivedOn: 'statement.arrives-later' },
    });
    clock.set(new Date(end.getTime() + 5 * 86_400_000));
    const found = async ({ number }: { number: string }) =>
      (
        await rows<{ is_late: boolean; channel: string; account_id: string | null; received_at: string }>(
          'select is_late, channel, account_id, received_at from statement where number = ?',
          [number],
        )
      )[0]!;
    const inTime = await found(await enter({ receivedTime: '23:59' }));
    expect(inTime).toMatchObject({ is_late: false, channel: 'letter', account_id: null });
    const late = await enter({ receivedOn: localDate(end), receivedTime: '00:00' });
    expect((await found(late)).is_late).toBe(true);
    const entries = await rows<{ account_id: string }>(
      `select account_id from journal_entry where action = 'statement.entered'`,
    );
    expect(entries.map(({ account_id }) => account_id)).toEqual([clerk.accountId, clerk.accountId]);
    for (const role of ['reader', 'editor'])
      expect((await problemOf(enter({}, anActor(role))))?.code).toBe('canEnterStatement.forbidden');
    expect((await problemOf(enter({}, anActor())))?.code).toBe('canEnterStatement.forbidden');
  });

  test('cannot be deleted by the application at all', async () => {
    await expect(rows('delete from statement')).rejects.toThrow('permission denied');
  });

  test('does not reach into another town by a foreign procedure', async () => {
    const other = await aTown(product);
    const input = aStatement(procedure);
    const visit = { tenantId: other.id, tenantSlug: other.slug };
    expect(await problemOf(submit(input, visit))).toMatchObject({ code: 'procedure.not-found' });
  });

  test('names what it speaks to only within its own procedure', async () => {
    const unknown = [
      { paragraphId: randomUUID() },
      { documentId: randomUUID(), page: 1 },
      { featureId: randomUUID() },
    ];
    for (const about of unknown) {
      expect(await problemOf(submit(aStatement(procedure, { about })))).toMatchObject({
        code: 'input.invalid',
      });
    }
  });
});
