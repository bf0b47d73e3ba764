import type { RequestListener } from 'node:http';
import { createServer } from 'node:http';
import { join } from 'node:path';

import pg from 'pg';

import { createPages } from '../../frontend/server/pages.ts';
import { deleteEverything, setAsideUnfinished, underMark } from './first-start.ts';
import { takePort } from './gate.ts';
import { dataFolder, openInstallation, type Installation } from './installation.ts';
import { openKeycloak, type RunningKeycloak } from './keycloak/installation.ts';
import { movePeople } from './keycloak/people.ts';
import { publicKey } from './secrets.ts';
import { sentenceOf } from './sentence.ts';
import { people } from './sign-in/people.ts';
import { createSignIn } from './sign-in/sign-in.ts';

type Backend = typeof import('../../backend/src/app.ts') &
  typeof import('../../backend/src/worker.ts') &
  typeof import('../../backend/src/migrate.ts');
type App = Awaited<ReturnType<Backend['createApp']>>;

const dist = (name: string): Promise<Backend> => import(`../../backend/dist/${name}.js`) as never;
/** What has to be closed, last opened first. */
const opened: (() => Promise<unknown>)[] = [];

/** One line for the person who typed `npm start`; start.mjs prints it, logs go elsewhere. A reason says why it ends. */
const tell = (line: string, isReason = false): void => {
  if (process.send) process.send({ line, isReason });
  else console.log(line);
};

async function serve(): Promise<void> {
  const gate = await takePort(Number(process.env.PORT || 3000), process.env.HOST || '127.0.0.1');
  opened.push(() => gate.close());
  if (process.argv.includes('--reset')) {
    await deleteEverything();
    tell('deleted everything of before');
  }
  const aside = await setAsideUnfinished();
  if (aside) tell(`the first start had not finished; what it left is in ${aside}`);

  const keycloak = process.argv.includes('--keycloak') ? await openRealSignIn() : null;
  const issuer = process.env.OIDC_ISSUER;
  const installation = await openInstallation();
  watch(installation);
  const { migrate } = await dist('migrate');
  const { databaseApp, databasePublic } = installation.secrets;
  await migrate(installation.ownerUrl, { app: databaseApp, public: databasePublic });
  tell(installation.postgres ? 'database ready (bundled PostgreSQL)' : 'database ready');

  if (keycloak || !issuer)
    await movePeople(installation.ownerUrl, issuer ?? `${installation.origin}/realms/mitsprache`);
  const { app, api } = await openBackend();
  await openWorld(app, installation);
  gate.open({ api, signIn: issuer ? null : openSignIn(installation), pages: await openPages(app) });
  const hasLogins = !issuer || keycloak !== null;
  for (const line of welcome(installation, await townsOf(installation.ownerUrl), hasLogins)) tell(line);
  if (keycloak)
    tell(`  Keycloak: ${keycloak.url}${keycloak.codes ? `        Codes for staff: ${keycloak.codes}` : ''}`);
}

/** A Keycloak beside us; without it nobody could sign in, so we end with it. */
async function openRealSignIn(): Promise<RunningKeycloak> {
  const origin = process.env.ORIGIN || `http://localhost:${process.env.PORT || 3000}`;
  const keycloak = await openKeycloak({ dataDir: dataFolder(), origin, tell });
  opened.push(() => keycloak.close());
  Object.assign(process.env, { OIDC_ISSUER: keycloak.issuer, OIDC_ORGANIZATIONS: 'yes' });
  return keycloak;
}

async function openBackend(): Promise<{ app: App; api: RequestListener }> {
  const { createApp, backendInProcess, planFileInProcess, uploadInProcess } = await dist('app');
  let api: RequestListener | null = null;
  const app = await createApp({
    serverFactory: (listener) => {
      api = listener as RequestListener;
      return createServer();
    },
  });
  opened.push(() => app.close());
  Object.assign(globalThis, {
    [Symbol.for('mitsprache.backend')]: backendInProcess(app),
    [Symbol.for('mitsprache.upload')]: uploadInProcess(app),
    [Symbol.for('mitsprache.plan-file')]: planFileInProcess(app),
  });
  return { app, api: api! };
}

/** Lays out the demonstration where there is no town yet, and sets the worker to work. */
async function openWorld(app: App, { ownerUrl, dataDir }: Installation): Promise<void> {
  const { startWorker } = await dist('worker');
  const start = async () => {
    const worker = await startWorker(app);
    opened.push(() => worker.stop());
    return worker;
  };
  if ((await townsOf(ownerUrl)).length) return void (await start());

  await underMark(dataDir, async () => {
    const { layOutWorld } = await import('../../tests/world/world.ts');
    tell('first start: laying out the demonstration …');
    await layOutWorld(app, (line) => tell(`  ${line}`));
    await (await start()).settle();
  });
}

function openSignIn({ dataDir, origin, secrets }: Installation): RequestListener {
  const signIn = createSignIn({
    issuer: `${origin}/realms/mitsprache`,
    clients: [
      {
        clientId: process.env.OIDC_CLIENT_ID || 'mitsprache-backend',
        publicJwk: publicKey(secrets.clientKey),
        origin,
      },
    ],
    keysFile: join(dataDir, 'sign-in/keys.json'),
    stateFile: join(dataDir, 'sign-in/state.json'),
  });
  opened.push(() => signIn.close());
  return signIn;
}

async function openPages(app: App): Promise<RequestListener> {
  process.env.PROTOCOL_HEADER = 'x-forwarded-proto';
  const file = '../../frontend/build/handler.js';
  const { handler } = (await import(file)) as { handler: RequestListener };
  const { Pub } = (await dist('platform/pub')) as never as typeof import('../../backend/src/platform/pub.ts');
  const pub = app.get(Pub);
  const state = async () =>
    String((await pub.rows<{ value: number }>('revision', 'select value from pub.revision'))[0]?.value);
  return createPages({ handler, state });
}

async function townsOf(ownerUrl: string): Promise<{ slug: string; full_name: string }[]> {
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  try {
    return (await client.query('select slug, full_name from tenant where ags is not null order by full_name'))
      .rows;
  } finally {
    await client.end();
  }
}

function welcome(
  { origin }: Installation,
  towns: { slug: string; full_name: string }[],
  hasLogins: boolean,
): string[] {
  const { protocol, host } = new URL(origin);
  return [
    `ready ${origin}`,
    '',
    ...towns.map(({ slug, full_name }) => `  ${full_name.padEnd(28)} ${protocol}//${slug}.${host}`),
    '',
    ...(hasLogins ? ['  Logins (password always: demo)', ...people.map(loginLine), ''] : []),
    `  Mail that was sent: ${origin}/mail        Stop: Ctrl-C`,
  ];
}

const loginLine = ({ username, note }: (typeof people)[number]) => `  ${username.padEnd(16)} ${note}`;

/** Ends everything within 5 s, whatever is still open. */
async function close(code: number): Promise<never> {
  setTimeout(() => process.exit(code), 4_800).unref();
  for (const end of opened.splice(0).reverse()) await end().catch((error: unknown) => console.error(error));
  process.exit(code);
}

/** Nothing works without the database: where it ends unasked, so do we, and the next start recovers. */
function watch({ postgres }: Installation): void {
  if (!postgres) return;
  let isAsked = false;
  opened.push(() => {
    isAsked = true;
    return postgres.stop();
  });
  void postgres.ended.then(() => {
    if (isAsked) return;
    tell('PostgreSQL has ended unexpectedly: start again, no data is lost.', true);
    process.exit(1);
  });
}

let closing: Promise<never> | null = null;
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
  process.on(signal, () => (closing ??= close(0)));
// start.mjs is gone, maybe by kill -9: nobody else would stop the database.
process.once('disconnect', () => (closing ??= close(0)));

await serve().catch(async (error: unknown) => {
  const sentence = sentenceOf(error);
  if (!sentence) console.error(error);
  tell(
    sentence ?? `Mitsprache did not start: ${error instanceof Error ? error.message : String(error)}`,
    true,
  );
  await close(1);
});
