import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';

import { Sentence, sentenceOf } from '../local/sentence.ts';
import { publicKey, type InstallationSecrets } from '../local/secrets.ts';
import { apply } from './apply.ts';
import { brokersIn } from './brokers.ts';
import { realmFor } from './realm.ts';

// `npm run realm -- --origin https://… [--check]`: makes a production realm what the code says, or only tells the drift.

const needed = (name: string): string => {
  const value = process.env[name];
  if (!value) throw new Sentence(`${name} is missing: see docs/operations/keycloak.md.`);
  return value;
};

try {
  const { values } = parseArgs({ options: { check: { type: 'boolean', default: false } } });
  const { clientKey } = JSON.parse(readFileSync(needed('SECRETS_FILE'), 'utf8')) as InstallationSecrets;
  const smtp = process.env.KEYCLOAK_SMTP;
  const realm = realmFor({
    name: process.env.KEYCLOAK_REALM || 'mitsprache',
    origin: needed('ORIGIN'),
    clientJwk: publicKey(clientKey),
    ...(smtp && { smtp: JSON.parse(smtp) as Record<string, unknown> }),
  });
  const brokers = process.env.KEYCLOAK_BROKERS ? brokersIn(process.env.KEYCLOAK_BROKERS) : [];
  const options = { url: needed('KEYCLOAK_URL'), adminPassword: needed('KEYCLOAK_ADMIN_PASSWORD'), brokers };
  const lines = await apply(realm, { ...options, isCheck: values.check });
  for (const line of lines) console.log(`${values.check ? 'differs' : 'changed'}: ${line}`);
  if (!lines.length) console.log('nothing to do');
  process.exitCode = values.check && lines.length ? 1 : 0;
} catch (error) {
  console.error(sentenceOf(error) ?? error);
  process.exitCode = 1;
}
