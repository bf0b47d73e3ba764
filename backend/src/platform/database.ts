import { EntityManager, MikroORM, type EntityClass } from '@mikro-orm/core';
import { Migrator } from '@mikro-orm/migrations';
import { defineConfig, PostgreSqlDriver, type SqlEntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { CompiledQuery, type Kysely } from 'kysely';
import { join } from 'node:path';

import { AND_COMMIT, Client } from './client.js';
import { signContext } from './context.js';
import { current } from './current.js';
import { env } from './env.js';
import { log } from './log.js';

/** Schemas that the entities do not describe: raw SQL in the migrations is their source. */
export const RAW_SCHEMAS = ['sec', 'pub', 'register', 'outbox', 'jobs', 'visits'];

/** Who waits longer for a connection is told that something is wrong, instead of waiting for ever. */
const CONNECTION_WAIT_MS = 30_000;

export interface DatabaseLogin {
  url: string;
  pool?: number;
}

/** The configuration of MikroORM for one login and the entities that app.module lists. */
export const databaseConfig = (entities: EntityClass<unknown>[], login: DatabaseLogin) =>
  defineConfig({
    driver: PostgreSqlDriver,
    clientUrl: login.url,
    entities,
    extensions: [Migrator],
    pool: { min: 0, max: login.pool ?? env.DATABASE_POOL },
    driverOptions: { Client, connectionTimeoutMillis: CONNECTION_WAIT_MS },
    forceUtcTimezone: true,
    logger: (message) => log.debug(message),
    // Triggers are written by hand, in migrations.
    schemaGenerator: { ignoreSchema: RAW_SCHEMAS, ignoreTriggers: true },
    migrations: {
      path: join(import.meta.dirname, '../../migrations'),
      glob: '*.ts',
      emit: 'ts',
      tableName: 'migration',
      snapshot: false,
      disableForeignKeys: false,
      allOrNothing: true,
    },
  });

/** One transaction per operation or job, with the signed context of the current visit. */
@Injectable()
export class Database {
  constructor(
    private readonly orm: MikroORM,
    private readonly em: EntityManager,
  ) {}

  /** Runs `work` in one transaction; the injected EntityManager takes part in it. Rolls back when it throws. */
  async transaction<T>(work: () => Promise<T>): Promise<T> {
    const { tenantId, actor } = current.visit;
    const session = { variables: { 'app.context': signContext(tenantId, actor.accountId) } };

    return this.orm.em.fork({ session, clear: true }).transactional(() => work());
  }

  /** Rows of one statement inside the running transaction; `?` marks parameters. */
  async rows<Row>(sql: string, parameters: unknown[] = []): Promise<Row[]> {
    this.refuseWithoutTransaction();
    return (await (this.em as SqlEntityManager).execute(sql, parameters, 'all')) as Row[];
  }

  /**
   * As `rows`, and commits in the same round trip, for the way on which thousands come in the last minutes of a
   * period. The statement is prepared once per connection; `$1` marks its parameters, of which there is at least
   * one. Nothing that the transaction does after it belongs to the same transaction.
   */
  async rowsAndCommit<Row>(sql: string, parameters: unknown[]): Promise<Row[]> {
    this.refuseWithoutTransaction();
    const transaction = this.em.getTransactionContext<Kysely<unknown>>()!;
    return (await transaction.executeQuery(CompiledQuery.raw(AND_COMMIT + sql, parameters))).rows as Row[];
  }

  private refuseWithoutTransaction(): void {
    if (!this.em.isInTransaction()) throw new Error('A query outside a transaction has no tenant.');
  }
}
