import { existsSync, lstatSync, mkdirSync, realpathSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { dataFolder, refuseSecond, runtimeOf } from './installation.ts';
import { endLeftover } from './postgres.ts';
import { Sentence } from './sentence.ts';

const CONTENTS = [
  'postgres',
  'files',
  'mail',
  'sign-in',
  'register',
  'secrets.json',
  'runtime.json',
  'first-start',
];

/** Runs the work of a first start under a mark, which the next start finds where this one is cut off. */
export async function underMark(dataDir: string, work: () => Promise<void>): Promise<void> {
  const mark = join(dataDir, 'first-start');
  writeFileSync(mark, new Date().toISOString());
  await work();
  renameSync(mark, join(dataDir, 'first-start.done'));
}

/** Puts what a first start that was cut off has left into a folder of its own; says where, or null. */
export async function setAsideUnfinished(): Promise<string | null> {
  const dataDir = dataFolder();
  const mark = join(dataDir, 'first-start');
  if (!existsSync(mark) || runtimeOf(dataDir)) return null;
  if (process.env.DATABASE_URL) {
    throw new Sentence(
      `The first start did not finish: empty the database that DATABASE_URL names, delete ${mark}, and start again.`,
    );
  }
  await endLeftover(dataDir);
  const aside = join(dataDir, `set-aside-${new Date().toISOString().replaceAll(':', '-')}`);
  mkdirSync(aside, { mode: 0o711 });
  for (const name of CONTENTS) {
    if (existsSync(join(dataDir, name))) renameSync(join(dataDir, name), join(aside, name));
  }
  return aside;
}

/** Deletes everything of this installation; throws a sentence while it is served. */
export async function deleteEverything(): Promise<void> {
  const dataDir = dataFolder();
  refuseSecond(dataDir);
  await endLeftover(dataDir);
  await endLeftover(join(dataDir, 'keycloak'));
  for (const name of [...CONTENTS, 'keycloak/postgres', 'keycloak', 'first-start.done']) {
    const path = join(dataDir, name);
    // As root the database may lie elsewhere, behind a link.
    if (existsSync(path)) rmSync(realpathSync(path), { recursive: true, force: true });
    if (lstatSync(path, { throwIfNoEntry: false })) rmSync(path, { recursive: true, force: true });
  }
}
