import { execFileSync, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  createReadStream,
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join, resolve } from 'node:path';
import { pipeline } from 'node:stream/promises';

import { Sentence } from '../sentence.ts';
import { javaHome, NO_JAVA } from './java.ts';

/** The server and the Java that runs it. */
export interface Distribution {
  /** The unpacked server, already built for PostgreSQL. */
  home: string;
  java: string;
}

const VERSION = '26.7.3';
const ARTIFACT = `org.keycloak:keycloak-quarkus-dist:${VERSION}:tar.gz`;
const SHA256 = '77657f30b7e90d70f727712ce1c967f430fd6a5e9f458d32d8c6df0635345f47';
/** Fixed when the server is built; health on the one port, so that none is taken beside it. */
const BUILD = ['--db=postgres', '--health-enabled=true', '--http-management-health-enabled=false'];
const THEMES = resolve(import.meta.dirname, '../../keycloak/themes');
/** One server for all data folders of this checkout: 176 MB packed, 230 MB unpacked. */
const SHELF = resolve(import.meta.dirname, '../../../.data/keycloak-server');

const NO_MAVEN = `There is no Maven to get Keycloak with: install it (apt install maven), or set KEYCLOAK_HOME to an unpacked Keycloak ${VERSION}, or KEYCLOAK_URL to one that runs, for example in a container (docs/operations/keycloak.md).`;

/** The server, got and built where it is not there yet; each long step is told. Throws a sentence where it cannot be had. */
export async function distribution(tell: (line: string) => void): Promise<Distribution> {
  const java = javaHome();
  if (!java) throw new Sentence(NO_JAVA);
  const given = process.env.KEYCLOAK_HOME;
  if (given && !existsSync(join(given, 'bin/kc.sh')))
    throw new Sentence(`KEYCLOAK_HOME names ${given}, but there is no bin/kc.sh in it.`);

  const home = given ?? (await unpacked(tell));
  await build({ home, java }, tell);
  return { home, java };
}

/** Whether the server could be got here at all: what tests ask before they count on it. */
export const isAvailable = (): boolean =>
  javaHome() !== null && (Boolean(process.env.KEYCLOAK_HOME) || hasMaven());

async function unpacked(tell: (line: string) => void): Promise<string> {
  const home = join(SHELF, VERSION);
  if (existsSync(home)) return home;
  mkdirSync(SHELF, { recursive: true });
  const archive = join(SHELF, `keycloak-quarkus-dist-${VERSION}.tar.gz`);
  if (!existsSync(archive)) await fetchInto(archive, tell);
  const sum = await sha256(archive);
  if (sum !== SHA256) {
    rmSync(archive);
    throw new Sentence(
      `The Keycloak that Maven brought is not the one we know (SHA-256 ${sum}): it was deleted. Check the mirror in Maven's settings.`,
    );
  }
  const unfinished = `${home}.${process.pid}`;
  mkdirSync(unfinished);
  await run('tar', ['-xzf', archive, '-C', unfinished, '--strip-components=1']);
  renameSync(unfinished, home);
  rmSync(archive);
  return home;
}

/** Maven's own settings decide where it comes from. */
async function fetchInto(archive: string, tell: (line: string) => void): Promise<void> {
  if (!hasMaven()) throw new Sentence(NO_MAVEN);
  tell(`getting Keycloak ${VERSION} with Maven (176 MB) …`);
  const unfinished = `${archive}.${process.pid}`;
  mkdirSync(unfinished);
  try {
    // Outside of any project, so that Maven reads no pom.
    await run(
      'mvn',
      ['-B', '-q', 'dependency:copy', `-Dartifact=${ARTIFACT}`, `-DoutputDirectory=${unfinished}`],
      {
        cwd: unfinished,
      },
    );
    renameSync(join(unfinished, `keycloak-quarkus-dist-${VERSION}.tar.gz`), archive);
  } catch (error) {
    if (error instanceof Sentence) throw error;
    throw new Sentence(
      `Maven could not get Keycloak (${reasonOf(error)}): check the network or Maven's settings, or set KEYCLOAK_HOME.`,
    );
  } finally {
    rmSync(unfinished, { recursive: true, force: true });
  }
}

/** Built once for each version of options, Java and theme. */
async function build({ home, java }: Distribution, tell: (line: string) => void): Promise<void> {
  cpSync(THEMES, join(home, 'themes'), { recursive: true });
  // Keycloak keeps packed copies of a theme's files for ever.
  rmSync(join(home, 'data/tmp/kc-gzip-cache'), { recursive: true, force: true });
  const stamp = join(home, 'lib/quarkus/.mitsprache');
  const wanted = [VERSION, java, ...BUILD].join(' ');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return;
  tell('building Keycloak for PostgreSQL, once (about half a minute) …');
  try {
    await run(join(home, 'bin/kc.sh'), ['build', ...BUILD], { env: { ...process.env, JAVA_HOME: java } });
  } catch (error) {
    throw new Sentence(`Keycloak could not be built (${reasonOf(error)}): delete ${home} and start again.`);
  }
  writeFileSync(stamp, wanted);
}

async function sha256(file: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(file), hash);
  return hash.digest('hex');
}

export function hasMaven(): boolean {
  try {
    execFileSync('mvn', ['--version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

interface RunOptions {
  cwd?: string;
  env?: NodeJS.ProcessEnv;
}

/** Runs a program; throws with what it said when it fails. */
function run(command: string, words: string[], options: RunOptions = {}): Promise<void> {
  return new Promise((done, fail) => {
    const child = spawn(command, words, { ...options, stdio: ['ignore', 'pipe', 'pipe'] });
    let said = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (text) => (said += text));
    child.once('error', fail);
    child.once('close', (code) => (code === 0 ? done() : fail(new Error(said))));
  });
}

function reasonOf(error: unknown): string {
  const lines = (error as Error).message.split('\n').map((line) => line.trim());
  return (
    lines.find((line) => /ERROR|No space/i.test(line)) ??
    lines.find(Boolean) ??
    'no reason given'
  ).slice(0, 300);
}
