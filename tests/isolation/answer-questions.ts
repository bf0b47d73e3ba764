import { randomUUID } from 'node:crypto';

import type { OtherTown } from './other-town.ts';

type Pair = [object, object];
const NOWHERE = 'gibt-es-nicht';

/** What is asked about answers to contributions: of the other town's, and of what nobody has. */
export function answerQuestions(other: () => OtherTown): Record<string, () => Pair[]> {
  const foreign = () => other().contribution.number;
  const answer = (numbers: string[]) => ({
    ...{ id: randomUUID(), becomes: 'planned', text: 'Fremd', office: 'Fremd', numbers },
  });
  const here = 'elsterterrassen';
  return {
    AnsweringPage: () => [
      [
        { procedure: other().procedure.slug, filter: {} },
        { procedure: NOWHERE, filter: {} },
      ],
      [
        { procedure: here, filter: { like: foreign() } },
        { procedure: here, filter: { like: '000-000-000' } },
      ],
    ],
    AnswersGiven: () => [
      [
        { procedure: here, number: foreign() },
        { procedure: here, number: '000-000-000' },
      ],
    ],
    AnswerContributions: () => [
      [
        { procedure: here, answer: answer([foreign()]) },
        { procedure: here, answer: answer(['000-000-000']) },
      ],
    ],
    ...bridgeQuestions(other),
    ...resultQuestions(other),
    UndoAnswer: () => [[{ id: other().contribution.id }, { id: randomUUID() }]],
  };
}

/** What is asked about dialogues that feed the weighing. */
const bridgeQuestions = (other: () => OtherTown): Record<string, () => Pair[]> => ({
  BridgePage: () => [[{ procedure: other().procedure.slug }, { procedure: NOWHERE }]],
  DeclareBridge: () => [
    [
      { procedure: other().procedure.slug, dialogue: other().contribution.dialogue },
      { procedure: NOWHERE, dialogue: NOWHERE },
    ],
  ],
  TakeContributions: () => [
    [
      { procedure: other().procedure.slug, dialogue: other().contribution.dialogue, hasHidden: false },
      { procedure: NOWHERE, dialogue: NOWHERE, hasHidden: false },
    ],
  ],
});

/** What is asked about what became of dialogues as a whole. */
const resultQuestions = (other: () => OtherTown): Record<string, () => Pair[]> => ({
  DialogueOutcome: () => [
    [
      { procedure: other().procedure.slug, dialogue: other().contribution.dialogue },
      { procedure: NOWHERE, dialogue: NOWHERE },
    ],
  ],
  DialogueResults: () => [[{ procedure: other().procedure.slug }, { procedure: NOWHERE }]],
  PublishDialogueResult: () => [
    [
      {
        procedure: other().procedure.slug,
        dialogue: other().contribution.dialogue,
        result: { text: 'Fremd' },
      },
      { procedure: NOWHERE, dialogue: NOWHERE, result: { text: 'Fremd' } },
    ],
  ],
});
