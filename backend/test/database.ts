import pg from 'pg';

const TEMPLATE = 'mitsprache_template';
const open: pg.Client[] = [];
const LOCK = 20_261_123;

const ownerUrl = () => process.env.TEST_DATABASE_OWNER_URL!;
const at = (database: string) => Object.assign(new URL(ownerUrl()), { pathname: database }).href;

/** The owner's address of this test file's database. */
export const testDatabaseUrl = () => at(process.env.TEST_DATABASE!);

/** Makes this test file's database as a copy of the migrated template, which the first caller lays out. */
export async function makeTestDatabase(): Promise<void> {
  const owner = await connected(ownerUrl());
  await owner.query('select pg_advisory_lock($1)', [LOCK]);
  try {
    const { rowCount } = await owner.query('select 1 from pg_database where datname = $1', [TEMPLATE]);
    if (!rowCount) await makeTemplate(owner);
    await owner.query(`create database ${process.env.TEST_DATABASE} template ${TEMPLATE}`);
  } finally {
    await owner.end();
  }
}

export async function dropTestDatabase(): Promise<void> {
  await Promise.all(open.splice(0).map((client) => client.end()));
  const owner = await connected(ownerUrl());
  await owner.query(`drop database if exists ${process.env.TEST_DATABASE} with (force)`);
  await owner.end();
}

/** A connection as superuser to this test file's database, for those tests that tamper; closed with the database. */
export async function superuser(): Promise<pg.Client> {
  const client = await connected(testDatabaseUrl());
  open.push(client);
  return client;
}

async function connected(url: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  return client;
}

async function makeTemplate(owner: pg.Client): Promise<void> {
  const { migrate } = await import('../src/migrate.js');
  await owner.query(`create database ${TEMPLATE}_new`);
  await migrate(at(`${TEMPLATE}_new`), { app: 'app', public: 'public' });
  await owner.query(`alter database ${TEMPLATE}_new rename to ${TEMPLATE}`);
}
