import { spawn } from 'node:child_process';
import { chmodSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

import { startPostgres } from './postgres.ts';
import { secretsIn } from './secrets.ts';
import { conclude } from './suite.ts';

const ROOT = resolve(import.meta.dirname, '../..');
const bin = (name: string) => join(ROOT, 'node_modules/.bin', name);

interface Outcome {
  code: number;
  output: string;
}

/** What is checked without running the product; each ends with 0 when all is well. */
const CHECKS: [name: string, check: () => Promise<Outcome>][] = [
  ['layout of all files (prettier)', () => run(bin('prettier'), ['--check', '--log-level=warn', '.'])],
  ['rules of the code (eslint)', () => run(bin('eslint'), ['.', '--max-warnings=0'])],
  ['types of the backend', () => run(bin('tsc'), ['-p', 'backend', '--noEmit'])],
  ['types of the tests and of the start', () => run(bin('tsc'), ['-p', 'tests', '--noEmit'])],
  ['types of the pages', () => run('npm', ['run', '--silent', 'typecheck', '-w', 'frontend'])],
  ['the lock file names what package.json asks for', () => run('npm', ['ci', '--dry-run', '--silent'])],
  ['the migrations lead to what the entities say', areMigrationsFresh],
];

/** `npm run ci`: the static checks, each a line; the freshness of the schema is a test of the backend. */
async function main(): Promise<number> {
  let failed = 0;
  for (const [name, check] of CHECKS) {
    const began = Date.now();
    const { code, output } = await check();
    const seconds = Math.round((Date.now() - began) / 1000);
    console.log(`${code === 0 ? 'ok    ' : 'FAILED'}  ${name} (${seconds} s)`);
    if (code !== 0) console.error(output.trim());
    failed += Number(code !== 0);
  }
  return conclude({ passed: CHECKS.length - failed, failed, skipped: 0 });
}

/** A fresh database, migrated, must leave nothing for a new migration to do. */
async function areMigrationsFresh(): Promise<Outcome> {
  const folder = mkdtempSync(join(tmpdir(), 'mitsprache-check-'));
  chmodSync(folder, 0o711);
  const postgres = await startPostgres({ dataDir: folder, password: 'check', throwAway: true });
  const before = readdirSync(join(ROOT, 'backend/migrations'));
  try {
    const secretsFile = join(folder, 'secrets.json');
    secretsIn(secretsFile);
    const env = { DATABASE_OWNER_URL: postgres.url, SECRETS_FILE: secretsFile, DATA_DIR: folder };
    const steps = [
      `import('${join(ROOT, 'backend/dist/migrate.js')}').then((m) => m.migrate(process.env.DATABASE_OWNER_URL, { app: 'a', public: 'p' }))`,
      `import('${join(ROOT, 'backend/dist/new-migration.js')}')`,
    ];
    let last: Outcome = { code: 0, output: '' };
    for (const step of steps) {
      last = await run(process.execPath, ['-e', step], env);
      if (last.code !== 0) return last;
    }
    return last.output.includes('nothing to do') ? last : { code: 1, output: last.output };
  } finally {
    const written = readdirSync(join(ROOT, 'backend/migrations')).filter((name) => !before.includes(name));
    for (const name of written) rmSync(join(ROOT, 'backend/migrations', name));
    await postgres.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

function run(command: string, words: string[], env: Record<string, string> = {}): Promise<Outcome> {
  return new Promise((done) => {
    const child = spawn(command, words, {
      cwd: ROOT,
      env: { ...process.env, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (text) => (output += text));
    child.on('error', ({ message }) => done({ code: 1, output: message }));
    child.on('close', (code) => done({ code: code ?? 1, output }));
  });
}

process.exitCode = await main();
