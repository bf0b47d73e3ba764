import { generateKeyPairSync, randomBytes, randomUUID, type JsonWebKey } from 'node:crypto';
import { chmodSync, closeSync, fsyncSync, openSync, readFileSync, renameSync, writeSync } from 'node:fs';

import { Sentence } from './sentence.ts';

type Key = JsonWebKey & { kid: string; alg: string };

/** Every key and password of one installation; who has this file can sign in its name. */
export interface InstallationSecrets {
  /** 32 bytes as hex each: signs the tenant context, seals sessions, derives numbers and codes. */
  contextKey: string;
  sessionKey: string;
  codeKey: string;
  databaseOwner: string;
  databaseApp: string;
  databasePublic: string;
  /** Private keys: receipts and the register (Ed25519), our login at the issuer (ES256). */
  receiptKey: Key;
  registerKey: Key;
  clientKey: Key;
}

/** Reads the keys of an installation, or makes them on its first start; the file is its owner's alone. */
export function secretsIn(file: string): InstallationSecrets {
  const text = readIfThere(file);
  if (text === null) return make(file);
  try {
    const secrets = JSON.parse(text) as InstallationSecrets;
    chmodSync(file, 0o600);
    return secrets;
  } catch {
    throw new Sentence(`The keys in ${file} cannot be read: put a backup of that file in its place.`);
  }
}

/** The public half of a key. */
export function publicKey({ d: _private, ...rest }: Key): Record<string, unknown> {
  return rest;
}

function make(file: string): InstallationSecrets {
  const hex = () => randomBytes(32).toString('hex');
  const password = () => randomBytes(24).toString('base64url');
  const secrets: InstallationSecrets = {
    contextKey: hex(),
    sessionKey: hex(),
    codeKey: hex(),
    databaseOwner: password(),
    databaseApp: password(),
    databasePublic: password(),
    receiptKey: ed25519(),
    registerKey: ed25519(),
    clientKey: es256(),
  };
  writeWhole(file, JSON.stringify(secrets, null, 2));
  return secrets;
}

const ed25519 = (): Key => ({
  ...generateKeyPairSync('ed25519').privateKey.export({ format: 'jwk' }),
  kid: randomUUID(),
  alg: 'EdDSA',
});

const es256 = (): Key => ({
  ...generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({ format: 'jwk' }),
  kid: randomUUID(),
  alg: 'ES256',
});

/** Writes a private file so that after a power cut it is whole or not there. */
export function writeWhole(file: string, text: string): void {
  const unfinished = `${file}.${process.pid}`;
  const handle = openSync(unfinished, 'w', 0o600);
  writeSync(handle, text);
  fsyncSync(handle);
  closeSync(handle);
  renameSync(unfinished, file);
}

export function readIfThere(file: string): string | null {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}
