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

/** Columns that the release before still writes: they are dropped by hand, in a later one. */
const skipColumns = { upload: ['statement_id'] };

const config = databaseConfig(entities, { url, pool: 1 });
const schemaGenerator = { ...config.schemaGenerator, skipColumns };
const orm = await MikroORM.init({ ...config, schemaGenerator });
const { fileName, diff } = await orm.migrator.create(undefined, false, false, process.argv[2]);
console.log(diff.up.length ? `wrote ${fileName}` : 'nothing to do: the entities are as migrated');
await orm.close();
