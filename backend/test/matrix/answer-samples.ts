import { randomUUID } from 'node:crypto';

import type { Dialogue } from '../../src/contribution/dialogue.entity.js';
import { TownAnswerService } from '../../src/contribution/town-answer.service.js';
import type { Procedure } from '../../src/procedure/procedure.entity.js';
import { BridgeService } from '../../src/weighing/bridge.service.js';
import { aProcedure, inDays } from '../builders.js';
import { aContribution, aDialogue, contributes } from '../dialogues.js';
import type { Sample } from './samples.js';
import type { MatrixWorld } from './world.js';

/** What is asked by who takes contributions into the weighing. */
export const bridging = (world: MatrixWorld): Record<string, Sample> => {
  const { product, world: there } = world.it;
  const early = { kind: 'early' as const, title: 'Früh', lawProfile: 'baugb-3-1' as const };
  const said = async () => {
    const phases = [{ ...early, firstDay: inDays(-10), lastDay: inDays(20) }];
    const procedure = world.at(await aProcedure(product, there.town, { phases }));
    const dialogue = await aDialogue(product, there.town, { procedure });
    await contributes(product, there.town, { input: aContribution({ procedure, dialogue }) });
    return { procedure: procedure.slug, dialogue: dialogue.key };
  };
  return {
    bridges: async () => ({ procedure: (await said()).procedure }),
    declareBridge: said,
    takeContributions: async () => {
      const { procedure, dialogue } = await said();
      await world.with('planner', BridgeService, (service) => service.declare(procedure, dialogue));
      return { procedure, dialogue, hasHidden: false };
    },
  };
};

/** Says something in a dialogue that is made for it. */
function saying(world: MatrixWorld) {
  const { product, world: there } = world.it;
  return async (count = 1): Promise<{ procedure: Procedure; dialogue: Dialogue; numbers: string[] }> => {
    const procedure = await world.open();
    const dialogue = await aDialogue(product, there.town, { procedure });
    const numbers: string[] = [];
    for (let at = 0; at < count; at += 1) {
      const input = aContribution({ procedure, dialogue });
      numbers.push((await contributes(product, there.town, { input })).number);
    }
    return { procedure, dialogue, numbers };
  };
}

/** What is asked by who says for the town what becomes of contributions. */
export const answeringContributions = (world: MatrixWorld): Record<string, Sample> => {
  const said = saying(world);
  const answer = (numbers: string[]) => ({
    ...{ id: randomUUID(), becomes: 'planned' as const, text: 'Kommt im Mai.', office: 'Bauamt', numbers },
  });
  return {
    contributionsToAnswer: async () => ({ procedure: (await said()).procedure.slug, filter: {} }),
    answersGiven: async () => {
      const { procedure, numbers } = await said();
      return { procedure: procedure.slug, number: numbers[0]! };
    },
    answerContributions: async () => {
      const { procedure, numbers } = await said();
      return { procedure: procedure.slug, answer: answer(numbers) };
    },
    undoAnswer: async () => {
      const { procedure, numbers } = await said(2);
      const given = answer(numbers);
      await world.with('clerk', TownAnswerService, (service) => service.answer(procedure.slug, given));
      return { id: given.id };
    },
  };
};

/** What is asked about dialogues as a whole. */
export const concluding = (world: MatrixWorld): Record<string, Sample> => {
  const said = saying(world);
  return {
    dialogueResults: async () => ({ procedure: (await said()).procedure.slug }),
    dialogueOutcome: async () => {
      const { procedure, dialogue } = await said();
      await world.projected(procedure, dialogue);
      return { procedure: procedure.slug, dialogue: dialogue.key };
    },
    publishDialogueResult: async () => {
      const { procedure, dialogue } = await said();
      return { procedure: procedure.slug, dialogue: dialogue.key, result: { text: 'Zwei Plätze.' } };
    },
  };
};
