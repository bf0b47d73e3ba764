import { spawn, type ChildProcess } from 'node:child_process';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';

import pg from 'pg';

import { Sentence } from '../sentence.ts';
import type { Distribution } from './distribution.ts';

export interface KeycloakOptions extends Distribution {
  port: number;
  /** PostgreSQL as superuser; Keycloak gets a database and a role `keycloak` of its own there. */
  ownerUrl: string;
  /** Of the role `keycloak`; set at each start. */
  databasePassword: string;
  /** Of the administrator `admin`; counts from the first start on. */
  adminPassword: string;
  logFile: string;
}

export interface Keycloak {
  url: string;
  pid: number;
  /** Resolves when the server ends, asked or not. */
  ended: Promise<void>;
  /** Ends it within 10 s. */
  stop(): Promise<void>;
}

/** A first start lays out a hundred tables; slow machines need their time. */
const PATIENCE_MS = 180_000;
const MEMORY = '-Xms64m -Xmx384m';

/** Starts Keycloak on loopback and waits until it answers. Throws a sentence where it does not. */
export async function startKeycloak(options: KeycloakOptions): Promise<Keycloak> {
  const url = `http://localhost:${options.port}`;
  if (await isUp(url))
    throw new Sentence(`Something answers on ${url} already: stop it, or set KEYCLOAK_PORT.`);
  await makeDatabase(options);
  const server = launch(options, url);
  const ended = new Promise<void>((done) => server.once('exit', () => done()));
  const keycloak: Keycloak = { url, pid: server.pid!, ended, stop: () => stop(server, ended) };
  await ready(keycloak, server, options);
  return keycloak;
}

/** Whether a Keycloak answers there. */
export const isUp = (url: string): Promise<boolean> =>
  fetch(`${url}/realms/master`, { signal: AbortSignal.timeout(2_000) }).then(
    ({ ok }) => ok,
    () => false,
  );

async function ready({ url, stop: end }: Keycloak, server: ChildProcess, options: KeycloakOptions) {
  const deadline = Date.now() + PATIENCE_MS;
  while (!(await isUp(url))) {
    if (server.exitCode !== null || server.signalCode !== null) throw new Sentence(complaint(options));
    if (Date.now() > deadline) {
      await end();
      throw new Sentence(`Keycloak did not answer within ${PATIENCE_MS / 1000} s: see ${options.logFile}.`);
    }
    await wait(200);
  }
}

function launch(
  { home, java, port, ownerUrl, databasePassword, adminPassword, logFile }: KeycloakOptions,
  url: string,
) {
  const database = new URL(ownerUrl);
  const settings = {
    cache: 'local',
    'db-url': `jdbc:postgresql://${database.hostname}:${database.port || 5432}/keycloak`,
    'db-username': 'keycloak',
    'db-pool-initial-size': 1,
    'db-pool-max-size': 10,
    'http-enabled': true,
    'http-host': '127.0.0.1',
    'http-port': port,
    hostname: url,
  };
  const words = Object.entries(settings).map(([name, value]) => `--${name}=${value}`);
  const log = openSync(logFile, 'a', 0o600);
  // In a process group of its own, so that Ctrl-C in the terminal reaches us first.
  const server = spawn(join(home, 'bin/kc.sh'), ['start', '--optimized', ...words], {
    detached: true,
    stdio: ['ignore', log, log],
    env: {
      PATH: process.env.PATH,
      HOME: process.env.HOME,
      JAVA_HOME: java,
      JAVA_OPTS_KC_HEAP: MEMORY,
      // In the environment, because every user of the machine may read command lines.
      KC_DB_PASSWORD: databasePassword,
      KC_BOOTSTRAP_ADMIN_USERNAME: 'admin',
      KC_BOOTSTRAP_ADMIN_PASSWORD: adminPassword,
    },
  });
  closeSync(log);
  server.once('error', () => undefined);
  return server;
}

async function stop(server: ChildProcess, ended: Promise<void>): Promise<void> {
  if (server.exitCode !== null || server.signalCode !== null) return;
  signal(server, 'SIGTERM');
  const hurry = setTimeout(() => signal(server, 'SIGKILL'), 8_000);
  await ended;
  clearTimeout(hurry);
}

/** To the whole group: kc.sh is a shell script with Java below it. */
function signal({ pid }: ChildProcess, name: NodeJS.Signals): void {
  try {
    process.kill(-pid!, name);
  } catch {
    // Gone already.
  }
}

async function makeDatabase({ ownerUrl, databasePassword }: KeycloakOptions): Promise<void> {
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  try {
    const exists = async (sql: string) => (await client.query(sql)).rowCount! > 0;
    const password = client.escapeLiteral(databasePassword);
    const verb = (await exists(`select 1 from pg_roles where rolname = 'keycloak'`)) ? 'alter' : 'create';
    await client.query(
      `${verb} role keycloak login nosuperuser nocreatedb nocreaterole password ${password}`,
    );
    if (await exists(`select 1 from pg_database where datname = 'keycloak'`)) return;
    await client.query('create database keycloak owner keycloak');
    await client.query('revoke connect on database keycloak from public');
  } finally {
    await client.end();
  }
}

/** The last reason in the server's log, as one sentence. */
function complaint({ logFile, port }: KeycloakOptions): string {
  const lines = readFileSync(logFile, 'utf8').trim().split('\n').slice(-60);
  if (lines.some((line) => /Port\(?s?\)? already bound|Address already in use/i.test(line)))
    return `Port ${port} is taken by another program: stop that one, or set KEYCLOAK_PORT.`;
  const reason = lines.find((line) => /ERROR/.test(line)) ?? lines.at(-1) ?? '';
  return `Keycloak does not start (${reason.trim().slice(0, 300)}): see ${logFile}.`;
}
