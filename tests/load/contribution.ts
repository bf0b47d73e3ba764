import { randomUUID } from 'node:crypto';
import pg from 'pg';

import { idOf } from '../operations.ts';
import type { Target } from './drive.ts';

const TEXT =
  'Am Ufer fehlt ein Platz, an dem Kinder mit Wasser spielen und Große im Schatten sitzen können. '.repeat(8);

/** Fewer come from one network than are looked at more closely. */
const FROM_ONE_NETWORK = 15;
let sent = 0;

/** Another network of this machine's own for every few of them. */
const network = (): string => {
  const number = Math.floor((sent += 1) / FROM_ONE_NETWORK);
  return `127.${(number >> 8) % 256}.${number % 256}.1`;
};

/** A contribution to a dialogue as the form's action sends it: each with an id and words of its own. */
export const contribution = (
  port: number,
  host: string,
  place: { procedure: string; dialogue: string },
): Target => ({
  port,
  path: '/graphql',
  method: 'POST',
  headers: { host, 'content-type': 'application/json', 'x-requested-by': 'bench' },
  mustSay: '"number"',
  from: network,
  body: () => {
    const id = randomUUID();
    const said = { id, title: 'Wasser und Schatten', text: `${TEXT}${id}` };
    return JSON.stringify({ id: idOf('Contribute'), variables: { contribution: { ...place, ...said } } });
  },
});

/**
 * The same rows for each table that a contribution writes, from one that was kept, with new ids. Its message has a topic
 * that nobody hears: what is inserted bare is not shown to anybody.
 */
export async function insertsLikeContribution(ownerUrl: string): Promise<string> {
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  try {
    const { rows } = await client.query<{ arrival: object }>(
      `select jsonb_build_object('tenantId', c.tenant_id, 'procedureId', c.procedure_id, 'procedureVersion', p.xmin::text,
         'dialogueId', c.dialogue_id, 'dialogueVersion', d.xmin::text, 'title', c.title, 'text', c.text, 'files', c.files,
         'isOfficial', c.is_official, 'standing', c.standing, 'receivedAt', c.received_at, 'contentHash', c.content_hash,
         'fingerprint', c.fingerprint, 'receipt', c.receipt, 'salt', c.salt, 'shuffle', c.shuffle,
         'entry', encode(e.entry, 'base64')) as arrival
       from contribution c join procedure p on p.tenant_id = c.tenant_id and p.id = c.procedure_id
         join dialogue d on d.tenant_id = c.tenant_id and d.id = c.dialogue_id
         join register.entry e on e.id = c.register_entry_id
       where c.text like 'Am Ufer fehlt ein Platz%' limit 1`,
    );
    const file = '../../backend/dist/contribution/intake.sql.js';
    const { INSERT_CONTRIBUTION } = (await import(file)) as { INSERT_CONTRIBUTION: string };
    const arrival = pg.escapeLiteral(JSON.stringify(rows[0]!.arrival, null, 1));
    const ids = `jsonb_build_object('id', gen_random_uuid(), 'entryId', gen_random_uuid(),
      'number', left(md5(random()::text), 11))`;
    return INSERT_CONTRIBUTION.replace('$1::jsonb', `${arrival}::jsonb || ${ids}`).replace(
      `'contribution.changed'`,
      `'bench.nothing'`,
    );
  } finally {
    await client.end();
  }
}
