import 'reflect-metadata';

import { MikroORM } from '@mikro-orm/core';
import pg from 'pg';

import { entities } from './entities.js';
import { contextKeyPads } from './platform/context.js';
import { databaseConfig } from './platform/database.js';
import { secrets } from './platform/env.js';

/**
 * Brings a database to the newest state: the two roles that may log in (with these passwords), the migrations that
 * are pending, the key of the signed context. `ownerUrl` logs in as the owner of the database, who may create roles.
 */
export async function migrate(ownerUrl: string, logins: { app: string; public: string }): Promise<void> {
  const owner = new pg.Client({ connectionString: ownerUrl });
  await owner.connect();
  try {
    await keepRole(owner, 'mitsprache_app', logins.app);
    await keepRole(owner, 'mitsprache_public', logins.public);
    await runMigrations(ownerUrl);
    await owner.query('grant delete on upload, session, ticket, sign_out to mitsprache_app');
    const { inner, outer } = contextKeyPads(secrets().contextKey);
    await owner.query(
      `insert into sec.key (inner_pad, outer_pad) values ($1, $2)
       on conflict (id) do update set inner_pad = excluded.inner_pad, outer_pad = excluded.outer_pad`,
      [inner, outer],
    );
  } finally {
    await owner.end();
  }
}

async function keepRole(owner: pg.Client, role: string, password: string): Promise<void> {
  const { rowCount } = await owner.query('select 1 from pg_roles where rolname = $1', [role]);
  const verb = rowCount ? 'alter' : 'create';
  const flags = 'login nosuperuser nocreatedb nocreaterole nobypassrls';
  await owner.query(`${verb} role ${role} ${flags} password ${pg.escapeLiteral(password)}`);
  await owner.query(`grant connect on database ${pg.escapeIdentifier(owner.database!)} to ${role}`);
}

async function runMigrations(url: string): Promise<void> {
  const orm = await MikroORM.init(databaseConfig(entities, { url, pool: 1 }));
  try {
    await orm.migrator.up();
  } finally {
    await orm.close();
  }
}
