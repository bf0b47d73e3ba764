import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';

import { PgBoss, type Job } from 'pg-boss';
import pg from 'pg';

import { clock } from './platform/clock.js';
import { ANONYMOUS, current, type Visit } from './platform/current.js';
import { Database } from './platform/database.js';
import { Endings } from './platform/endings.js';
import { env } from './platform/env.js';
import { allJobs, allRepeated, jobsFor, noticeAll, type Repeated } from './platform/jobs.js';
import { log } from './platform/log.js';
import type { OutboxMessage } from './platform/outbox.js';

/** A message may have a time before which it does not leave: it is kept to the second. */
const RELAY_SECONDS = 1;
/** Under load messages come by the hundred each second: they are handed on together. */
const GATHER_MS = 50;
/** Many at once while there is much to do; between that a look every few seconds is enough, the relay wakes us. */
const PACE = { batchSize: 50, pollingIntervalSeconds: 3, burstWhenBatchFull: true };
const RETRIES = { retryLimit: 12, retryDelay: 2, retryBackoff: true, retryDelayMax: 3_600 };

export interface Worker {
  /**
   * Waits until the outbox is empty and no job is left; throws where the database lacks room for it. For tests and the
   * first start.
   */
  settle(): Promise<void>;
  stop(): Promise<void>;
}

/** Does what the features asked to be done later: hands on the outbox, runs its jobs, repeats what is repeated. */
export async function startWorker(app: NestFastifyApplication): Promise<Worker> {
  const boss = new PgBoss({
    connectionString: env.DATABASE_URL,
    schema: 'jobs',
    createSchema: false,
    schedule: false,
    max: 3,
  });
  boss.on('error', (err) => log.error({ err }, 'queue'));
  await boss.start();

  const workers = new Map<string, string>();
  let shortage: Error | null = null;
  const onFailure = (err: Error) => void (isShortage(err) && (shortage = err));
  for (const [name, hear] of allJobs()) {
    await boss.createQueue(name, RETRIES);
    const doing = doingEach({ app, boss, name, hear, onFailure });
    workers.set(name, await boss.work<OutboxMessage>(name, PACE, doing));
  }

  const relay = await startRelay(boss, (name) => boss.notifyWorker(workers.get(name) ?? ''));
  const repeating = allRepeated().map((repeated) => keepRepeating(repeated));

  const stop = app.get(Endings).add(async () => {
    await Promise.all(repeating.map(({ end }) => end()));
    await relay.stop();
    await boss.stop({ graceful: true, timeout: 3_000 });
  });
  return {
    stop,
    async settle() {
      await relay.run();
      const isIdle = async () => (await pending(relay.client)) === 0;
      for (let tries = 0; tries < 2_400 && !(await isIdle()); tries += 1) {
        if (shortage) throw shortage;
        await relay.run();
        await wait(50);
      }
      for (const { turn } of repeating) await turn();
    },
  };
}

interface Doing {
  app: NestFastifyApplication;
  boss: PgBoss;
  name: string;
  hear: (message: OutboxMessage) => Promise<void>;
  onFailure: (err: Error) => void;
}

/** Each job of a batch in its own tenant and transaction; one that fails does not touch its neighbours. */
function doingEach({ app, boss, name, hear, onFailure }: Doing) {
  const database = app.get(Database);
  return async (jobs: Job<OutboxMessage>[]): Promise<void> => {
    for (const { id, data } of jobs) {
      const done = current.run(visitOf(data.tenantId), () => database.transaction(() => hear(data)));
      await done.catch((err: Error) => {
        onFailure(err);
        log.error({ err, job: name }, 'job failed, it is tried again');
        return boss.fail(name, id, { message: err.message });
      });
    }
  };
}

/** Turns messages of the outbox into jobs: each exactly once, since both happen in one transaction. */
async function startRelay(boss: PgBoss, wake: (job: string) => void) {
  const client = new pg.Client({ connectionString: env.DATABASE_URL });
  await client.connect();
  let running: Promise<void> | null = null;
  let isAsked = false;

  const run = (): Promise<void> => {
    isAsked = true;
    return (running ??= rounds().finally(() => (running = null)));
  };
  const rounds = async () => {
    while (isAsked) {
      isAsked = false;
      await drain();
      await wait(GATHER_MS);
    }
  };
  const drain = async () => {
    try {
      while ((await relayBatch(client, boss, wake)) > 0);
    } catch (err) {
      log.error({ err }, 'outbox');
      await client.query('rollback').catch(() => undefined);
    }
  };

  client.on('notification', () => void run());
  client.on('error', (err) => log.error({ err }, 'outbox connection'));
  await client.query('listen outbox');
  const timer = setInterval(() => void run(), RELAY_SECONDS * 1_000);
  void run();

  return {
    client,
    run,
    async stop() {
      clearInterval(timer);
      await running;
      await client.end();
    },
  };
}

/** Hands on up to 200 messages in one transaction; answers how many they were. */
async function relayBatch(client: pg.Client, boss: PgBoss, wake: (job: string) => void): Promise<number> {
  await client.query('begin');
  const { rows } = await client.query<OutboxMessage>(
    `delete from outbox.message where id in (
       select id from outbox.message where due_at is null or due_at <= $1
       order by id limit 200 for update skip locked)
     returning id, topic, tenant_id as "tenantId", payload`,
    [clock.now()],
  );
  const db = { executeSql: (text: string, values?: unknown[]) => client.query(text, values) };
  for (const message of rows) {
    for (const name of jobsFor(message)) await boss.send(name, message, { db });
  }
  await client.query('commit');
  for (const name of new Set(rows.flatMap(jobsFor))) wake(name);
  rows.forEach(noticeAll);
  return rows.length;
}

function keepRepeating({ name, seconds, work }: Repeated) {
  let running: Promise<void> | null = null;
  const start = () =>
    (running ??= current
      .run(visitOf(null), work)
      .catch((err: Error) => log.error({ err, job: name }, 'repeated work failed'))
      .finally(() => (running = null)));
  const timer = setInterval(start, seconds * 1_000);

  return {
    /** A whole turn from now on, after the one that may be running. */
    turn: async () => {
      await running;
      await start();
    },
    end: async () => {
      clearInterval(timer);
      await running;
    },
  };
}

async function pending(client: pg.Client): Promise<number> {
  const { rows } = await client.query<{ count: number }>(
    `select (select count(*) from outbox.message where due_at is null) + (select count(*) from jobs.job where state < 'completed') as count`,
  );
  return Number(rows[0]?.count ?? 0);
}

/** PostgreSQL's class 53: no disk, no memory, no connection left. */
const isShortage = (err: Error): boolean => /^53...$/.test(String((err as { code?: unknown }).code));

const visitOf = (tenantId: string | null): Visit => ({
  tenantId,
  tenantSlug: null,
  actor: { ...ANONYMOUS, roles: ['worker'] },
  host: '',
  language: 'de',
  traceId: randomUUID(),
  receivedAt: clock.now(),
  origin: '',
});
