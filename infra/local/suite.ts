import { spawn } from 'node:child_process';
import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

import { browser } from './browser.ts';
import { withKeycloak } from './keycloak/for-tests.ts';
import { installTools } from './keycloak/tools.ts';
import { freePort, startPostgres } from './postgres.ts';
import { sentenceOf } from './sentence.ts';

export interface Sum {
  passed: number;
  failed: number;
  skipped: number;
}

interface JestReport {
  numPassedTests: number;
  numFailedTests: number;
  numPendingTests: number;
  numTodoTests: number;
  numRuntimeErrorTestSuites: number;
}

const ROOT = resolve(import.meta.dirname, '../..');
const PROJECTS = ['backend', 'tests'];
/** What says something about the issuer. */
const SIGN_IN: Record<string, string[]> = {
  backend: [
    ...['account', 'session', 'token', 'issuer', 'realm', 'directory'],
    ...['provisioning', 'organizations', 'broker'],
  ].map((name) => `test/${name}`),
  tests: ['journeys/sign-in'],
};

/** Every test on a throw-away database and in a real browser; `words` go on to Jest. */
export async function runTests(words: string[] = []): Promise<Sum> {
  const folder = mkdtempSync(join(tmpdir(), 'mitsprache-suite-'));
  chmodSync(folder, 0o711);
  const postgres = await startPostgres({ dataDir: folder, password: 'test', throwAway: true });
  const chromium = browser();
  const environment = {
    TEST_DATABASE_OWNER_URL: postgres.url,
    ...(chromium && { CHROMIUM: chromium }),
  };
  const stop = () => void postgres.stop().then(() => process.exit(130));
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, stop);
  try {
    const sums: Sum[] = [];
    for (const project of PROJECTS) {
      sums.push(await jest({ project, words, environment, report: join(folder, `${project}.json`) }));
    }
    sums.push(await againstKeycloak({ folder, ownerUrl: postgres.url, words, environment }));
    if (!chromium) sums.push(withoutBrowser());
    return total(sums);
  } finally {
    await postgres.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

export const total = (sums: Sum[]): Sum => ({
  passed: sums.reduce((all, { passed }) => all + passed, 0),
  failed: sums.reduce((all, { failed }) => all + failed, 0),
  skipped: sums.reduce((all, { skipped }) => all + skipped, 0),
});

/** Prints the sum as the last line; returns the exit code, which is 1 too when nothing ran. */
export function conclude({ passed, failed, skipped }: Sum): number {
  console.log(`${passed} passed, ${failed} failed, ${skipped} skipped`);
  return failed > 0 || passed === 0 ? 1 : 0;
}

/** The tests of the sign-in once more, on a real server: in CI wherever Maven and Java can be had, elsewhere when KEYCLOAK is set. */
async function againstKeycloak({ folder, ownerUrl, words, environment }: KeycloakRun): Promise<Sum> {
  const isWanted = process.env.KEYCLOAK || (process.env.CI && !words.length);
  if (!isWanted || !installTools()) return withoutKeycloak(Boolean(isWanted));
  try {
    const port = await freePort();
    return await withKeycloak({ folder, ownerUrl, port }, async (forTests) => {
      const sums: Sum[] = [];
      for (const [project, own] of Object.entries(SIGN_IN))
        sums.push(
          await jest({
            project,
            words: words.length ? words : own,
            environment: { ...environment, TEST_KEYCLOAK: forTests },
            report: join(folder, `keycloak-${project}.json`),
          }),
        );
      return total(sums);
    });
  } catch (error) {
    console.error(`\nNO KEYCLOAK: ${sentenceOf(error) ?? String(error)}\n`);
    return { passed: 0, failed: 1, skipped: 0 };
  }
}

function withoutKeycloak(isWanted: boolean): Sum {
  const why = isWanted ? 'it needs Maven and Java 21 or newer' : 'KEYCLOAK=1 npm test runs them';
  console.error(`\nNo test ran against a real Keycloak: ${why}.\n`);
  return { passed: 0, failed: 0, skipped: 1 };
}

interface KeycloakRun {
  folder: string;
  ownerUrl: string;
  words: string[];
  environment: Record<string, string>;
}

interface Run {
  project: string;
  words: string[];
  environment: Record<string, string>;
  report: string;
}

async function jest({ project, words, environment, report }: Run): Promise<Sum> {
  console.log(`\n== ${project}`);
  const code = await end(
    [
      '--experimental-vm-modules',
      '--disable-warning=ExperimentalWarning',
      join(ROOT, 'node_modules/jest/bin/jest.js'),
      ...['--config', 'jest.config.json', '--maxWorkers=2', '--json', `--outputFile=${report}`],
      ...['--passWithNoTests', '--forceExit', ...words],
    ],
    { cwd: join(ROOT, project), environment },
  );
  const { passed, failed, skipped } = sumOf(report);
  // A run that broke without a failing test is a failure all the same.
  return { passed, failed: failed || Number(code !== 0), skipped };
}

function sumOf(report: string): Sum {
  try {
    const found = JSON.parse(readFileSync(report, 'utf8')) as JestReport;
    return {
      passed: found.numPassedTests,
      failed: found.numFailedTests + found.numRuntimeErrorTestSuites,
      skipped: found.numPendingTests + found.numTodoTests,
    };
  } catch {
    return { passed: 0, failed: 1, skipped: 0 };
  }
}

function end(
  words: string[],
  { cwd, environment }: { cwd: string; environment: Record<string, string> },
): Promise<number> {
  return new Promise((done) => {
    // Jest writes its JSON to the file; what people read goes to stderr.
    const child = spawn(process.execPath, words, {
      cwd,
      // Far from Berlin, so that no day and no deadline hangs on the zone of the server.
      env: { ...process.env, TZ: 'Pacific/Auckland', ...environment },
      stdio: ['ignore', 'ignore', 'inherit'],
    });
    child.once('error', () => done(1));
    child.once('exit', (code) => done(code ?? 1));
  });
}

function withoutBrowser(): Sum {
  console.error('\nNO CHROMIUM: the journeys in a browser did not run. Install it: apt install chromium\n');
  return process.env.CI ? { passed: 0, failed: 1, skipped: 0 } : { passed: 0, failed: 0, skipped: 1 };
}
