import { ask } from '../portal.ts';

/**
 * The address in the newest invitation that was mailed to somebody. `below` is where that kind of invitation is accepted,
 * from the root of the town's portal. Throws where none comes within a quarter of a minute.
 */
export async function invitationTo(address: string, below = ''): Promise<string> {
  const link = new RegExp(String.raw`https?:\/\/[^\s<"&/]+${below}\/einladung\/[0-9a-f/-]+`);
  for (let tries = 0; tries < 60; tries += 1) {
    const { text } = await ask('/mail');
    const letters = text.split('<article>').filter((letter) => letter.includes(address));
    const found = letters.map((letter) => link.exec(letter)?.[0]).find(Boolean);
    if (found) return found;
    await new Promise((done) => setTimeout(done, 250));
  }
  throw new Error(`No invitation was mailed to ${address}.`);
}
