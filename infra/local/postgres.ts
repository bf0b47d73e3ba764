import { spawn, type ChildProcess } from 'node:child_process';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';

import { postgresBinaries, serverUser } from './postgres-binaries.ts';
import { databaseFolder, isReady, OWNER, runningServer, serverHome } from './postgres-folder.ts';
import { Sentence, sentenceOf } from './sentence.ts';

export interface PostgresOptions {
  /** The folder that holds everything; PostgreSQL takes `postgres/` in it. */
  dataDir: string;
  /** Of the owner; set when the database is made. */
  password: string;
  /** A free one by default. */
  port?: number;
  /** Trades durability for speed: for tests only. */
  throwAway?: boolean;
}

export interface Postgres {
  /** The owner's address, database postgres. */
  url: string;
  pid: number;
  /** Resolves with the exit code when the server ends, asked or not. */
  ended: Promise<number | null>;
  /** Ends it within 5 s, keeping all data. */
  stop(): Promise<void>;
}

const PATIENCE_MS = 10_000;
const FRUGAL = {
  shared_buffers: '32MB',
  max_connections: '60',
  work_mem: '4MB',
  maintenance_work_mem: '32MB',
  wal_buffers: '1MB',
  max_wal_size: '256MB',
  jit: 'off',
  io_method: 'sync',
  wal_level: 'minimal',
  max_wal_senders: '0',
  max_logical_replication_workers: '0',
  max_parallel_workers_per_gather: '0',
  autovacuum_max_workers: '1',
};
const FORGETFUL = {
  fsync: 'off',
  synchronous_commit: 'off',
  full_page_writes: 'off',
  max_connections: '120',
  shared_buffers: '128MB',
};

/** Starts the bundled PostgreSQL on loopback, after ending one that a killed process left on the same folder. */
export async function startPostgres(options: PostgresOptions): Promise<Postgres> {
  const { dataDir, password, throwAway = false } = options;
  const binaries = postgresBinaries();
  const folder = databaseFolder(serverHome(dataDir), { binaries, password, throwAway });
  const stale = runningServer(folder);
  if (stale) await endStale(stale, folder);

  const deadline = Date.now() + PATIENCE_MS;
  for (;;) {
    const port = options.port ?? (await freePort());
    const server = launch({ binaries, folder, port, throwAway });
    if (await getsReady(server, folder)) {
      const url = `postgres://${OWNER}:${encodeURIComponent(password)}@127.0.0.1:${port}/postgres`;
      return running(server, url);
    }
    // After kill -9 of the server its children hold the shared memory for some moments.
    if (Date.now() > deadline) throw new Sentence(complaint(folder));
    await wait(500);
  }
}

interface Launch {
  binaries: string;
  folder: string;
  port: number;
  throwAway: boolean;
}

function launch({ binaries, folder, port, throwAway }: Launch): ChildProcess {
  const network = { listen_addresses: '127.0.0.1', port: String(port), unix_socket_directories: '' };
  const settings = { ...FRUGAL, ...network, ...(throwAway && FORGETFUL) };
  const words = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  const log = openSync(logOf(folder), 'a');
  // In a process group of its own, so that Ctrl-C in the terminal reaches us first.
  const server = spawn(join(binaries, 'bin/postgres'), ['-D', folder, ...words], {
    ...serverUser(),
    cwd: folder,
    detached: true,
    stdio: ['ignore', log, log],
    env: { PATH: process.env.PATH, TZ: 'UTC' },
  });
  closeSync(log);
  return server;
}

async function getsReady(server: ChildProcess, folder: string): Promise<boolean> {
  let hasEnded = false;
  server.once('error', () => (hasEnded = true));
  server.once('exit', () => (hasEnded = true));
  // A recovery after a crash may take long; it is not hurried.
  while (!hasEnded) {
    if (isReady(folder, server.pid!)) return true;
    await wait(15);
  }
  return false;
}

function running(server: ChildProcess, url: string): Postgres {
  const ended = new Promise<number | null>((resolve) => server.once('exit', resolve));
  return {
    url,
    pid: server.pid!,
    ended,
    async stop() {
      if (server.exitCode !== null || server.signalCode !== null) return;
      server.kill('SIGINT');
      const hurry = setTimeout(() => server.kill('SIGQUIT'), 3_500);
      await ended;
      clearTimeout(hurry);
    },
  };
}

/** Ends the server that a killed process left on this data folder, if there is one. */
export async function endLeftover(dataDir: string): Promise<void> {
  const folder = join(dataDir, 'postgres', 'data');
  const stale = runningServer(folder);
  if (stale) await endStale(stale, folder);
}

async function endStale(pid: number, folder: string): Promise<void> {
  process.kill(pid, 'SIGINT');
  for (let waited = 0; runningServer(folder) === pid; waited += 50) {
    if (waited === 5_000) process.kill(pid, 'SIGQUIT');
    if (waited > PATIENCE_MS)
      throw new Sentence(`An old PostgreSQL does not end: stop process ${pid}, then start again.`);
    await wait(50);
  }
}

/** A port of this machine that nobody listens on. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer().once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as { port: number };
      probe.close(() => resolve(port));
    });
  });
}

const logOf = (folder: string) => join(folder, '..', 'postgres.log');

/** The last reason in the server's log, as one sentence. */
function complaint(folder: string): string {
  const lines = readFileSync(logOf(folder), 'utf8').trim().split('\n');
  const reason = lines.findLast((line) => /FATAL|PANIC|ERROR|error/.test(line)) ?? lines.at(-1) ?? '';
  return (
    sentenceOf({ message: reason }) ?? `PostgreSQL does not start (${reason.trim()}): see ${logOf(folder)}.`
  );
}
