import pg from 'pg';

import { people } from '../sign-in/people.ts';

/**
 * The people of the demonstration have the same subjects at the local sign-in and at Keycloak: they keep account and
 * roles when the issuer changes.
 */
export async function movePeople(ownerUrl: string, issuer: string): Promise<void> {
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  try {
    await client.query(
      `update account set issuer = $1 where subject = any($2) and issuer <> $1
         and not exists (select 1 from account other where other.issuer = $1 and other.subject = account.subject)`,
      [issuer, people.map(({ subject }) => subject)],
    );
  } finally {
    await client.end();
  }
}
