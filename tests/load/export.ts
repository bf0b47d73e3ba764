import pg from 'pg';

import { withInstallation } from '../../infra/local/installation.ts';
import { place, start, type Installation } from './installation.ts';

const ROWS = Number(process.env.ROWS || 50_000);
const ROUNDS = 3;
const LOOK_MS = 20;
const [TOWN, SLUG] = ['zeitz', 'elsterterrassen'];
const MARK = 'export-bench';
const FORMATS = ['xlsx', 'csv'] as const;

/** How long one table takes beside `COPY` of the same rows, and by how much the process grows meanwhile. */
export interface Exporting {
  format: string;
  rows: number;
  copySeconds: number;
  seconds: number;
  ratio: number;
  grownMb: number;
}

/** The best of three rounds each, in turns; `COPY` writes its rows to nowhere, the product writes a file. */
export async function exportStatements({ folder, ownerUrl }: Installation): Promise<Exporting[]> {
  const client = new pg.Client(ownerUrl);
  await client.connect();
  try {
    await client.query(FILL, [TOWN, SLUG, ROWS]);
    await client.query('vacuum analyze statement');
    process.env.DATA_DIR = folder;
    process.env.LOG_LEVEL = 'error';
    return await withInstallation(() => measure(client));
  } finally {
    await client.end();
  }
}

async function measure(client: pg.Client): Promise<Exporting[]> {
  const { make, close } = await openExport();
  const found: Exporting[] = [];
  for (const format of FORMATS) {
    const [copies, exports]: [number[], number[]] = [[], []];
    let [rows, grownMb] = [0, 0];
    for (let round = 0; round < ROUNDS; round += 1) {
      const began = performance.now();
      await client.query(COPY);
      copies.push((performance.now() - began) / 1_000);
      const { rows: asked } = await client.query<{ id: string; tenant: string }>(ASK, [TOWN, format]);
      const { seconds, grown } = await watched(() => make(asked[0]!));
      exports.push(seconds);
      grownMb = Math.max(grownMb, grown);
      const { rows: made } = await client.query<{ total: number }>(
        'select total from case_export where id = $1 and finished_at is not null',
        [asked[0]!.id],
      );
      rows = made[0]?.total ?? 0;
      if (rows < ROWS) throw new Error(`Only ${rows} rows were handed out.`);
    }
    const [copySeconds, seconds] = [Math.min(...copies), Math.min(...exports)];
    found.push({ format, rows, copySeconds, seconds, ratio: seconds / copySeconds, grownMb });
  }
  await close();
  return found;
}

/** How long the work took, and by how many MB the resident memory grew at most. */
async function watched(work: () => Promise<void>): Promise<{ seconds: number; grown: number }> {
  const before = process.memoryUsage.rss();
  let most = before;
  const timer = setInterval(() => (most = Math.max(most, process.memoryUsage.rss())), LOOK_MS);
  const began = performance.now();
  await work();
  clearInterval(timer);
  return { seconds: (performance.now() - began) / 1_000, grown: (most - before) / 2 ** 20 };
}

/** The service as the worker calls it: in the tenant, in one transaction. */
async function openExport() {
  const from = (name: string): Promise<unknown> => import(`../../backend/dist/${name}.js`);
  const { createApp } = (await from('app')) as typeof import('../../backend/src/app.ts');
  const { current, ANONYMOUS } = (await from(
    'platform/current',
  )) as typeof import('../../backend/src/platform/current.ts');
  const { Database } = (await from(
    'platform/database',
  )) as typeof import('../../backend/src/platform/database.ts');
  const { CaseExportService } = (await from(
    'weighing/case-export.service',
  )) as typeof import('../../backend/src/weighing/case-export.service.ts');
  const app = await createApp();
  const nowhere = { host: '', language: 'de', traceId: 'bench', receivedAt: new Date(), origin: '' };
  const make = ({ id, tenant }: { id: string; tenant: string }) =>
    current.run({ ...nowhere, tenantId: tenant, tenantSlug: TOWN, actor: ANONYMOUS }, () =>
      app.get(Database).transaction(() => app.get(CaseExportService).make(id)),
    );
  return { make, close: () => app.close() };
}

/** The columns of the table, of the rows that it holds; as the owner, so without row-level security. */
const COPY = `
  copy (select s.number, p.title, s.received_at, s.channel, s.is_late, s.about, s.text, s.files, s.withdrawn_at,
      a.outcome, a.text, a.decided_on, (select name from account where id = w.assignee_id), w.due_on
    from statement s join procedure p on p.tenant_id = s.tenant_id and p.id = s.procedure_id
    left join answer a on a.tenant_id = s.tenant_id and a.id = s.id
    left join case_work w on w.tenant_id = s.tenant_id and w.id = s.id
    join tenant t on t.id = s.tenant_id
    where t.slug = '${TOWN}' and s.salt = '${MARK}' order by s.received_at desc, s.id desc)
  to '/dev/null' (format csv)`;

/** What the desk's button writes, without the fact in the outbox: the work is done here, and measured. */
const ASK = `
  insert into case_export (tenant_id, id, account_id, asked_at, format, has_authors, criteria, done)
  select id, gen_random_uuid(), gen_random_uuid(), now(), $2, false, '{"channel": "minutes"}', 0
  from tenant where slug = $1 returning id, tenant_id as tenant`;

/** Statements of sixty words each, typed in as minutes, so that the export can be narrowed to them. */
const FILL = `
  insert into statement (tenant_id, id, procedure_id, number, text, about, author_kind, is_anonymous, may_publish,
    channel, received_at, is_late, content_hash, fingerprint, receipt, salt, register_entry_id)
  select p.tenant_id, gen_random_uuid(), p.id, 'E' || lpad(to_hex(n), 9, '0'),
    (select string_agg('Wort' || (random() * 20000)::int, ' ') from generate_series(1, 60) w where n > 0),
    case when n % 3 = 0 then jsonb_build_object('geometry', jsonb_build_object('name', 'Fläche ' || n % 60,
      'shape', jsonb_build_object('type', 'Point', 'coordinates', jsonb_build_array(12, 51)))) else '{}'::jsonb end,
    'person', false, n % 5 = 0, 'minutes', now() - interval '40 days' + n * interval '3 seconds', n % 100 = 1,
    '', '', '', '${MARK}', gen_random_uuid()
  from procedure p join tenant t on t.id = p.tenant_id, generate_series(1, $3::int) n
  where t.slug = $1 and p.slug = $2`;

/** Alone: `node infra/local/with-node.mjs tests/load/export.ts`. */
if (import.meta.main) {
  const { folder, port, remove } = await place();
  await (await start(folder, port)).stop();
  const portal = await start(folder, port);
  try {
    console.table(await exportStatements(portal));
  } finally {
    await portal.stop();
    remove();
  }
}
