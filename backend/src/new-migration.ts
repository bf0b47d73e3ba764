import 'reflect-metadata';

import { MikroORM } from '@mikro-orm/core';

import { entities } from './entities.js';
import { databaseConfig } from './platform/database.js';

/**
 * For developers: writes the migration that brings the database of DATABASE_OWNER_URL (migrated to the newest
 * state) to what the entities say. Read it before you commit it.
 */
const url = process.env.DATABASE_OWNER_URL;
if (!url) throw new Error('Set DATABASE_OWNER_URL to a migrated database.');

/** What the release before still needs: it is taken away by hand, in a later one (expand, then contract). */
const LATER = ['alter table "upload" drop column "statement_id";'];

const orm = await MikroORM.init(databaseConfig(entities, { url, pool: 1 }));
const lines = (await orm.schema.getUpdateSchemaSQL({ wrap: false })).split('\n').map((line) => line.trim());
if (lines.some((line) => line && !LATER.includes(line))) {
  const { fileName } = await orm.migrator.create(undefined, false, false, process.argv[2]);
  console.log(`wrote ${fileName}; take out of it what is said to come later: ${LATER.join(' ')}`);
} else console.log('nothing to do: the entities are as migrated');
await orm.close();
