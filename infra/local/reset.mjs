// `npm start -- --reset`: asks before serve.ts deletes.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline/promises';

import { refuse } from './prepare.mjs';

/** Ends the start unless the person at the terminal wants all data deleted; where nobody is there, goes on. */
export async function confirmReset(dataDir) {
  if (process.env.DATABASE_URL)
    refuse('--reset does not empty a database of your own: do that yourself, then start again.');
  if (!process.stdin.isTTY || !existsSync(join(dataDir, 'secrets.json'))) return;

  const terminal = createInterface({ input: process.stdin, output: process.stdout });
  const answer = await terminal.question(`Delete all data in ${dataDir}, statements included? Type "yes": `);
  terminal.close();
  if (answer.trim() !== 'yes') refuse('Nothing was deleted.');
}
