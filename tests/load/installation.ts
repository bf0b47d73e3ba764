import { spawn, type ChildProcess } from 'node:child_process';
import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

export const ROOT = resolve(import.meta.dirname, '../..');

/** A living installation of its own, as `npm start` makes it. */
export interface Installation {
  folder: string;
  port: number;
  pid: number;
  /** Milliseconds from the start of the process to its first page. */
  startMs: number;
  /** PostgreSQL as superuser. */
  ownerUrl: string;
  stop(): Promise<void>;
}

/** What an installation gets beside its folder and port. */
interface Extras {
  words?: string[];
  environment?: Record<string, string>;
}

/** Starts one in a folder that may hold data already, and waits until its first page is there. */
export async function start(
  folder: string,
  port: number,
  { words = [], environment = {} }: Extras = {},
): Promise<Installation> {
  const began = performance.now();
  const script = join(ROOT, 'infra/local/serve.ts');
  const child = spawn(
    process.execPath,
    ['--disable-warning=ExperimentalWarning', '--max-semi-space-size=16', script, ...words],
    {
      cwd: ROOT,
      env: { ...process.env, ...environment, PORT: String(port), DATA_DIR: folder, LOG_LEVEL: 'error' },
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    },
  );
  await isReady(child);
  const page = await fetch(`http://127.0.0.1:${port}/`, { headers: { host: `localhost:${port}` } });
  await page.text();
  if (page.status !== 200) throw new Error(`The first page answered ${page.status}.`);
  const startMs = performance.now() - began;

  const secrets = JSON.parse(readFileSync(join(folder, 'secrets.json'), 'utf8')) as { databaseOwner: string };
  const runtime = JSON.parse(readFileSync(join(folder, 'runtime.json'), 'utf8')) as { databaseUrl: string };
  const owner = Object.assign(new URL(runtime.databaseUrl), {
    username: 'mitsprache',
    password: secrets.databaseOwner,
  });
  const stop = () =>
    new Promise<void>((done) => {
      child.once('exit', () => done());
      child.kill('SIGTERM');
    });
  return { folder, port, pid: child.pid!, startMs, ownerUrl: owner.href, stop };
}

/** A new folder and a free port. */
export async function place(): Promise<{ folder: string; port: number; remove(): void }> {
  const folder = mkdtempSync(join(tmpdir(), 'mitsprache-bench-'));
  chmodSync(folder, 0o711);
  const server = createServer();
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  const { port } = server.address() as AddressInfo;
  await new Promise((done) => server.close(done));
  return { folder, port, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

function isReady(child: ChildProcess): Promise<void> {
  return new Promise((ready, fail) => {
    child.on('message', (message) => {
      const { line } = message as { line: string };
      if (line.startsWith('ready')) ready();
      else console.log(`  ${line}`);
    });
    child.once('exit', (code) => fail(new Error(`The installation ended with ${code}.`)));
  });
}
