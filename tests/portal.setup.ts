import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const ROOT = resolve(import.meta.dirname, '..');
const READY_WITHIN_MS = 180_000;
let server: ChildProcess | null = null;
let folder = '';

/**
 * Opens one living installation for all journeys of a run: what `npm start` starts, with its own folder, database and
 * port, in another time zone than the visitors'. Throws with the end of its log when it does not come up.
 * PORTAL_ORIGIN names one that runs already; with TEST_KEYCLOAK people sign in there.
 */
export default async function openPortal(): Promise<void> {
  if (process.env.PORTAL_ORIGIN) return;
  folder = mkdtempSync(join(tmpdir(), 'mitsprache-portal-'));
  chmodSync(folder, 0o711);
  const port = await freePort();
  const { DATABASE_URL, DATABASE_OWNER_URL, OIDC_ISSUER, SMTP_URL, ORIGIN, ...environment } = process.env;
  void [DATABASE_URL, DATABASE_OWNER_URL, OIDC_ISSUER, SMTP_URL, ORIGIN];
  const keycloak = keycloakForTests();
  server = spawn(
    process.execPath,
    [
      '--disable-warning=ExperimentalWarning',
      join(ROOT, 'infra/local/serve.ts'),
      ...(keycloak ? ['--keycloak'] : []),
    ],
    {
      cwd: ROOT,
      env: {
        ...environment,
        ...keycloak,
        PORT: String(port),
        DATA_DIR: folder,
        TZ: 'Pacific/Auckland',
        NODE_OPTIONS: '',
      },
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    },
  );
  process.env.PORTAL_ORIGIN = `http://localhost:${port}`;
  process.env.PORTAL_FOLDER = folder;
  try {
    await isReady(server);
  } catch (error) {
    await closePortal();
    throw error;
  }
}

/** The real Keycloak that `npm test` started, where it did: the portal makes its own realm there. */
function keycloakForTests(): Record<string, string> | null {
  if (!process.env.TEST_KEYCLOAK) return null;
  const { url, adminPassword } = JSON.parse(process.env.TEST_KEYCLOAK) as Record<string, string>;
  return { KEYCLOAK_URL: url!, KEYCLOAK_ADMIN_PASSWORD: adminPassword! };
}

/** Stops the installation and removes everything that it wrote. */
export async function closePortal(): Promise<void> {
  const running = server;
  server = null;
  if (running && running.exitCode === null && running.signalCode === null) {
    running.kill('SIGTERM');
    await once(running, 'exit');
  }
  if (folder) rmSync(folder, { recursive: true, force: true });
}

function isReady(child: ChildProcess): Promise<void> {
  let log = '';
  const keep = (part: Buffer) => void (log = (log + part.toString()).slice(-8_000));
  child.stdout?.on('data', keep);
  child.stderr?.on('data', keep);
  return new Promise((done, refuse) => {
    const fail = (why: string) => refuse(new Error(`The portal did not come up: ${why}\n${log}`));
    const timer = setTimeout(() => fail(`not ready within ${READY_WITHIN_MS / 1000} s`), READY_WITHIN_MS);
    child.once('exit', (code, signal) => {
      clearTimeout(timer);
      fail(`ended with ${signal ?? code}`);
    });
    child.on('message', (message) => {
      const { line } = message as { line: string };
      log += `${line}\n`;
      if (!line.startsWith('ready ')) return;
      clearTimeout(timer);
      done();
    });
  });
}

/** A port of this machine that nobody listens on. */
export async function freePort(): Promise<number> {
  const probe = createServer();
  await once(probe.listen(0, '127.0.0.1'), 'listening');
  const { port } = probe.address() as AddressInfo;
  probe.close();
  await once(probe, 'close');
  return port;
}
