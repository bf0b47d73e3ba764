import { randomBytes } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';

import { apply } from '../../keycloak/apply.ts';
import { withDemonstration } from '../../keycloak/demonstration.ts';
import { realmFor } from '../../keycloak/realm.ts';
import { startPostgres } from '../postgres.ts';
import { publicKey, readIfThere, secretsIn, writeWhole } from '../secrets.ts';
import { Sentence } from '../sentence.ts';
import { people } from '../sign-in/people.ts';
import { serveCodes } from './codes.ts';
import { distribution } from './distribution.ts';
import { isUp, startKeycloak } from './server.ts';

/** The demonstration's Keycloak as it runs for one data folder. */
export interface RunningKeycloak {
  url: string;
  issuer: string;
  /** Where the codes of the demonstration staff are shown; null where another process shows them. */
  codes: string | null;
  /** Resolves when the server ends, asked or not; never for one that is not ours. */
  ended: Promise<void>;
  close(): Promise<void>;
}

interface Passwords {
  admin: string;
  database: string;
  databaseOwner: string;
}

interface Setting {
  dataDir: string;
  /** Of the portal. */
  origin: string;
  tell: (line: string) => void;
}

const portOf = () => Number(process.env.KEYCLOAK_PORT || 8180);
const issuerAt = (url: string) => `${url}/realms/mitsprache`;

/** The Keycloak of this folder: one that runs already, else one that is started; its realm is what the code says. */
export async function openKeycloak({ dataDir, origin, tell }: Setting): Promise<RunningKeycloak> {
  const folder = join(dataDir, 'keycloak');
  mkdirSync(folder, { recursive: true, mode: 0o711 });
  const passwords = passwordsIn(join(folder, 'passwords.json'));
  const given = process.env.KEYCLOAK_URL;
  const known = given ?? `http://localhost:${portOf()}`;
  const opened = (await isUp(known))
    ? joined(known)
    : given
      ? unreachable(given)
      : await start(folder, passwords, tell);

  const realm = withDemonstration(realmFor({ origin, clientJwk: clientJwkIn(dataDir) }), people);
  try {
    const changes = await apply(realm, { url: opened.url, adminPassword: passwords.admin });
    for (const change of changes) tell(`realm mitsprache changed: ${change}`);
    if (!changes.length) tell('realm mitsprache: nothing to do');
    return opened;
  } catch (error) {
    await opened.close();
    throw inWords(error, opened.url);
  }
}

const joined = (url: string): RunningKeycloak => ({
  ...{ url, issuer: issuerAt(url), codes: null },
  ended: new Promise(() => undefined),
  close: async () => undefined,
});

function unreachable(url: string): never {
  throw new Sentence(
    `KEYCLOAK_URL names ${url}, but no Keycloak answers there: start it, or leave KEYCLOAK_URL out.`,
  );
}

async function start(folder: string, passwords: Passwords, tell: Setting['tell']): Promise<RunningKeycloak> {
  const server = await distribution(tell);
  const postgres = await startPostgres({ dataDir: folder, password: passwords.databaseOwner });
  try {
    tell('starting Keycloak …');
    const keycloak = await startKeycloak({
      ...server,
      port: portOf(),
      ownerUrl: postgres.url,
      databasePassword: passwords.database,
      adminPassword: passwords.admin,
      logFile: join(folder, 'keycloak.log'),
    });
    const codes = await serveCodes(portOf() + 1).catch(() => null);
    const close = async () => {
      codes?.close();
      codes?.closeAllConnections();
      await keycloak.stop();
      await postgres.stop();
    };
    const { url, ended } = keycloak;
    return { url, issuer: issuerAt(url), codes: codes && `http://localhost:${portOf() + 1}`, ended, close };
  } catch (error) {
    await postgres.stop();
    throw error;
  }
}

/** KEYCLOAK_ADMIN_PASSWORD is for a Keycloak of one's own; it is not kept. */
function passwordsIn(file: string): Passwords {
  const text = readIfThere(file);
  const password = () => randomBytes(18).toString('base64url');
  const passwords: Passwords = text
    ? (JSON.parse(text) as Passwords)
    : { admin: password(), database: password(), databaseOwner: password() };
  if (!text) writeWhole(file, JSON.stringify(passwords, null, 2));
  return { ...passwords, admin: process.env.KEYCLOAK_ADMIN_PASSWORD ?? passwords.admin };
}

function clientJwkIn(dataDir: string): Record<string, unknown> {
  return publicKey(secretsIn(process.env.SECRETS_FILE || join(dataDir, 'secrets.json')).clientKey);
}

function inWords(error: unknown, url: string): unknown {
  const { response } = error as { response?: { status: number } };
  return response?.status === 401
    ? new Sentence(
        `The Keycloak on ${url} refuses our administrator: set KEYCLOAK_ADMIN_PASSWORD to the password of its user admin, or KEYCLOAK_PORT to a free port.`,
      )
    : error;
}
