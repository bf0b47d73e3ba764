import { setTimeout as wait } from 'node:timers/promises';

import pg from 'pg';

import { place, start, type Installation } from './installation.ts';
import { memoryOf } from './memory.ts';

const LETTERS = Number(process.env.LETTERS || 1_000);
const SLUG = 'bahnhofsvorplatz';
const LOOK_MS = 200;
const MAX_MINUTES = 20;

/** How a run of letters went: how long, how much memory at most (PSS, MB), and how often progress was seen to grow. */
export interface Lettering {
  letters: number;
  seconds: number;
  idle: number;
  peak: number;
  steps: number;
}

/** Has an installation make the letters of a thousand answers into one file, and looks at its memory meanwhile. */
export async function makeLetters({ ownerUrl, pid }: Installation): Promise<Lettering> {
  const client = new pg.Client(ownerUrl);
  await client.connect();
  try {
    await client.query(MULTIPLY, [SLUG, LETTERS]);
    const idle = memoryOf(pid);
    const began = performance.now();
    const { rows } = await client.query<{ id: string; total: number }>(ASK, [SLUG, LETTERS]);
    await client.query(`select pg_notify('outbox', '')`);
    const { id, total } = rows[0]!;
    const seen = new Set<number>();
    let peak = idle;
    for (let run = await look(client, id); !run.isDone; run = await look(client, id)) {
      if (performance.now() - began > MAX_MINUTES * 60_000) throw new Error(`Only ${run.done} were made.`);
      seen.add(run.done);
      peak = Math.max(peak, memoryOf(pid));
      await wait(LOOK_MS);
    }
    const seconds = (performance.now() - began) / 1_000;
    return { letters: total, seconds, idle, peak, steps: seen.size };
  } finally {
    await client.end();
  }
}

async function look(client: pg.Client, id: string): Promise<{ done: number; isDone: boolean }> {
  const { rows } = await client.query<{ done: number; isDone: boolean }>(
    'select done, finished_at is not null as "isDone" from letter_run where id = $1',
    [id],
  );
  return rows[0]!;
}

/** Copies of one statement that is answered by letter, each with its author, its answer and its way. */
const MULTIPLY = `
  with model as (
    select s.* from statement s join dispatch d on d.tenant_id = s.tenant_id and d.id = s.id
    join procedure p on p.tenant_id = s.tenant_id and p.id = s.procedure_id
    where p.slug = $1 and d.way = 'post' limit 1),
  made as (select gen_random_uuid() as id, n from generate_series(1, $2::int) n),
  said as (
    insert into statement select (jsonb_populate_record(null::statement, to_jsonb(model) || jsonb_build_object(
      'id', made.id, 'number', 'ZZZ-' || lpad(to_hex(made.n), 7, '0')))).* from model, made returning tenant_id, id, procedure_id),
  known as (
    insert into statement_identity select (jsonb_populate_record(null::statement_identity, to_jsonb(i) ||
      jsonb_build_object('id', said.id))).* from said, model join statement_identity i on i.tenant_id = model.tenant_id and i.id = model.id),
  answered as (
    insert into answer select (jsonb_populate_record(null::answer, to_jsonb(a) || jsonb_build_object('id', said.id))).*
    from said, model join answer a on a.tenant_id = model.tenant_id and a.id = model.id)
  insert into dispatch (tenant_id, id, procedure_id, way, mail_tries) select tenant_id, id, procedure_id, 'post', 0 from said`;

/** What the desk's button writes: the run and its fact in the outbox. */
const ASK = `
  with waiting as (
    select d.tenant_id, d.procedure_id, jsonb_agg(d.id) as ids, count(*)::int as total from (
      select d.* from dispatch d join procedure p on p.tenant_id = d.tenant_id and p.id = d.procedure_id
      where p.slug = $1 and d.way = 'post' and d.letter_made_at is null limit $2) d group by 1, 2),
  run as (
    insert into letter_run (tenant_id, id, procedure_id, started_at, total, done, statement_ids)
    select tenant_id, gen_random_uuid(), procedure_id, now(), total, 0, ids from waiting returning id, tenant_id, total),
  fact as (
    insert into outbox.message (topic, tenant_id, payload)
    select 'letters.asked', tenant_id, jsonb_build_object('runId', id) from run)
  select id, total from run`;

/** Alone: `node infra/local/with-node.mjs tests/load/letters.ts`. */
if (import.meta.main) {
  const { folder, port, remove } = await place();
  await (await start(folder, port)).stop();
  const portal = await start(folder, port);
  try {
    console.log(await makeLetters(portal));
  } finally {
    await portal.stop();
    remove();
  }
}
