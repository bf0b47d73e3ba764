import { ask } from '../portal.ts';

/** What a link of some form says in the newest mail to an address; waits, since mail goes out in the background. */
export async function mailed(to: string, link: RegExp): Promise<string> {
  for (let tries = 0; tries < 300; tries += 1) {
    const { text } = await ask('/mail');
    const mail = text.split('<article>').find((one) => one.includes(to) && link.test(one));
    if (mail) return link.exec(mail)![0].replaceAll('&amp;', '&');
    await new Promise((done) => setTimeout(done, 200));
  }
  throw new Error(`No mail with ${link} to ${to}.`);
}
