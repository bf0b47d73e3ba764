import { randomUUID } from 'node:crypto';

import type { Dialogue } from '../../src/contribution/dialogue.entity.js';
import { ANONYMOUS } from '../../src/platform/current.js';
import type { Procedure } from '../../src/procedure/procedure.entity.js';
import { aContribution, aDialogue, aDialogueInput, contributes } from '../dialogues.js';
import type { Sample } from './samples.js';
import type { MatrixWorld } from './world.js';

/** Makes a dialogue, and something said in it, anew for each question. */
function making(world: MatrixWorld) {
  const { product } = world.it;
  const place = async (more: object = {}): Promise<{ procedure: Procedure; dialogue: Dialogue }> => {
    const procedure = await world.open();
    return { procedure, dialogue: await aDialogue(product, world.it.world.town, { procedure, ...more }) };
  };
  const said = async (more: object = {}) => {
    const where = await place(more);
    const input = aContribution(where);
    const actor = { ...ANONYMOUS, accountId: randomUUID() };
    return { ...where, ...(await contributes(product, world.it.world.town, { input, actor })), id: input.id };
  };
  return { place, said };
}

const closed = { contributeBy: 'account', rateBy: 'account' };
const rating = (contribution: string) => ({ contribution, value: 'agree', voter: randomUUID() });
const words = (contribution: string) => ({ id: randomUUID(), contribution, text: 'Gern.' });

/** What is asked by who reads a dialogue and takes part. */
export const takingPart = (world: MatrixWorld): Record<string, Sample> => {
  const { place, said } = making(world);
  return {
    dialogues: async () => ({ procedure: (await place()).procedure.slug }),
    contributions: async () => {
      const { procedure, dialogue } = await place();
      await world.projected(procedure, dialogue);
      return { procedure: procedure.slug, dialogue: dialogue.key };
    },
    contribution: async () => {
      const { procedure, dialogue, number, id } = await said();
      await world.projected(procedure, dialogue, id);
      return { procedure: procedure.slug, number };
    },
    contributionReceipt: async () => {
      const { number, code } = await said();
      return { number, code };
    },
    contribute: async () => ({ contribution: aContribution(await place()) }),
    'contribute: with an account only': async () => ({ contribution: aContribution(await place(closed)) }),
    comment: async () => ({ comment: words((await said()).id) }),
    'comment: with an account only': async () => ({ comment: words((await said(closed)).id) }),
    rateContribution: async () => ({ rating: rating((await said()).id) }),
    'rateContribution: with an account only': async () => ({ rating: rating((await said(closed)).id) }),
    myRating: async () => ({ contribution: (await said()).id }),
  };
};

/** What is asked by who sets dialogues up and keeps them fair. */
export const keepingFair = (world: MatrixWorld): Record<string, Sample> => {
  const { place, said } = making(world);
  const hide = (id: string) => ({ kind: 'contribution', id, standing: 'hidden', reason: 'Werbung.' });
  return {
    deskDialogues: async () => ({ procedure: (await place()).procedure.slug }),
    waitingVoices: async () => ({ procedure: (await place()).procedure.slug }),
    openDialogue: async () => ({ procedure: (await world.open()).slug, dialogue: aDialogueInput() }),
    changeDialogue: async () => {
      const { procedure, dialogue } = await place();
      return { procedure: procedure.slug, key: dialogue.key, dialogue: aDialogueInput() };
    },
    moderate: async () => ({ decision: hide((await said()).id) }),
  };
};
