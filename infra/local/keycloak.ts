import { join } from 'node:path';

import { dataFolder } from './installation.ts';
import { openKeycloak, type RunningKeycloak } from './keycloak/installation.ts';
import { sentenceOf } from './sentence.ts';
import { people } from './sign-in/people.ts';

// `npm run keycloak`: a real Keycloak beside the portal, until Ctrl-C.

const origin = process.env.ORIGIN || `http://localhost:${process.env.PORT || 3000}`;
let running: RunningKeycloak | null = null;

async function close(code: number): Promise<never> {
  setTimeout(() => process.exit(code), 12_000).unref();
  await running?.close();
  process.exit(code);
}

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => void close(0));

try {
  const dataDir = dataFolder();
  running = await openKeycloak({ dataDir, origin, tell: (line) => console.log(line) });
  void running.ended.then(() => {
    console.error(`Keycloak has ended: see ${join(dataDir, 'keycloak/keycloak.log')}, then start again.`);
    return close(1);
  });
  for (const line of welcome(running, dataDir)) console.log(line);
} catch (error) {
  const sentence = sentenceOf(error);
  console.error(sentence ?? error);
  await close(1);
}

function welcome({ url, issuer, codes }: RunningKeycloak, dataDir: string): string[] {
  return [
    `ready ${url}`,
    '',
    `  Issuer            ${issuer}`,
    `  Administration    ${url}/admin (admin, password in ${join(dataDir, 'keycloak/passwords.json')})`,
    ...(codes ? [`  Second factor     ${codes} shows the code that staff is asked for`] : []),
    '',
    '  Logins (password always: demo)',
    ...people.map(({ username, note }) => `  ${username.padEnd(16)} ${note}`),
    '',
    '  The portal on it: npm start -- --keycloak        Stop: Ctrl-C',
  ];
}
