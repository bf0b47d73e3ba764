import { randomUUID } from 'node:crypto';

import type { OtherTown } from './other-town.ts';

type Pair = [object, object];
const NOWHERE = 'gibt-es-nicht';

/** A question twice: with what belongs to the other town, and with what nobody has. */
function asking(other: () => OtherTown) {
  const slugs = (ask: (procedure: string) => object) => (): Pair[] => [
    [ask(other().procedure.slug), ask(NOWHERE)],
  ];
  const foreign = () => other().contribution;
  const ids = (ask: (id: string) => object) => (): Pair[] => [[ask(foreign().id), ask(randomUUID())]];
  const codes = (more: object) => (): Pair[] => [
    [
      { number: foreign().number, code: foreign().code, ...more },
      { number: '000-000-000', code: '0000-0000', ...more },
    ],
  ];
  return { foreign, slugs, ids, codes };
}

/** What is asked about dialogues: of the other town's, and of what nobody has. */
export function dialogueQuestions(other: () => OtherTown): Record<string, () => Pair[]> {
  const { foreign, slugs, ids, codes } = asking(other);
  const dialogue = {
    ...{ title: 'Fremd', lead: '', subject: { kind: 'question' }, categories: [] },
    ...{ moderation: 'after', contributeBy: 'everybody', rateBy: 'everybody' },
  };
  const said = { title: 'Fremd', text: 'Fremd' };
  return {
    DialoguePage: slugs((procedure) => ({ procedure, dialogue: foreign().dialogue, order: 'newest' })),
    TownDialogues: (): Pair[] => [
      [
        { page: 1, closedPage: 1 },
        { page: 1, closedPage: 1 },
      ],
    ],
    DialogueGround: slugs((procedure) => ({ procedure })),
    ContributionPlaces: slugs((procedure) => ({ procedure, dialogue: foreign().dialogue, zoom: 10 })),
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
    ContributionReceiptPage: codes({}),
    DeskDialogues: slugs((procedure) => ({ procedure })),
    OpenDialogue: slugs((procedure) => ({ procedure, dialogue })),
    ChangeDialogue: slugs((procedure) => ({ procedure, key: foreign().dialogue, dialogue })),
    ...reportQuestions(other),
  };
}

/** What is asked about reports and appeals. */
function reportQuestions(other: () => OtherTown): Record<string, () => Pair[]> {
  const { slugs, ids, codes } = asking(other);
  return {
    ModerationQueue: slugs((procedure) => ({ procedure })),
    ClaimVoice: ids((id) => ({ kind: 'contribution', id })),
    OpenVoice: ids((id) => ({ kind: 'contribution', id })),
    GiveVoiceBack: ids((id) => ({ kind: 'contribution', id })),
    ClaimNextVoice: slugs((procedure) => ({ procedure, passed: [] })),
    DecideVoice: ids((id) => ({ decision: { kind: 'contribution', id, decision: 'kept', reason: 'Fremd' } })),
    DecideAppeal: (): Pair[] => [
      [
        { decision: { id: randomUUID(), outcome: 'shown', answer: 'Fremd' } },
        { decision: { id: randomUUID(), outcome: 'shown', answer: 'Fremd' } },
      ],
    ],
    ReportVoice: ids((subject) => ({
      report: { id: randomUUID(), kind: 'contribution', subject, ground: 'other', text: 'Fremd' },
    })),
    ReportPage: codes({}),
    AppealReport: codes({ text: 'Fremd' }),
    AppealContribution: codes({ text: 'Fremd' }),
  };
}
