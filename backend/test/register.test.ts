import { beforeAll, describe, expect, test } from '@jest/globals';
import { appendFile, readFile, writeFile } from 'node:fs/promises';
import type pg from 'pg';

import { Database } from '../src/platform/database.js';
import type { Procedure } from '../src/procedure/procedure.entity.js';
import { checkReceipt } from '../src/register/check.js';
import { leafHash, nodeHash } from '../src/register/merkle.js';
import { readCheckpoint } from '../src/register/note.js';
import { RegisterJobs, witnessFile } from '../src/register/register.jobs.js';
import { IntakeService } from '../src/statement/intake.service.js';
import { StatementService } from '../src/statement/statement.service.js';
import type { TenantRef } from '../src/tenant/tenant.service.js';
import { verifyInstallation } from '../src/verify.js';
import { testApp } from './app.js';
import { aProcedure, aStatement, aTown } from './builders.js';
import { superuser as asSuperuser } from './database.js';

describe('the register', () => {
  const product = testApp();
  const sent: string[] = [];
  const opened = new Map<string, { number: string; code: string }>();
  let town: TenantRef;
  let procedure: Procedure;
  let superuser: pg.Client;

  const inTown = <T>(work: () => Promise<T>) =>
    product.as({ tenantId: town.id, tenantSlug: town.slug }, work);
  const submit = async () => {
    const input = aStatement(procedure);
    opened.set(input.id, await inTown(() => product.get(IntakeService).submit(input)));
    sent.push(input.id);
    return input.id;
  };
  const seal = () => product.visit({}, () => product.get(RegisterJobs).sealAll());
  const open = (id: string) => {
    const { number, code } = opened.get(id)!;
    return inTown(() => product.get(StatementService).open(number, code));
  };
  const get = (path: string) => product.app.inject({ method: 'GET', url: `/register/${path}` });
  const findings = async () => (await verifyInstallation(product.app)).findings;

  /** Runs SQL past every guard, as somebody who holds the server; undoes it afterwards. */
  const tampered = async (sql: string, values: unknown[], work: () => Promise<void>) => {
    const copy = 'create table tamper_%t as table %t';
    const tables = ['statement', 'register.entry', 'register.leaf', 'register.node', 'register.checkpoint'];
    const name = (table: string) => `tampered_${table.replace('.', '_')}`;
    await superuser.query(`set session_replication_role = replica`);
    for (const table of tables)
      await superuser.query(copy.replace('tamper_%t', name(table)).replace('%t', table));
    try {
      const { rowCount } = await superuser.query(sql, values);
      expect(rowCount).toBeGreaterThan(0);
      await work();
    } finally {
      for (const table of tables) {
        await superuser.query(`delete from ${table}`);
        await superuser.query(`insert into ${table} select * from ${name(table)}`);
        await superuser.query(`drop table ${name(table)}`);
      }
      await superuser.query(`set session_replication_role = origin`);
    }
  };

  beforeAll(async () => {
    town = await aTown(product, { slug: 'zeitz' });
    procedure = await aProcedure(product, town);
    for (let count = 0; count < 300; count += 1) await submit();
    await seal();
    await submit();
    await seal();
    superuser = await asSuperuser();
  }, 60_000);

  test('proves from its own tiles that a receipt is in the tree whose head it signed', async () => {
    const head = readCheckpoint((await get('checkpoint')).body)!;
    expect(head.size).toBe(301);

    const whole = (await get('tile/0/000')).rawPayload;
    const rest = (await get('tile/0/001.p/45')).rawPayload;
    const above = (await get('tile/1/000.p/1')).rawPayload;
    expect([whole.length, rest.length, above.length]).toEqual([8_192, 45 * 32, 32]);
    const leaves = [...Array(301).keys()].map((at) =>
      Buffer.concat([whole, rest]).subarray(at * 32, at * 32 + 32),
    );
    expect(rootOf(leaves.slice(0, 256)).equals(above)).toBe(true);
    expect(rootOf(leaves).equals(head.root)).toBe(true);

    const receipt = JSON.parse((await open(sent[7]!)).receiptJson) as {
      entry: string;
      proof: { index: number };
    };
    expect(leafHash(Buffer.from(receipt.entry, 'base64')).equals(leaves[receipt.proof.index]!)).toBe(true);
  });

  test('serves the entries as length and bytes, and says 404 for a tile that is not there yet', async () => {
    const bundle = (await get('tile/entries/001.p/45')).rawPayload;
    const length = bundle.readUInt16BE(0);
    expect(JSON.parse(bundle.subarray(2, 2 + length).toString())).toMatchObject({
      v: 1,
      kind: 'statement-arrived',
    });

    for (const path of [
      'tile/0/001',
      'tile/0/001.p/46',
      'tile/1/000',
      'tile/0/1',
      'tile/0/../key',
      'tile/x/000',
    ]) {
      expect((await get(path)).statusCode).toBe(404);
    }
  });

  test('holds no word and no name of anybody', async () => {
    const { rows } = await superuser.query<{ entry: Buffer }>('select entry from register.entry');
    for (const { entry } of rows) {
      expect(Object.keys(JSON.parse(entry.toString()) as object).sort()).toEqual([
        'at',
        'commitment',
        'kind',
        'v',
      ]);
    }
  });

  test('a receipt with its proof is right, and wrong when one byte of any part of it is changed', async () => {
    const { receiptJson } = await open(sent[3]!);
    expect(checkReceipt(receiptJson)).toMatchObject({
      isContentRight: true,
      isInRegister: true,
      problems: [],
    });

    const document = JSON.parse(receiptJson) as {
      receipt: string;
      content: object;
      proof: { hashes: string[]; checkpoint: string };
    };
    const changes: ((copy: typeof document) => void)[] = [
      (copy) => Object.assign(copy.content, { text: 'Bitte fällen Sie die alten Linden am Ufer.' }),
      (copy) => Object.assign(copy, { number: '000-000-000' }),
      (copy) => Object.assign(copy, { entry: Buffer.from('{"v":1}').toString('base64') }),
      (copy) => Object.assign(copy, { salt: '00'.repeat(32) }),
      (copy) => void (copy.proof.hashes[0] = Buffer.alloc(32).toString('base64')),
      (copy) => Object.assign(copy.proof, { index: 4 }),
      (copy) => Object.assign(copy.proof, { checkpoint: copy.proof.checkpoint.replace('301', '302') }),
    ];
    for (const change of changes) {
      const copy = structuredClone(document);
      change(copy);
      expect(checkReceipt(JSON.stringify(copy)).problems).not.toEqual([]);
    }
    const signature = document.receipt;
    for (const at of [5, 60, signature.length - 1]) {
      const changed = `${signature.slice(0, at)}${signature[at] === 'A' ? 'B' : 'A'}${signature.slice(at + 1)}`;
      expect(checkReceipt(changed).claims).toBeNull();
    }
  });

  test('is whole, and `npm run verify` finds nothing', async () => {
    expect(await findings()).toEqual([]);
  });

  test('cannot be changed by the application', async () => {
    const run = (sql: string) => inTown(() => product.get(Database).rows(sql));
    for (const sql of [
      'update register.entry set entry = entry',
      'delete from register.leaf',
      'truncate register.checkpoint',
      'alter table register.entry disable trigger all',
    ]) {
      await expect(run(sql)).rejects.toThrow(/permission denied|must be owner|only grows/);
    }
    await expect(superuser.query('delete from register.node')).rejects.toThrow(/only grows/);
  });

  const tamperings: [string, string, RegExp][] = [
    [
      'a changed word',
      `update statement set text = text || '.' where id = $1`,
      /statement .*receipt vouches/,
    ],
    [
      'a changed time of arrival',
      `update statement set received_at = received_at - interval '1 day' where id = $1`,
      /another receivedAt/,
    ],
    ['late made in time', `update statement set is_late = not is_late where id = $1`, /another inTime/],
    [
      'a changed receipt',
      `update statement set receipt = replace(receipt, 'A', 'B') where id = $1`,
      /signature/,
    ],
    ['a removed statement', `delete from statement where id = $1`, /what it stands for is gone/],
    [
      'a changed entry',
      `update register.entry set entry = set_byte(entry, 20, (get_byte(entry, 20) + 1) % 256)
       where id = (select register_entry_id from statement where id = $1)`,
      /Entry \S+ \(number \d+\) is not as it was sealed/,
    ],
    [
      'a removed entry',
      `delete from register.entry where id = (select register_entry_id from statement where id = $1)`,
      /Entry \S+ of statement \S+ \(receipt \S+\) is missing/,
    ],
    [
      'an entry removed from the order',
      `delete from register.leaf where entry_id = (select register_entry_id from statement where id = $1)`,
      /Entry number \d+ is missing/,
    ],
  ];
  test.each(tamperings)('finds %s, done as superuser', async (_what, sql, finding) => {
    await tampered(sql, [sent[17]], async () => {
      expect((await findings()).join('\n')).toMatch(finding);
    });
    expect(await findings()).toEqual([]);
  });

  test('finds hashes and heads that were made to fit', async () => {
    await tampered(
      `update register.node set hash = sha256(hash) where $1::uuid is not null`,
      [sent[0]],
      async () => {
        expect((await findings()).join()).toMatch(/hash of tile 1\/0/);
      },
    );
    await tampered(
      `update register.checkpoint set root = sha256(root) where $1::uuid is not null`,
      [sent[0]],
      async () => {
        expect((await findings()).join()).toMatch(/head of size 300 is not as it was signed/);
      },
    );
  });

  test('finds a tail that was cut off with everything that spoke of it', async () => {
    const cut = `with gone as (delete from register.leaf where index = 300 returning entry_id),
        head as (delete from register.checkpoint where size = 301),
        entries as (delete from register.entry where id in (select entry_id from gone))
      delete from statement where register_entry_id in (select entry_id from gone) and $1::uuid is not null`;
    await tampered(cut, [sent[0]], async () => {
      expect(await findings()).toEqual([
        'A signed head says 301 entries, there are 300: the end was cut off.',
      ]);
    });
  });

  test('finds a witness file that was written by somebody else', async () => {
    const before = await readFile(witnessFile());
    await appendFile(
      witnessFile(),
      'localhost:3000/register\n900\nAAAA\n\n— localhost:3000/register AAAA\n\n',
    );
    expect((await findings()).join()).toMatch(/witness file has a head that is not ours: 900/);
    await writeFile(witnessFile(), before);
  });
});

/** RFC 9162 § 2.1.1, as the text says it and not as we compute it. */
function rootOf(leaves: Buffer[]): Buffer {
  if (leaves.length === 1) return leaves[0]!;
  let split = 1;
  while (split * 2 < leaves.length) split *= 2;
  return nodeHash(rootOf(leaves.slice(0, split)), rootOf(leaves.slice(split)));
}
