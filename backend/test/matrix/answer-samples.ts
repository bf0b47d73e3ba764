import { randomUUID } from 'node:crypto';

import { TownAnswerService } from '../../src/contribution/town-answer.service.js';
import type { Procedure } from '../../src/procedure/procedure.entity.js';
import { aContribution, aDialogue, contributes } from '../dialogues.js';
import type { Sample } from './samples.js';
import type { MatrixWorld } from './world.js';

/** What is asked by who says for the town what becomes of contributions. */
export const answeringContributions = (world: MatrixWorld): Record<string, Sample> => {
  const { product, world: there } = world.it;
  const said = async (count = 1): Promise<{ procedure: Procedure; numbers: string[] }> => {
    const procedure = await world.open();
    const dialogue = await aDialogue(product, there.town, { procedure });
    const numbers: string[] = [];
    for (let at = 0; at < count; at += 1) {
      const input = aContribution({ procedure, dialogue });
      numbers.push((await contributes(product, there.town, { input })).number);
    }
    return { procedure, numbers };
  };
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
