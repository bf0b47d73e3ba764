import { randomUUID } from 'node:crypto';

import type { OtherTown } from './other-town.ts';

/** One question twice: with what belongs to the other town, and with what nobody has. */
type Pair = [object, object];

const NOWHERE = { slug: 'gibt-es-nicht', number: '000-000-000' };
const DAY = '2026-01-15';

/** The operations of the weighing, each asked for what belongs to the other town. */
export function weighing(other: () => OtherTown): Record<string, () => Pair[]> {
  const ofNumber =
    (more: object = {}) =>
    (): Pair[] => [
      [
        { number: other().number, ...more },
        { number: NOWHERE.number, ...more },
      ],
    ];
  const ofProcedure =
    (more: object = {}) =>
    (): Pair[] => [
      [
        { slug: other().procedure.slug, ...more },
        { slug: NOWHERE.slug, ...more },
      ],
    ];
  const decided = { decidedOn: DAY, body: 'Rat' };
  const recommendation = { outcome: 'noted', text: 'Fremdes', isReady: true, after: 0 };
  const block = { title: 'Fremd', text: 'Fremdes' };
  const inspection = { sample: NOWHERE.number, topic: 'Fremd', place: 'Fremd', hours: 'Nie' };
  return {
    WeighingPage: ofNumber(),
    SaveRecommendation: ofNumber({ recommendation }),
    MarkSection: ofNumber({ quote: 'Fremdes' }),
    DropSection: ofNumber({ sectionId: randomUUID() }),
    DecideStatement: ofNumber({ decision: { ...decided, parts: [] } }),
    MailAnswerAgain: ofNumber(),
    SaveTextBlock: () => [
      [
        { id: randomUUID(), block },
        { id: randomUUID(), block },
      ],
    ],
    RemoveTextBlock: () => [[{ id: randomUUID() }, { id: randomUUID() }]],
    DecisionPage: ofProcedure(),
    TakeDecision: ofProcedure({ decision: decided, except: [] }),
    UnansweredPage: ofProcedure(),
    SameGroups: ofProcedure(),
    AnnounceInspection: ofProcedure({ inspection }),
    LettersPage: ofProcedure(),
    StartLetterRun: ofProcedure(),
    MarkLettersPosted: () => [
      [
        { runId: randomUUID(), postedOn: DAY },
        { runId: randomUUID(), postedOn: DAY },
      ],
    ],
    ProcedureResultPage: () => [
      [
        { procedure: other().procedure.slug, page: 1 },
        { procedure: NOWHERE.slug, page: 1 },
      ],
    ],
  };
}
