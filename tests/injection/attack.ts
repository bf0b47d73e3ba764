import { speakInDialogue, agree, report, state, type Held, type Said, type Work } from './citizens.ts';
import type { Client } from './client.ts';
import * as fair from './fair.ts';
import { Pen } from './pen.ts';
import * as staff from './staff.ts';
import { Writer } from './writer.ts';

/** Everything that was written, and how it is called. */
export interface Attacked {
  pen: Pen;
  writer: Writer;
  dialogue: string;
  /** The address of a dialogue about a picture. */
  picture: string;
  said: Said[];
  letters: Said[];
  reports: Held[];
  suspension: Held;
  follower: { id: string; code: string };
  /** A procedure with hostile words in every field of its own, and its structured text. */
  procedure: { slug: string; text: string };
}

/** Fills every field of the town with vectors, as citizens, institutions and staff would fill it. */
export async function attack(client: Client): Promise<Attacked> {
  // Where somebody attacks the same installation again and again, other vectors stand in front.
  const pen = new Pen(process.env.INJECTION_ORIGIN ? Date.now() % 900 : 0);
  const writer = new Writer(client.send);
  const { upload, plan, asks, mailed } = client;
  const work: Work = { pen, writer, upload, plan, asks, mailed };
  const version = async (): Promise<number> =>
    (await client.asks<{ townSettings: { version: number } }>('TownSettingsPage', {}, 'admin')).townSettings
      .version;

  await staff.setTown(work, await version());
  const procedure = await staff.holdProcedure(work);
  const opened = await staff.openDialogue(work);
  const said = await speakInDialogue(work, opened);
  const reports = [await report(work, said[0]!.id), await report(work, said[3]!.id)];
  await fair.moderate(work, { voices: said, reports });
  await fair.answerInDialogue(work, said);
  await fair.conclude(work);
  const suspension = await fair.suspend(work, opened.dialogue);
  const follower = await fair.follow(work);
  const letters = await state(work);
  await staff.weigh(work, letters);
  await staff.release(work, { letters, version: await version() });
  await staff.administer(work, await agree(work));
  await staff.register(work);
  const picture = await staff.openPicture(work);
  return {
    ...{ pen, writer, dialogue: opened.dialogue, picture, said, letters },
    ...{ reports, procedure, suspension, follower },
  };
}
