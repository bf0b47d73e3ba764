import { MikroORM } from '@mikro-orm/core';
import { afterEach, describe, expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { Readable } from 'node:stream';

import { clock } from '../src/platform/clock.js';
import type { Visit } from '../src/platform/current.js';
import { Endings } from '../src/platform/endings.js';
import { Limits } from '../src/platform/limits.js';
import { networkOf, Origins, PERIOD_MS } from '../src/platform/origins.js';
import { UploadService } from '../src/platform/upload.service.js';
import { testApp } from './app.js';
import { superuser } from './database.js';

const product = testApp();
const MINUTE = 60_000;
let people = 0;
/** Another process on the same database. */
const another = () => new Limits(product.get(MikroORM), new Endings());
const origins = () => new Origins(product.get(MikroORM));
const somebody = () => `origin-${(people += 1)}`;
const at = (iso: string, more = 0) => clock.set(new Date(Date.parse(iso) + more));
const START = new Date(Math.ceil(Date.parse('2026-11-23T08:00:00Z') / PERIOD_MS) * PERIOD_MS).toISOString();

afterEach(() => clock.set(null));

describe('a limit', () => {
  const right = () => Promise.resolve('open');
  const wrong = () => Promise.reject(new Error('wrong'));

  test('stops who guesses, for a minute, and nobody else', async () => {
    const limits = another();
    at(START);
    for (let guess = 0; guess < 30; guess += 1) {
      await expect(limits.countFailures('code', 'guesser', wrong)).rejects.toThrow('wrong');
    }
    await expect(limits.countFailures('code', 'guesser', right)).rejects.toThrow('limit.too-many');
    await expect(limits.countFailures('code', 'neighbour', right)).resolves.toBe('open');

    at(START, MINUTE + 1_000);
    await expect(limits.countFailures('code', 'guesser', right)).resolves.toBe('open');
  });

  test('never stops who is right', async () => {
    const limits = another();
    for (let visit = 0; visit < 1_000; visit += 1) {
      await expect(limits.countFailures('code', 'town-hall', right)).resolves.toBe('open');
    }
  });

  test('counts what is sent up on every way in, and needs a town', async () => {
    const origin = somebody();
    for (let sent = 0; sent < 119; sent += 1) product.get(Limits).count('upload', origin);
    const take = (visit: Partial<Visit>) =>
      product.visit(visit, () =>
        product.get(UploadService).take('a.txt', Readable.from([Buffer.from('Ein Satz.')])),
      );
    await expect(take({ origin, tenantId: null })).rejects.toThrow('tenant.not-found');
    const town = { origin, tenantId: randomUUID() };
    expect(await take(town)).toMatchObject({ name: 'a.txt' });
    await expect(take(town)).rejects.toThrow('limit.too-many');
    expect(await take({ ...town, origin: somebody() })).toMatchObject({ name: 'a.txt' });
  });

  test('has windows of a minute, an hour and a day of their own', async () => {
    const [limits, who] = [another(), somebody()];
    at(START);
    const guess = () =>
      limits.countFailures('code', who, wrong).catch(({ code, message }) => code ?? message);
    const blocked: string[] = [];
    for (let minute = 0; minute < 59; minute += 1) {
      at(START, minute * MINUTE);
      for (let more = 0; more < 29; more += 1) blocked.push((await guess()) as string);
    }
    // 29 a minute is within the minute, 300 in an hour is not.
    expect(blocked.indexOf('limit.too-many')).toBe(300);
    at(START, 60 * MINUTE);
    expect(await guess()).toBe('wrong');
    for (let hour = 1; hour < 22; hour += 1)
      for (let minute = 0; minute < 20; minute += 1) {
        at(START, (hour * 60 + minute) * MINUTE);
        for (let more = 0; more < 14; more += 1) blocked.push((await guess()) as string);
      }
    expect(blocked.filter((said) => said === 'wrong').length).toBeLessThanOrEqual(1_500);
    at(START, 22.5 * 60 * MINUTE);
    expect(await guess()).toBe('limit.too-many');
    at(START, PERIOD_MS);
    expect(await guess()).toBe('wrong');
  });

  test('holds over several processes, and after one was started anew', async () => {
    const [one, two, who] = [another(), another(), somebody()];
    at(START);
    for (let upload = 0; upload < 60; upload += 1)
      [one, two].forEach((limits) => limits.count('upload', who));
    await Promise.all([one.share(), two.share()]);
    const started = another();
    started.count('upload', who);
    await started.share();
    expect(() => started.count('upload', who)).toThrow('limit.too-many');
    one.levelOf('upload', who, 1);
    await one.share();
    expect(() => one.count('upload', who)).toThrow('limit.too-many');
  });

  test('adds up exactly when many processes share at once', async () => {
    const processes = Array.from({ length: 8 }, another);
    const people = Array.from({ length: 20 }, somebody);
    at(START);
    for (const limits of processes) for (const who of people) limits.count('rate', who);
    await Promise.all(processes.map((limits) => limits.share()));
    const { rows } = await (
      await superuser()
    ).query(`select distinct count from visits.count where what = 'rate' and origin = any($1)`, [people]);
    expect(rows).toEqual([{ count: 8 }]);
  });

  test('costs a count in memory and a round trip a second, not one per request', async () => {
    const limits = another();
    const begun = performance.now();
    for (let visit = 0; visit < 100_000; visit += 1) limits.levelOf('contribute', `m${visit % 500}`, 1);
    const each = ((performance.now() - begun) / 100_000) * 1_000;
    const shared = performance.now();
    await limits.share();
    console.log(
      JSON.stringify({
        microsecondsPerCount: +each.toFixed(2),
        shareMs: Math.round(performance.now() - shared),
      }),
    );
    expect(each).toBeLessThan(100);
  });
});

describe('where somebody comes from', () => {
  test.each([
    ['203.0.113.77', '203.0.113'],
    ['::ffff:203.0.113.77', '203.0.113'],
    ['2001:db8::1', '2001:db8:0:0'],
    ['2001:0db8:0000:0000:1:2:3:4', '2001:db8:0:0'],
    ['2001:DB8:0:0:ffff::', '2001:db8:0:0'],
    ['fe80::1%eth0', 'fe80:0:0:0'],
    ['::1', '0:0:0:0'],
  ])('%s is its network %s', (address, network) => expect(networkOf(address)).toBe(network));

  test('is the same hash for all processes, another one in the next period, and never the address', async () => {
    at(START);
    const [one, two] = [origins(), origins()];
    const first = await one.of('203.0.113.7');
    expect(first).toMatch(/^[\w-]{16}$/);
    expect(await two.of('203.0.113.99')).toBe(first);
    expect(await two.of('203.0.114.7')).not.toBe(first);
    at(START, PERIOD_MS - 1);
    expect(await one.of('203.0.113.7')).toBe(first);
    at(START, PERIOD_MS);
    const next = await one.of('203.0.113.7');
    expect(next).not.toBe(first);
    expect(await origins().of('203.0.113.7')).toBe(next);
  });

  test('is known to nobody after 24 hours: no key, no count, no used proof is left', async () => {
    const database = await superuser();
    const left = async () => {
      const { rows } = await database.query(
        `select (select count(*)::int from visits.key) as keys, (select count(*)::int from visits.count) as counts,
           (select min(ends_at) from visits.count) as soonest`,
      );
      return rows[0] as { keys: number; counts: number; soonest: Date };
    };
    const day = new Date(Date.parse(START) + 40 * PERIOD_MS).toISOString();
    at(day);
    const [limits, who] = [another(), await origins().of('203.0.113.7')];
    limits.count('upload', who);
    await limits.share();
    await limits.forget();
    expect(await left()).toMatchObject({ keys: 1, counts: 3 });
    at(day, 24 * 3_600_000 - 10 * MINUTE); // the worker cleans every ten minutes
    await limits.forget();
    expect(await left()).toMatchObject({ keys: 0, counts: 0 });
    const { rows } = await database.query(
      `select relname, relpersistence from pg_class where relnamespace = 'visits'::regnamespace and relkind = 'r'`,
    );
    expect(rows.map(({ relpersistence }) => relpersistence)).toEqual(['u', 'u', 'u']);
  });
});
