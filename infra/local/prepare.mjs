// Installs, builds and guards the Node version before anything else runs. Node's built-in modules only.
import { execFileSync, spawn } from 'node:child_process';
import { existsSync, readdirSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

const NEEDED = [22, 17];
const INSTALLED = join(root, 'node_modules/.mitsprache-installed');
const SOURCES = {
  backend: ['backend/src', 'backend/package.json', 'backend/.swcrc'],
  frontend: [
    'frontend/src',
    'frontend/static',
    'frontend/tools',
    'frontend/project.inlang',
    'frontend/package.json',
    'frontend/vite.config.ts',
    'backend/schema.graphql',
  ],
};
const BUILT = { backend: 'backend/dist/.built', frontend: 'frontend/build/.built' };

/** Brings the checkout to the state in which everything can run, and says so in one line per long step. */
export async function prepare() {
  if (isInstallNeeded()) {
    await step('installing packages', 'npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error']);
    writeFileSync(INSTALLED, '');
  }
  guard();
  const stale = Object.keys(SOURCES).filter(isStale);
  if (!stale.length) return;
  const nx = join(root, 'node_modules/.bin/nx');
  const began = Date.now();
  await step('building', nx, ['run-many', '-t', 'build', '-p', stale.join(','), '--output-style=static']);
  for (const project of stale) markBuilt(join(root, BUILT[project]), began / 1000);
}

/** What was saved while it was built is not in the build: the mark bears the time at which the build began. */
function markBuilt(mark, seconds) {
  writeFileSync(mark, '');
  utimesSync(mark, seconds, seconds);
}

/** The Node that runs the product: the bundled one where npm has brought it, else the one we run under. */
export function runtime() {
  const bundled = join(root, 'node_modules/.bin/node');
  return existsSync(bundled) ? bundled : process.execPath;
}

/** Prints one sentence and ends with 1. */
export function refuse(sentence) {
  console.error(sentence);
  process.exit(1);
}

/** Environment of everything that is started from here. */
export const environment = () => ({
  ...process.env,
  PATH: `${join(root, 'node_modules/.bin')}:${process.env.PATH}`,
  NX_DAEMON: 'false',
  NX_TUI: 'false',
});

/** Runs a script of this checkout in the caller's folder and ends with its exit code. */
export function runScript(script, words) {
  const child = spawn(runtime(), ['--disable-warning=ExperimentalWarning', join(root, script), ...words], {
    env: environment(),
    stdio: 'inherit',
  });
  child.on('error', ({ message }) => refuse(`${script} does not run: ${message}`));
  child.on('exit', (code) => process.exit(code ?? 1));
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
}

/** Runs one long step with a line that counts its seconds; shows its output only when it fails. */
export async function step(title, command, words) {
  const began = Date.now();
  const seconds = () => Math.round((Date.now() - began) / 1000);
  const isTerminal = process.stdout.isTTY;
  if (!isTerminal) console.log(`${title} …`);
  const clock = isTerminal && setInterval(() => process.stdout.write(`\r${title} … ${seconds()} s`), 500);
  const { code, output } = await run(command, words);
  clearInterval(clock);
  if (isTerminal) process.stdout.write('\r\x1b[K');
  if (code !== 0) {
    console.error(output.trimEnd());
    refuse(`${title} failed: ${reasonOf(output)}`);
  }
  console.log(`${title}: done in ${seconds()} s`);
}

function run(command, words) {
  return new Promise((done) => {
    const child = spawn(command, words, { cwd: root, env: environment(), stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (text) => (output += text));
    child.on('error', ({ message }) => done({ code: 1, output: message }));
    child.on('close', (code) => done({ code, output }));
  });
}

function reasonOf(output) {
  if (/ENOSPC|no space left/i.test(output)) return 'the disk is full. Make room and start again.';
  if (/EACCES|EPERM|EROFS/.test(output))
    return `no permission to write in ${root}. Give this user the checkout, or clone it anew.`;
  if (/ENOTFOUND|ETIMEDOUT|ECONNREFUSED|EAI_AGAIN/.test(output))
    return 'the npm registry cannot be reached. Check the network, then start again.';
  return 'see the lines above.';
}

function guard() {
  const version = execFileSync(runtime(), ['--version'], { encoding: 'utf8' }).trim().slice(1);
  const [major, minor] = version.split('.').map(Number);
  if (major > NEEDED[0] || (major === NEEDED[0] && minor >= NEEDED[1])) return;
  refuse(
    `Mitsprache needs Node ${NEEDED.join('.')} or newer, this is ${version}: install Node 24 from nodejs.org, or run npm ci without --omit=optional on Linux.`,
  );
}

function isInstallNeeded() {
  if (!existsSync(join(root, 'node_modules/.package-lock.json'))) return true;
  const installed = Math.max(
    timeOf('node_modules/.package-lock.json'),
    existsSync(INSTALLED) ? statSync(INSTALLED).mtimeMs : 0,
  );
  return installed < timeOf('package-lock.json');
}

function isStale(project) {
  const built = join(root, BUILT[project]);
  if (!existsSync(built)) return true;
  return Math.max(...SOURCES[project].map(newest)) > statSync(built).mtimeMs;
}

const timeOf = (name) => statSync(join(root, name)).mtimeMs;

/** The time of the newest source in a file or folder; generated folders do not count. */
function newest(name) {
  const path = join(root, name);
  if (!existsSync(path)) return 0;
  const { mtimeMs } = statSync(path);
  if (!statSync(path).isDirectory()) return mtimeMs;
  const inside = readdirSync(path, { withFileTypes: true })
    .filter(({ name: entry }) => !['paraglide', 'schema.d.ts'].includes(entry) && !entry.endsWith('.test.ts'))
    .map(({ name: entry }) => newest(join(name, entry)));
  return Math.max(0, ...inside);
}
