import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';

import { AND_COMMIT, Client } from '../src/platform/client.js';
import { dropTestDatabase, makeTestDatabase, testDatabaseUrl } from './database.js';

/** Sends like MikroORM: text with its values in it, awaited one after the other. */
describe('a connection that saves round trips', () => {
  let client: Client;
  let watcher: Client;
  let pid: number;
  const query = async <Row>(text: string, values?: unknown[]): Promise<Row[]> =>
    (await client.query(text, values)).rows as Row[];
  const kept = async () => (await watcher.query('select word from kept order by word')).rows;
  /** What the server was asked last on this connection. */
  const lastAsked = async () =>
    (await watcher.query(`select query from pg_stat_activity where pid = ${pid}`)).rows[0].query;

  beforeAll(async () => {
    await makeTestDatabase();
    [client, watcher] = [0, 1].map(() => new Client({ connectionString: testDatabaseUrl() })) as [
      Client,
      Client,
    ];
    await Promise.all([client.connect(), watcher.connect()]);
    pid = (await client.query('select pg_backend_pid() as pid')).rows[0].pid;
    await watcher.query('create table kept (word text primary key)');
  });
  beforeEach(async () => void (await watcher.query('truncate kept')));
  afterAll(async () => {
    await Promise.all([client.end(), watcher.end()]);
    await dropTestDatabase();
  });

  test('opens a transaction and sets its context with the first query', async () => {
    await query('begin');
    await query(`select set_config('app.context', 'town', true)`);
    expect(await query(`select current_setting('app.context') as context`)).toEqual([{ context: 'town' }]);
    expect(await query('select txid_current_if_assigned() is null as "isNew"')).toEqual([{ isNew: true }]);
    await query('commit');
    expect(await query(`select current_setting('app.context', true) as context`)).toEqual([{ context: '' }]);
  });

  test('asks the server nothing for a transaction that asks nothing', async () => {
    await query('select 1 as before');
    for (const end of ['commit', 'rollback']) {
      await query('begin');
      await query(`select set_config('app.context', 'town', true)`);
      await query(end);
    }
    expect(await lastAsked()).toBe('select 1 as before');
  });

  test('rolls back what fails, also at its first query', async () => {
    await query('begin');
    await expect(query('select * from nowhere')).rejects.toThrow('nowhere');
    await query('rollback');
    await query('begin');
    await query(`insert into kept values ('a')`);
    await query('rollback');
    expect(await kept()).toEqual([]);
  });

  test('sends the same statement with other values again, in a transaction or not', async () => {
    for (const word of ['a', 'b']) {
      await query('begin');
      await query('insert into kept values ($1)', [word]);
      await query('commit');
    }
    expect(await query('select word from kept where word = $1', ['b'])).toEqual([{ word: 'b' }]);
    expect(await query('select word from kept where word = $1', ['a'])).toEqual([{ word: 'a' }]);
  });

  test('refuses a text that PostgreSQL would cut off, and goes on', async () => {
    await query('begin');
    await expect(query(`insert into kept values ('a\u0000b')`)).rejects.toMatchObject({ code: '22021' });
    await query('rollback');
    expect(await query('select 1 as one')).toEqual([{ one: 1 }]);
  });

  test('has committed when the answer is there', async () => {
    await query('begin');
    await query(`insert into kept values ('a')`);
    const insert = `${AND_COMMIT}insert into kept values ($1) returning word`;
    expect(await query(insert, ['b'])).toEqual([{ word: 'b' }]);
    expect(await kept()).toEqual([{ word: 'a' }, { word: 'b' }]);
    await query('rollback');
    expect(await kept()).toHaveLength(2);
  });

  test('opens another transaction with the same context for what is asked after that', async () => {
    await query('begin');
    await query(`select set_config('app.context', 'town', true)`);
    await query(`${AND_COMMIT}insert into kept values ($1)`, ['a']);
    expect(await query(`select current_setting('app.context') as context`)).toEqual([{ context: 'town' }]);
    await query(`insert into kept values ('b')`);
    await query('rollback');
    expect(await kept()).toEqual([{ word: 'a' }]);
  });

  test('keeps nothing where the last statement fails', async () => {
    await query('begin');
    await query(`insert into kept values ('a')`);
    await expect(query(`${AND_COMMIT}insert into kept values ($1)`, ['a'])).rejects.toThrow('duplicate key');
    await query('rollback');
    expect(await kept()).toEqual([]);
    expect(await query('select 1 as one')).toEqual([{ one: 1 }]);
  });
});
