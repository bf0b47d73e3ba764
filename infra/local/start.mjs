// `npm start`: Node's built-in modules only, since nothing may be installed yet; runs under Node 20 too.
import { spawn } from 'node:child_process';
import { mkdirSync, openSync, renameSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';

import { prepare, refuse, root, runtime } from './prepare.mjs';
import { confirmReset } from './reset.mjs';

const LOG_LIMIT_BYTES = 20_000_000;
const words = process.argv.slice(2);
const unknown = words.find((word) => !['--reset', '--yes', '--keycloak'].includes(word));
if (unknown)
  refuse(
    `Unknown option ${unknown}. There are --reset (begin anew), --yes (do not ask) and --keycloak (sign in through a real Keycloak).`,
  );

const dataDir = resolve(process.env.DATA_DIR || '.data');
await prepare();
const isReset = words.includes('--reset');
if (isReset && !words.includes('--yes')) await confirmReset(dataDir);
const log = openLog();

// In a terminal Ctrl-C reaches both of us; the child ends everything, we wait for it.
const server = spawn(
  runtime(),
  [
    '--disable-warning=ExperimentalWarning',
    '--max-semi-space-size=16',
    join(root, 'infra/local/serve.ts'),
    ...words.filter((word) => word !== '--yes'),
  ],
  { cwd: root, env: { ...process.env, DATA_DIR: dataDir }, stdio: ['ignore', log.handle, log.handle, 'ipc'] },
);
let isExplained = false;
server.on('message', ({ line, isReason }) => {
  console.log(line);
  isExplained ||= Boolean(isReason);
});
server.on('exit', (code, signal) => {
  const isUnexplained = signal || (code !== 0 && !isExplained);
  if (isUnexplained)
    console.error(
      `Mitsprache has ended unexpectedly (${signal ?? code}): see ${log.name}, then start again.`,
    );
  process.exit(code ?? 1);
});
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => server.kill(signal));

/** Logs go to a file, so that the addresses stay on the screen; LOG_LEVEL brings them here. */
function openLog() {
  if (process.env.LOG_LEVEL) return { handle: 'inherit', name: 'the lines above' };
  const name = join(dataDir, 'mitsprache.log');
  try {
    mkdirSync(dataDir, { recursive: true, mode: 0o711 });
    if ((statSync(name, { throwIfNoEntry: false })?.size ?? 0) > LOG_LIMIT_BYTES)
      renameSync(name, `${name}.old`);
    return { handle: openSync(name, 'a', 0o600), name };
  } catch ({ code, message }) {
    if (code === 'ENOSPC')
      refuse('The disk is full: make room and start again; nothing that was acknowledged is lost.');
    if (code === 'ENOTDIR' || code === 'EEXIST')
      refuse(`${dataDir} is not a folder: set DATA_DIR to a folder.`);
    const isForbidden = ['EACCES', 'EPERM', 'EROFS'].includes(code);
    refuse(
      isForbidden
        ? `No permission to write ${dataDir}: give this user the folder, or set DATA_DIR to one of your own.`
        : message,
    );
  }
}
