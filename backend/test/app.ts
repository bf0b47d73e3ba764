import { afterAll, beforeAll } from '@jest/globals';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { randomUUID } from 'node:crypto';

import { createApp } from '../src/app.js';
import { clock } from '../src/platform/clock.js';
import { ANONYMOUS, current, type Actor, type Visit } from '../src/platform/current.js';
import { Database } from '../src/platform/database.js';
import { dropTestDatabase, makeTestDatabase } from './database.js';

/** The whole application on its own database, for one test file. */
export function testApp() {
  let app: NestFastifyApplication;

  beforeAll(async () => {
    await makeTestDatabase();
    app = await createApp();
  }, 120_000);
  afterAll(async () => {
    await app?.close();
    await dropTestDatabase();
  }, 120_000);

  return {
    get: <T>(service: abstract new (...args: never[]) => T): T => app.get(service as never),
    get app() {
      return app;
    },

    /** Runs work as an actor in a tenant (or none), in one transaction, as an operation would. */
    as: <T>(visit: Partial<Visit>, work: () => Promise<T>): Promise<T> =>
      current.run(aVisit(visit), () => app.get(Database).transaction(work)),

    /** Runs work as an actor without opening a transaction. */
    visit: <T>(visit: Partial<Visit>, work: () => Promise<T>): Promise<T> => current.run(aVisit(visit), work),
  };
}

export const aVisit = (visit: Partial<Visit> = {}): Visit => ({
  tenantId: null,
  tenantSlug: null,
  actor: ANONYMOUS,
  host: 'localhost:3000',
  language: 'de',
  traceId: 'test',
  receivedAt: clock.now(),
  origin: 'test',
  ...visit,
});

export const anActor = (...roles: string[]): Actor => ({ ...ANONYMOUS, accountId: randomUUID(), roles });
