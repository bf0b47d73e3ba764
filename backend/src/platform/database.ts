import { EntityManager, MikroORM, type EntityClass } from '@mikro-orm/core';
import { Migrator } from '@mikro-orm/migrations';
import { defineConfig, PostgreSqlDriver, type SqlEntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { join } from 'node:path';

import { signContext } from './context.js';
import { current } from './current.js';
import { env } from './env.js';
import { log } from './log.js';

/** Schemas that the entities do not describe: raw SQL in the migrations is their source. */
export const RAW_SCHEMAS = ['sec', 'pub', 'register', 'outbox', 'jobs'];

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
    forceUtcTimezone: true,
    logger: (message) => log.debug(message),
    schemaGenerator: { ignoreSchema: RAW_SCHEMAS },
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
    const em = this.em as SqlEntityManager;
    if (!em.isInTransaction()) throw new Error('Database.rows outside a transaction has no tenant.');

    return (await em.execute(sql, parameters, 'all')) as Row[];
  }
}
