import { randomBytes } from 'node:crypto';
import { join } from 'node:path';

import { distribution } from './distribution.ts';
import { startKeycloak } from './server.ts';

/** A Keycloak for the length of some tests, on the throw-away PostgreSQL; the work gets what tests have to know. */
export async function withKeycloak<T>(
  { folder, ownerUrl, port }: { folder: string; ownerUrl: string; port: number },
  work: (forTests: string) => Promise<T>,
): Promise<T> {
  const adminPassword = randomBytes(12).toString('hex');
  const keycloak = await startKeycloak({
    ...(await distribution((line) => console.log(line))),
    ...{ port, ownerUrl, adminPassword, databasePassword: 'keycloak' },
    logFile: join(folder, 'keycloak.log'),
  });
  const databaseUrl = Object.assign(new URL(ownerUrl), { pathname: '/keycloak' }).href;
  try {
    return await work(JSON.stringify({ url: keycloak.url, adminPassword, databaseUrl }));
  } finally {
    await keycloak.stop();
  }
}
