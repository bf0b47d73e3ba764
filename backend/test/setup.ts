import { generateKeyPairSync, randomBytes, randomUUID } from 'node:crypto';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Each test file has a database, a data folder and keys of its own; read by platform/env at its first import. */
const owner = process.env.TEST_DATABASE_OWNER_URL;
if (!owner)
  throw new Error('Start the tests with `npm test`, or set TEST_DATABASE_OWNER_URL to a throw-away server.');

const database = `test_${randomUUID().replaceAll('-', '')}`;
const dataDir = mkdtempSync(join(tmpdir(), 'mitsprache-test-'));
const loginAs = (user: string) =>
  Object.assign(new URL(owner), { username: `mitsprache_${user}`, password: user, pathname: database }).href;
const hex = () => randomBytes(32).toString('hex');
const ed25519 = () => ({
  ...generateKeyPairSync('ed25519').privateKey.export({ format: 'jwk' }),
  kid: 'test',
});
const es256 = () => ({
  ...generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({ format: 'jwk' }),
  kid: 'test',
});

Object.assign(process.env, {
  DATA_DIR: dataDir,
  DATABASE_URL: loginAs('app'),
  DATABASE_PUBLIC_URL: loginAs('public'),
  DATABASE_POOL: '12',
  LOG_LEVEL: process.env.LOG_LEVEL ?? 'silent',
  TEST_DATABASE: database,
});

writeFileSync(
  join(dataDir, 'secrets.json'),
  JSON.stringify({
    contextKey: '11'.repeat(32),
    sessionKey: hex(),
    codeKey: hex(),
    receiptKey: ed25519(),
    registerKey: ed25519(),
    clientKey: es256(),
  }),
);
