import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

import { startPostgres, type Postgres } from './postgres.ts';
import { readIfThere, secretsIn, writeWhole, type InstallationSecrets } from './secrets.ts';
import { Sentence } from './sentence.ts';

/** One installation with its database at hand; `process.env` is complete for the backend. */
export interface Installation {
  dataDir: string;
  /** The main address, e.g. http://localhost:3000. */
  origin: string;
  /** PostgreSQL as owner, for migrations. */
  ownerUrl: string;
  secrets: InstallationSecrets;
  /** The bundled server, or null where DATABASE_URL names another. */
  postgres: Postgres | null;
}

/** What a running installation leaves for the tools beside it, in `<DATA_DIR>/runtime.json`. */
interface Runtime {
  pid: number;
  origin: string;
  databaseUrl: string;
  databasePublicUrl: string;
  secretsFile: string;
  dataDir: string;
}

/** Opens the installation in DATA_DIR for serving: keys, database and `process.env`. Throws a sentence where it cannot. */
export async function openInstallation(): Promise<Installation> {
  const dataDir = dataFolder();
  refuseSecond(dataDir);
  return complete(dataDir);
}

/**
 * Runs a command line tool with `process.env` complete for the backend: beside a running installation on its
 * database, else with a database of its own that ends with the work. Import the backend inside `work` only.
 */
export async function withInstallation<T>(work: () => Promise<T>): Promise<T> {
  const dataDir = dataFolder();
  const serving = runtimeOf(dataDir);
  if (serving) {
    setEnvironment(serving);
    return work();
  }
  const { postgres } = await complete(dataDir);
  try {
    return await work();
  } finally {
    await postgres?.stop();
  }
}

async function complete(dataDir: string): Promise<Installation> {
  const secretsFile = process.env.SECRETS_FILE || join(dataDir, 'secrets.json');
  const origin = process.env.ORIGIN || `http://localhost:${process.env.PORT || 3000}`;
  const ownerUrl = process.env.DATABASE_OWNER_URL || process.env.DATABASE_URL;
  const secrets = secretsIn(secretsFile);
  const postgres = ownerUrl ? null : await startPostgres({ dataDir, password: secrets.databaseOwner });
  const url = ownerUrl || postgres!.url;
  const loginAs = (username: string, password: string) =>
    Object.assign(new URL(url), { username, password }).href;
  const runtime: Runtime = {
    pid: process.pid,
    origin,
    databaseUrl: loginAs('mitsprache_app', secrets.databaseApp),
    databasePublicUrl: loginAs('mitsprache_public', secrets.databasePublic),
    secretsFile,
    dataDir,
  };
  setEnvironment(runtime);
  writeWhole(join(dataDir, 'runtime.json'), JSON.stringify(runtime, null, 2));
  return { dataDir, origin, ownerUrl: url, secrets, postgres };
}

function setEnvironment({ databaseUrl, databasePublicUrl, secretsFile, dataDir, origin }: Runtime): void {
  Object.assign(process.env, {
    ORIGIN: origin,
    DATA_DIR: dataDir,
    SECRETS_FILE: secretsFile,
    DATABASE_URL: databaseUrl,
    DATABASE_PUBLIC_URL: databasePublicUrl,
    DEMONSTRATION: process.env.DEMONSTRATION || 'yes',
    OIDC_ISSUER: process.env.OIDC_ISSUER || `${origin}/realms/mitsprache`,
  });
}

/** The folder of everything, made when missing; other users may pass it, but not look into it. */
export function dataFolder(): string {
  const dataDir = resolve(process.env.DATA_DIR || '.data');
  mkdirSync(dataDir, { recursive: true, mode: 0o711 });
  return dataDir;
}

/** Two servers on one folder would destroy each other's work. */
export function refuseSecond(dataDir: string): void {
  const serving = runtimeOf(dataDir);
  if (!serving) return;
  throw new Sentence(
    `Mitsprache runs on ${dataDir} already (${serving.origin}, process ${serving.pid}): stop it, or set another DATA_DIR.`,
  );
}

/** What the process that serves this folder has left, or null where none runs. */
export function runtimeOf(dataDir: string): Runtime | null {
  const text = readIfThere(join(dataDir, 'runtime.json'));
  if (!text) return null;
  const runtime = JSON.parse(text) as Runtime;
  return runtime.pid !== process.pid && isServing(runtime.pid) ? runtime : null;
}

/** Process ids are used again, so a number alone proves nothing. */
function isServing(pid: number): boolean {
  try {
    const command =
      process.platform === 'linux'
        ? readFileSync(`/proc/${pid}/cmdline`, 'utf8')
        : execFileSync('ps', ['-p', String(pid), '-o', 'command='], { encoding: 'utf8' });
    return command.includes('infra/local/serve.ts');
  } catch {
    return false;
  }
}
