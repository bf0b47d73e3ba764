import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import pg from 'pg';

import { env } from './env.js';

/** Counts and sizes come as numbers: none of ours leaves the safe range. */
pg.types.setTypeParser(pg.types.builtins.INT8, Number);
/** A DATE is a day in Berlin, not an instant. */
pg.types.setTypeParser(pg.types.builtins.DATE, String);

/** Reads the schema `pub` as role mitsprache_public: rows, no entities, no tenant context, no person. */
@Injectable()
export class Pub implements OnApplicationShutdown {
  private readonly pool = new pg.Pool({
    connectionString: env.DATABASE_PUBLIC_URL,
    max: env.DATABASE_POOL,
    idleTimeoutMillis: 30_000,
    statement_timeout: 3_000,
  });

  constructor() {
    this.pool.on('error', () => undefined);
  }

  /**
   * Rows of a statement that is prepared once per connection under `name`; `$1` marks parameters. Without a name it is
   * planned anew with its values: for filters that fit one row or all of them.
   */
  async rows<Row extends object>(name: string | null, text: string, values: unknown[] = []): Promise<Row[]> {
    return (await this.pool.query<Row>({ ...(name && { name }), text, values: values.map(withoutNul) })).rows;
  }

  async onApplicationShutdown(): Promise<void> {
    await this.pool.end();
  }
}

/** PostgreSQL knows no NUL: nothing that is there contains one. */
const withoutNul = (value: unknown): unknown =>
  typeof value === 'string' ? value.replaceAll('\u0000', '') : value;
