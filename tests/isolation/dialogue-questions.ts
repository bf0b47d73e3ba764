import { randomUUID } from 'node:crypto';

import type { OtherTown } from './other-town.ts';

type Pair = [object, object];
const NOWHERE = 'gibt-es-nicht';

/** What is asked about dialogues: of the other town's, and of what nobody has. */
export function dialogueQuestions(other: () => OtherTown): Record<string, () => Pair[]> {
  const slugs = (ask: (procedure: string) => object) => (): Pair[] => [
    [ask(other().procedure.slug), ask(NOWHERE)],
  ];
  const foreign = () => other().contribution;
  const ids = (ask: (id: string) => object) => (): Pair[] => [[ask(foreign().id), ask(randomUUID())]];
  const dialogue = {
    ...{ title: 'Fremd', lead: '', subject: { kind: 'question' }, categories: [] },
    ...{ moderation: 'after', contributeBy: 'everybody', rateBy: 'everybody' },
  };
  const said = { title: 'Fremd', text: 'Fremd' };
  return {
    DialoguePage: slugs((procedure) => ({ procedure, dialogue: foreign().dialogue, order: 'newest' })),
    ContributionFormPage: slugs((procedure) => ({ procedure, dialogue: foreign().dialogue })),
    ContributionPage: (): Pair[] => [
      [
        { procedure: 'elsterterrassen', number: foreign().number, page: 1 },
        { procedure: 'elsterterrassen', number: '000-000-000', page: 1 },
      ],
    ],
    MyRating: ids((contribution) => ({ contribution })),
    Contribute: slugs((procedure) => ({
      contribution: { ...said, id: randomUUID(), procedure, dialogue: foreign().dialogue },
    })),
    WriteComment: ids((contribution) => ({ comment: { id: randomUUID(), contribution, text: 'Fremd' } })),
    Rate: ids((contribution) => ({ rating: { contribution, value: 'agree', voter: randomUUID() } })),
    ContributionReceiptPage: (): Pair[] => [
      [
        { number: foreign().number, code: foreign().code },
        { number: '000-000-000', code: '0000-0000' },
      ],
    ],
    DeskDialogues: slugs((procedure) => ({ procedure })),
    WaitingVoices: slugs((procedure) => ({ procedure })),
    OpenDialogue: slugs((procedure) => ({ procedure, dialogue })),
    ChangeDialogue: slugs((procedure) => ({ procedure, key: foreign().dialogue, dialogue })),
    Moderate: ids((id) => ({ decision: { kind: 'contribution', id, standing: 'shown' } })),
  };
}
