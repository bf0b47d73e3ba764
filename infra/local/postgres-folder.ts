import { execFileSync } from 'node:child_process';
import {
  chownSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';

import { isReachable, OPEN_FOLDER, serverUser } from './postgres-binaries.ts';
import { Sentence, sentenceOf } from './sentence.ts';

/** The superuser's name in the databases that we make. */
export const OWNER = 'mitsprache';

/** Files in data/ without which a database is not whole. */
const ESSENTIAL = ['PG_VERSION', 'global/pg_control', 'postgresql.conf', 'base', 'pg_wal'];

/**
 * The folder `postgres` in the data folder, made and handed to the server's user. Where root's data folder is closed
 * to others it is a link to a folder below /var/lib.
 */
export function serverHome(dataDir: string): string {
  const home = join(dataDir, 'postgres');
  if (isThere(home)) return realpathSync(home);

  const user = serverUser();
  if (!user || isReachable(dataDir)) {
    mkdirSync(home, { mode: 0o700 });
  } else {
    mkdirSync(OPEN_FOLDER, { recursive: true, mode: 0o755 });
    symlinkSync(mkdtempSync(join(OPEN_FOLDER, 'data-')), home);
  }
  if (user) chownSync(home, user.uid, user.gid);
  return realpathSync(home);
}

/** The database's folder in the home; made with one rename, so that it is whole or not there. */
export function databaseFolder(home: string, { binaries, password, throwAway }: Initial): string {
  const folder = join(home, 'data');
  if (existsSync(folder)) {
    const missing = ESSENTIAL.find((name) => !existsSync(join(folder, name)));
    if (!missing) return folder;
    throw new Sentence(
      `The database in ${folder} is incomplete (${missing} is missing): put a backup in its place, or begin anew with "npm start -- --reset".`,
    );
  }
  const unfinished = join(home, 'data.unfinished');
  if (existsSync(unfinished)) renameSync(unfinished, join(home, `data.set-aside-${Date.now()}`));
  initialise(unfinished, { home, binaries, password, throwAway });
  renameSync(unfinished, folder);
  return folder;
}

interface Initial {
  binaries: string;
  password: string;
  throwAway: boolean;
}

function initialise(
  folder: string,
  { home, binaries, password, throwAway }: Initial & { home: string },
): void {
  const user = serverUser();
  const passwordFile = join(home, 'password');
  writeFileSync(passwordFile, password, { mode: 0o600 });
  if (user) chownSync(passwordFile, user.uid, user.gid);
  const locale = ['--locale-provider=icu', '--icu-locale=de-DE', '--locale=C', '--encoding=UTF8'];
  const login = ['--auth=scram-sha-256', `--username=${OWNER}`, `--pwfile=${passwordFile}`];
  try {
    execFileSync(
      join(binaries, 'bin/initdb'),
      [...locale, ...login, ...(throwAway ? ['--no-sync'] : []), '-D', folder],
      { ...user, cwd: home, stdio: ['ignore', 'ignore', 'pipe'], env: { PATH: process.env.PATH, TZ: 'UTC' } },
    );
  } catch (error) {
    const reason = String((error as { stderr?: Buffer }).stderr ?? error).trim();
    throw new Sentence(
      sentenceOf({ message: reason }) ??
        `PostgreSQL could not lay out ${folder}: ${reason.split('\n').at(-1)}`,
    );
  } finally {
    rmSync(passwordFile, { force: true });
  }
}

/** The process id that postmaster.pid names, if a PostgreSQL still runs under it. */
export function runningServer(folder: string): number | null {
  const [first] = pidLines(folder);
  const pid = Number(first);
  return pid > 0 && isPostgres(pid) ? pid : null;
}

/** Whether the server of this folder says that it takes connections. */
export const isReady = (folder: string, pid: number): boolean => {
  const lines = pidLines(folder);
  return Number(lines[0]) === pid && lines[7]?.trim() === 'ready';
};

function pidLines(folder: string): string[] {
  try {
    return readFileSync(join(folder, 'postmaster.pid'), 'utf8').split('\n');
  } catch {
    return [];
  }
}

/** Process ids are used again, so a number alone proves nothing. */
function isPostgres(pid: number): boolean {
  try {
    if (process.platform === 'linux') return readFileSync(`/proc/${pid}/comm`, 'utf8').trim() === 'postgres';
    return execFileSync('ps', ['-p', String(pid), '-o', 'comm='], { encoding: 'utf8' }).includes('postgres');
  } catch {
    return false;
  }
}

function isThere(path: string): boolean {
  if (existsSync(path)) return true;
  if (!lstatSync(path, { throwIfNoEntry: false })) return false;
  throw new Sentence(
    `${path} points to a folder that is gone: put it back, or begin anew with "npm start -- --reset".`,
  );
}
