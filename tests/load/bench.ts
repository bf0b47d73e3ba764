import { fork, type ChildProcess } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { takeIn } from './arrivals.ts';
import { askDialogues } from './dialogue.ts';
import { drive, sum, type Round, type Target } from './drive.ts';
import { exportStatements } from './export.ts';
import { place, start, type Installation } from './installation.ts';
import { listStatements } from './list.ts';
import { makeLetters } from './letters.ts';
import { memoryOf } from './memory.ts';
import { signInAmong } from './organizations.ts';
import { idOf } from '../operations.ts';
import { record, type Asked, type Query } from './record.ts';

const TOWN = 'zeitz';
const SLUG = 'elsterterrassen';
const ROUNDS = Number(process.env.ROUNDS || 5);
const SECONDS = Number(process.env.SECONDS || 3);
const IDLE_SECONDS = 20;

interface Figure {
  name: string;
  value: number;
  unit: string;
  goal: string;
  holds: boolean;
}

const atLeast = (name: string, value: number, goal: number): Figure => ({
  name,
  value,
  unit: 'ratio',
  goal: `>= ${goal}`,
  holds: value >= goal,
});

const atMost = (name: string, value: number, [goal, unit]: [number, string]): Figure => ({
  name,
  value,
  unit,
  goal: `<= ${goal}`,
  holds: value <= goal,
});

/** `npm run bench -- --json FILE`: the ratios that we hold, floor and product in turns in one run. */
async function main(): Promise<void> {
  const { folder, port, remove } = await place();
  console.log('laying out the world …');
  await (await start(folder, port)).stop();
  const portal = await start(folder, port);
  const floors: ChildProcess[] = [];
  const figures: Figure[] = [atMost('second start to the first page', portal.startMs / 1000, [5, 's'])];
  try {
    console.log(`idle for ${IDLE_SECONDS} s …`);
    await new Promise((done) => setTimeout(done, IDLE_SECONDS * 1000));
    figures.push(atMost('idle memory of everything (PSS)', memoryOf(portal.pid), [400, 'MB']));
    figures.push(...(await reading(portal, floors)));
    figures.push(...(await arriving(portal)));
    figures.push(...(await lettering(portal)));
    figures.push(...(await exporting(portal)));
    figures.push(...(await discussing(portal)));
    figures.push(...(await listing(portal)));
  } finally {
    for (const floor of floors) floor.kill();
    await portal.stop();
    remove();
  }
  show([...figures, ...(await signingIn())]);
}

async function reading(portal: Installation, floors: ChildProcess[]): Promise<Figure[]> {
  const { folder, port } = portal;
  const host = `${TOWN}.localhost:${port}`;
  const data: Asked = { operation: 'ProcedurePage', variables: { slug: SLUG }, host };
  const shell: Asked = { operation: 'PortalShell', variables: {}, host };
  const floor = await startFloor(folder, {
    '/data': await record(folder, [data]),
    '/page': await record(folder, [shell, data]),
  });
  floors.push(floor.child);

  const bare = (path: string): Target => ({ port: floor.port, path, mustSay: SLUG });
  const body = JSON.stringify({ id: idOf('ProcedurePage'), variables: { slug: SLUG } });
  const json = { host, 'content-type': 'application/json', 'x-requested-by': 'bench' };
  const api: Target = {
    port,
    path: '/graphql',
    method: 'POST',
    headers: json,
    body: () => body,
    mustSay: SLUG,
  };
  const page: Target = { port, path: `/verfahren/${SLUG}`, headers: { host }, mustSay: SLUG };
  // A cookie of nobody: the page is rendered for this visitor alone and not taken from the cache.
  const rendered: Target = { ...page, headers: { host, cookie: 'bench=1' } };
  const pids = { floor: floor.child.pid!, product: portal.pid };

  const cases: [string, Target, Target, number][] = [
    ['public data over GraphQL', bare('/data'), api, 0.4],
    ['page rendered', bare('/page'), rendered, 0.3],
    ['page from the cache', bare('/page'), page, 2],
  ];
  const figures: Figure[] = [];
  for (const [name, below, above, goal] of cases) {
    console.log(`${name} …`);
    figures.push(...(await compare(name, { below, above, goal }, pids)));
  }
  return figures;
}

interface Case {
  below: Target;
  above: Target;
  goal: number;
}

async function compare(name: string, { below, above, goal }: Case, pids: { floor: number; product: number }) {
  const [floor, product]: [Round[], Round[]] = [[], []];
  await drive(above, pids.product, 1);
  await drive(below, pids.floor, 1);
  for (let round = 0; round < ROUNDS; round += 1) {
    floor.push(await drive(below, pids.floor, SECONDS));
    product.push(await drive(above, pids.product, SECONDS));
  }
  const cpu = ({ cpuSeconds, requests }: Round) => cpuSeconds / requests;
  const [base, ours] = [sum(floor), sum(product)];
  const perSecond = ({ requests, seconds }: Round) => requests / seconds;
  console.log(
    `  floor ${(cpu(base) * 1e6).toFixed(0)} µs CPU, ${perSecond(base).toFixed(0)}/s; product ${(cpu(ours) * 1e6).toFixed(0)} µs CPU, ${perSecond(ours).toFixed(0)}/s`,
  );
  return [
    atLeast(`${name}: CPU per request, floor / product`, cpu(base) / cpu(ours), goal),
    atLeast(`${name}: throughput, product / floor`, perSecond(ours) / perSecond(base), goal),
  ];
}

async function arriving(portal: Installation): Promise<Figure[]> {
  return (await takeIn(portal)).map(({ name, floorName, goal, ratio, perSecond }) =>
    'ratio' in goal
      ? atLeast(`${name}: throughput, product / ${floorName}`, ratio, goal.ratio)
      : { ...atLeast(`${name}: acknowledged`, perSecond, goal.perSecond), unit: '/s' },
  );
}

async function lettering(portal: Installation): Promise<Figure[]> {
  console.log('1,000 letters …');
  const { letters, seconds, peak } = await makeLetters(portal);
  console.log(`  ${letters} letters in ${seconds.toFixed(0)} s`);
  return [atMost('memory of everything (PSS) while 1,000 letters are made', peak, [512, 'MB'])];
}

async function exporting(portal: Installation): Promise<Figure[]> {
  console.log('50,000 statements as a table …');
  const tables = await exportStatements(portal);
  console.table(tables);
  return tables.flatMap(({ format, ratio, grownMb }) => [
    atMost(`50,000 statements as ${format.toUpperCase()}, beside COPY of the same`, ratio, [10, 'ratio']),
    atMost(`memory of the process that makes them as ${format.toUpperCase()}, grown by`, grownMb, [
      256,
      'MB',
    ]),
  ]);
}

async function listing(portal: Installation): Promise<Figure[]> {
  console.log('the list at 500,000 statements …');
  const listings = await listStatements(portal);
  console.table(listings);
  const worst = Math.max(...listings.map(({ ratio }) => ratio));
  return [
    atMost('list of statements: p95 of the slowest question, at 500,000 / at 5,000', worst, [1.5, 'ratio']),
  ];
}

async function discussing(portal: Installation): Promise<Figure[]> {
  console.log('a dialogue with 100,000 contributions and 1,000,000 ratings …');
  const asked = await askDialogues(portal);
  console.table(asked);
  const worst = Math.max(...asked.filter(({ isHeld }) => isHeld).map(({ ratio }) => ratio));
  return [
    atMost('page of a dialogue: p95 of the slowest order, at 100,000 / at 100', worst, [1.25, 'ratio']),
  ];
}

/** On a real Keycloak; says nothing where there is none. */
async function signingIn(): Promise<Figure[]> {
  console.log('sign-in among 500 Organizations (8 min) …');
  const among = await signInAmong();
  if (!among) return [];
  console.table(among);
  return among.map(({ what, ratio }) =>
    atMost(`${what}: p95 with 500 Organizations / with those of the demonstration`, ratio, [1.25, 'ratio']),
  );
}

async function startFloor(folder: string, routes: Record<string, Query[]>) {
  const file = join(folder, 'floor.json');
  writeFileSync(file, JSON.stringify(routes));
  const child = fork(join(import.meta.dirname, 'floor.ts'), [process.env.DATABASE_PUBLIC_URL!, file]);
  const { port } = await new Promise<{ port: number }>((done) => child.once('message', done as never));
  return { child, port };
}

function show(figures: Figure[]): void {
  console.log();
  const rounded = figures.map((figure) => ({ ...figure, value: Number(figure.value.toFixed(2)) }));
  console.table(rounded);
  const at = process.argv.indexOf('--json');
  const file = at > 0 ? process.argv[at + 1] : null;
  if (file) writeFileSync(file, `${JSON.stringify(rounded, null, 2)}\n`);
  process.exitCode = figures.every(({ holds }) => holds) ? 0 : 1;
}

await main();
