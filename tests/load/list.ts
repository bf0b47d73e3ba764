import { setTimeout as wait } from 'node:timers/promises';

import pg from 'pg';

import { withInstallation } from '../../infra/local/installation.ts';
import { place, start, type Installation } from './installation.ts';

const MANY = Number(process.env.STATEMENTS || 500_000);
const FEW = MANY / 100;
const ASKED = Number(process.env.ASKED || 200);
const AT_ONCE = 50_000;
const MAX_MINUTES = 45;

/** The one with many, and one of another town with a hundredth; they are asked in turns. */
const PLACES = [
  { town: 'zeitz', slug: 'elsterterrassen', count: MANY },
  { town: 'koethen', slug: 'bachpark', count: FEW },
];

/** What a clerk asks of the list. */
export const QUESTIONS: Record<string, object> = {
  'the list': {},
  'still open': { state: 'open' },
  letters: { channel: 'letter' },
  late: { isLate: true },
  'one area': { place: 'area:Fläche 6' },
  'of nobody': { assignee: 'nobody' },
  'a word of every second': { search: 'Radweg' },
  'a word of every hundredth': { search: 'Spielplatz' },
  'a word that fifty have': { search: 'Zaunkönig' },
  'two words': { search: 'Spielplatz Radweg' },
  'the beginning of a word': { search: 'Spielpl' },
};

/** What is asked when nearly all are done: the lines that are left stand far behind each other. */
export const QUESTIONS_OF_THE_LAST: Record<string, object> = {
  'the last that are open': { state: 'open' },
  'the last copies to release': { state: 'to-release' },
  'a word in what is still open': { state: 'open', search: 'Radweg' },
};
const LEFT = 500;

export interface Listing {
  question: string;
  few: number;
  many: number;
  ratio: number;
}

/** The 95th percentile of each question at many statements beside that at a hundredth of them, in milliseconds. */
export async function listStatements({ folder, ownerUrl }: Installation): Promise<Listing[]> {
  await fill(ownerUrl);
  const all = await measure(folder, QUESTIONS);
  await finish(ownerUrl);
  return [...all, ...(await measure(folder, QUESTIONS_OF_THE_LAST))];
}

/** Answers and releases all but five hundred in each place. */
export async function finish(ownerUrl: string): Promise<void> {
  const client = new pg.Client(ownerUrl);
  await client.connect();
  try {
    for (const { town, slug, count } of PLACES)
      for (const write of [ANSWER, RELEASE]) await client.query(write, [town, slug, count / LEFT]);
    await client.query('vacuum analyze statement, answer, release, case_todo');
  } finally {
    await client.end();
  }
}

/** Writes the statements and waits until the worker has indexed them. */
export async function fill(ownerUrl: string): Promise<void> {
  const client = new pg.Client(ownerUrl);
  await client.connect();
  try {
    for (const { town, slug, count } of PLACES)
      for (let done = 0; done < count; done += AT_ONCE)
        await client.query(FILL, [town, slug, Math.min(AT_ONCE, count - done), done, count]);
    await client.query(TELL);
    await client.query(`select pg_notify('outbox', '')`);
    await indexed(client);
    await client.query(
      'vacuum analyze statement, case_word, case_block, case_to_index, case_todo, case_work',
    );
  } finally {
    await client.end();
  }
}

async function indexed(client: pg.Client): Promise<void> {
  const began = performance.now();
  for (;;) {
    const { rows } = await client.query<{ left: number }>('select count(*)::int as left from case_to_index');
    if (!rows[0]!.left) break;
    if (performance.now() - began > MAX_MINUTES * 60_000) throw new Error(`${rows[0]!.left} wait.`);
    await wait(2_000);
  }
  console.log(`  indexed in ${((performance.now() - began) / 1_000).toFixed(0)} s`);
}

/** Through the service in its transaction, without HTTP, which would add the same to both. */
export function measure(folder: string, questions: Record<string, object>): Promise<Listing[]> {
  process.env.DATA_DIR = folder;
  process.env.LOG_LEVEL = 'error';
  return withInstallation(async () => {
    const { app, list } = await openList();
    const times = new Map(Object.keys(questions).map((name) => [name, [[], []] as [number[], number[]]]));
    for (let round = 0; round < ASKED; round += 1)
      for (const [name, filter] of Object.entries(questions))
        for (const index of [0, 1]) {
          const began = performance.now();
          await list(PLACES[index]!, filter);
          if (round >= ASKED / 10) times.get(name)![index]!.push(performance.now() - began);
        }
    await app.close();
    return [...times].map(([question, [many, few]]) => {
      const [slow, quick] = [p95(many), p95(few)];
      return { question, few: quick, many: slow, ratio: slow / quick };
    });
  });
}

async function openList() {
  const from = (name: string): Promise<unknown> => import(`../../backend/dist/${name}.js`);
  const { createApp } = (await from('app')) as typeof import('../../backend/src/app.ts');
  const { current, ANONYMOUS } = (await from(
    'platform/current',
  )) as typeof import('../../backend/src/platform/current.ts');
  const { Database } = (await from(
    'platform/database',
  )) as typeof import('../../backend/src/platform/database.ts');
  const { CaseService } = (await from(
    'weighing/case.service',
  )) as typeof import('../../backend/src/weighing/case.service.ts');
  const { TenantService } = (await from(
    'tenant/tenant.service',
  )) as typeof import('../../backend/src/tenant/tenant.service.ts');
  const app = await createApp();
  const actor = { ...ANONYMOUS, accountId: crypto.randomUUID(), roles: ['clerk'] };
  const nowhere = {
    host: 'bench',
    language: 'de',
    traceId: 'bench',
    receivedAt: new Date(),
    origin: 'bench',
  };
  const visit = { ...nowhere, tenantId: null, tenantSlug: null, actor };
  const towns = await current.run(visit, () =>
    app.get(Database).transaction(() => app.get(TenantService).all()),
  );
  const list = ({ town, slug }: (typeof PLACES)[number], filter: object) => {
    const { id } = towns.find((one) => one.slug === town)!;
    return current.run({ ...visit, tenantId: id, tenantSlug: town }, () =>
      app
        .get(Database)
        .transaction(() => app.get(CaseService).list({ size: 40, procedure: slug, ...filter })),
    );
  };
  return { app, list };
}

const p95 = (times: number[]): number => times.sort((a, b) => a - b)[Math.floor(times.length * 0.95)]!;

/** Statements of forty words each; some words are rare, some channels and places, too. */
const FILL = `
  with model as (
    select p.tenant_id, p.id from procedure p join tenant t on t.id = p.tenant_id where t.slug = $1 and p.slug = $2)
  insert into statement (tenant_id, id, procedure_id, number, text, about, author_kind, is_anonymous, may_publish,
    channel, received_at, is_late, content_hash, fingerprint, receipt, salt, register_entry_id)
  select tenant_id, gen_random_uuid(), id, 'B' || lpad(to_hex(n), 9, '0'),
    (select string_agg('wort' || (power(random(), 3) * 20000)::int, ' ') from generate_series(1, 40) w where n > 0)
      || case when n % 2 = 0 then ' Radweg' else '' end || case when n % 100 = 7 then ' Spielplatz' else '' end
      || case when n % 200 = 8 then ' Spielplatz' else '' end || case when n % ($5::int / 50) = 9 then ' Zaunkönig' else '' end,
    case when n % 3 = 0 then jsonb_build_object('geometry', jsonb_build_object('name', 'Fläche ' || n % 60,
      'shape', jsonb_build_object('type', 'Point', 'coordinates', jsonb_build_array(12, 51)))) else '{}'::jsonb end,
    'person', false, n % 5 = 0, case when n % 20 = 0 then 'letter' else 'web' end,
    now() - ($5::int - n) * interval '3 seconds', n % 100 = 1, '', '', '', '', gen_random_uuid()
  from model, generate_series($4::int + 1, $4::int + $3::int) n`;

/** The place, and of how many one is left open. */
const DONE = `
  from statement s join procedure p on p.tenant_id = s.tenant_id and p.id = s.procedure_id
  join tenant t on t.id = p.tenant_id
  where t.slug = $1 and p.slug = $2 and hashtextextended(s.id::text, 0) % $3::int <> 0`;
const ANSWER = `
  insert into answer (tenant_id, id, outcome, text, decided_on, body, published_at)
  select s.tenant_id, s.id, 'noted', 'Zur Kenntnis genommen.', '2026-11-01', 'Stadtrat', now() ${DONE} on conflict do nothing`;
const RELEASE = `
  insert into release (tenant_id, id, text, author_label, released_at, released_by)
  select s.tenant_id, s.id, s.text, '', now(), gen_random_uuid() ${DONE} and s.may_publish on conflict do nothing`;

/** What tells the worker that something has come in, in each of the towns. */
const TELL = `
  insert into outbox.message (topic, tenant_id, payload)
  select 'statement.submitted', t.id, '{"hasAddress": "false", "hasFiles": "false"}' from tenant t
  where t.slug in ('zeitz', 'koethen')`;

/** Alone: `node infra/local/with-node.mjs tests/load/list.ts`. */
if (import.meta.main) {
  const { folder, port, remove } = await place();
  await (await start(folder, port)).stop();
  const portal = await start(folder, port);
  try {
    console.table(await listStatements(portal));
  } finally {
    await portal.stop();
    remove();
  }
}
