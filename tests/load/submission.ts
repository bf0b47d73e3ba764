import { spawn, spawnSync } from 'node:child_process';
import { globSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { randomUUID } from 'node:crypto';
import pg from 'pg';

import type { Round, Target } from './drive.ts';
import { idOf } from '../operations.ts';

const CLIENTS = 16;
const TEXT =
  'Ich bitte Sie, die alten Linden am Ufer zu erhalten und den Weg für Kinder sicher zu machen. '.repeat(8);

/** A submission as the form's action sends it: each with an id of its own. */
export const submission = (port: number, host: string, procedure: string): Target => ({
  port,
  path: '/graphql',
  method: 'POST',
  headers: { host, 'content-type': 'application/json', 'x-requested-by': 'bench' },
  mustSay: '"number"',
  body: () => JSON.stringify({ id: idOf('SubmitStatement'), variables: { input: inputFor(procedure) } }),
});

const inputFor = (procedure: string) => ({
  id: randomUUID(),
  procedure,
  text: TEXT,
  about: {},
  files: [],
  author: { kind: 'person', isAnonymous: false, name: 'Erika Beispiel', answerBy: 'none' },
  mayPublish: false,
});

/** Which pgbench there is; apt's package postgresql has one. */
export function pgbench(): string | null {
  if (process.env.PGBENCH) return process.env.PGBENCH;
  if (spawnSync('pgbench', ['--version']).status === 0) return 'pgbench';
  return globSync('/usr/lib/postgresql/*/bin/pgbench').at(-1) ?? null;
}

/** The same rows for each table that a submission writes, from one that was kept, with new ids. */
export async function insertsLike(ownerUrl: string): Promise<string> {
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  try {
    const { rows } = await client.query<{ arrival: object }>(
      `select jsonb_build_object('tenantId', s.tenant_id, 'procedureId', s.procedure_id, 'procedureVersion', p.xmin::text, 'text', s.text,
         'about', s.about, 'files', s.files, 'authorKind', s.author_kind, 'isAnonymous', s.is_anonymous,
         'mayPublish', s.may_publish, 'channel', s.channel, 'receivedAt', s.received_at, 'isLate', s.is_late,
         'contentHash', s.content_hash, 'fingerprint', s.fingerprint, 'receipt', s.receipt, 'salt', s.salt,
         'entry', encode(e.entry, 'base64'),
         'identity', jsonb_build_object('name', 'Erika Beispiel', 'answerBy', 'none')) as arrival
       from statement s join procedure p on p.tenant_id = s.tenant_id and p.id = s.procedure_id
         join register.entry e on e.id = s.register_entry_id
       where s.text like 'Ich bitte Sie, die alten Linden%' limit 1`,
    );
    const file = '../../backend/dist/statement/intake.sql.js';
    const { INSERT_STATEMENT } = (await import(file)) as { INSERT_STATEMENT: string };
    const arrival = pg.escapeLiteral(JSON.stringify(rows[0]!.arrival, null, 1));
    const ids = `jsonb_build_object('id', gen_random_uuid(), 'entryId', gen_random_uuid(),
      'number', left(md5(random()::text), 11))`;
    return INSERT_STATEMENT.replace('$1::jsonb', `${arrival}::jsonb || ${ids}`);
  } finally {
    await client.end();
  }
}

/** The floor: the same inserts by pgbench where there is one, else by a bare loop over `pg`. */
export async function insertBare(
  ownerUrl: string,
  sql: string,
  options: { folder: string; seconds: number },
) {
  const command = pgbench();
  return command ? byPgbench(command, { ownerUrl, sql, ...options }) : byLoop(ownerUrl, sql, options.seconds);
}

interface Order {
  ownerUrl: string;
  sql: string;
  folder: string;
  seconds: number;
}

function byPgbench(command: string, { ownerUrl, sql, folder, seconds }: Order): Promise<Round> {
  const file = join(folder, 'insert.sql');
  // pgbench takes a colon before a letter as a variable: the JSON has a space there.
  writeFileSync(file, `begin;\n${sql.replaceAll('\n', ' ')};\ncommit;\n`);
  const words = ['-n', '-M', 'prepared', '-c', String(CLIENTS), '-j', '2', '-T', String(seconds), '-f', file];
  return new Promise((done, fail) => {
    const child = spawn(command, [...words, ownerUrl], { stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (text) => (output += text));
    child.once('close', () => {
      const perSecond = Number(/tps = ([\d.]+)/.exec(output)?.[1]);
      if (perSecond > 0) done({ requests: perSecond * seconds, seconds, cpuSeconds: 0 });
      else fail(new Error(output));
    });
  });
}

async function byLoop(ownerUrl: string, sql: string, seconds: number): Promise<Round> {
  const pool = new pg.Pool({ connectionString: ownerUrl, max: CLIENTS });
  const began = performance.now();
  let requests = 0;
  const client = async () => {
    const connection = await pool.connect();
    while (performance.now() < began + seconds * 1000) {
      await connection.query('begin');
      await connection.query({ name: 'insert', text: sql });
      await connection.query('commit');
      requests += 1;
    }
    connection.release();
  };
  await Promise.all(Array.from({ length: CLIENTS }, client));
  await pool.end();
  return { requests, seconds: (performance.now() - began) / 1000, cpuSeconds: 0 };
}

/** Waits until what submissions have set off is done, so that it does not burden the next round. */
export async function settled(ownerUrl: string, patienceMs = 120_000): Promise<void> {
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  const until = performance.now() + patienceMs;
  for (;;) {
    const { rows } = await client.query<{ left: string }>(
      `select (select count(*) from outbox.message where due_at is null or due_at <= now())
         + (select count(*) from jobs.job where state in ('created', 'active')) as left`,
    );
    if (Number(rows[0]!.left) === 0 || performance.now() > until) break;
    await new Promise((done) => setTimeout(done, 200));
  }
  await client.end();
}
