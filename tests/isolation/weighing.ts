import { randomUUID } from 'node:crypto';

import type { OtherTown } from './other-town.ts';

/** One question twice: with what belongs to the other town, and with what nobody has. */
type Pair = [object, object];

const NOWHERE = { slug: 'gibt-es-nicht', number: '000-000-000' };
const DAY = '2026-01-15';
const decided = { decidedOn: DAY, body: 'Rat' };
const recommendation = { outcome: 'noted', text: 'Fremdes', isReady: true, after: 0 };
const block = { title: 'Fremd', text: 'Fremdes' };
const inspection = { sample: NOWHERE.number, topic: 'Fremd', place: 'Fremd', hours: 'Nie' };

const OF_STATEMENTS: Record<string, object> = {
  WeighingPage: {},
  SaveRecommendation: { recommendation },
  MarkSection: { quote: 'Fremdes' },
  DropSection: { sectionId: randomUUID() },
  DecideStatement: { decision: { ...decided, parts: [] } },
  MailAnswerAgain: {},
};

const OF_PROCEDURES: Record<string, object> = {
  DecisionPage: {},
  TakeDecision: { decision: decided, except: [] },
  UnansweredPage: {},
  SameGroups: {},
  AnnounceInspection: { inspection },
  LettersPage: {},
  StartLetterRun: {},
};

/** What nobody in the other town has either: ids that are made up. */
const OF_NOBODY: Record<string, () => object> = {
  SaveTextBlock: () => ({ id: randomUUID(), block }),
  RemoveTextBlock: () => ({ id: randomUUID() }),
  MarkLettersPosted: () => ({ runId: randomUUID(), postedOn: DAY }),
};

/** The operations of the weighing, each asked for what belongs to the other town. */
export function weighing(other: () => OtherTown): Record<string, () => Pair[]> {
  const asked = (names: Record<string, object>, pair: (more: object) => Pair) =>
    Object.entries(names).map(([name, more]): [string, () => Pair[]] => [name, () => [pair(more)]]);
  const ofNumber = (more: object): Pair => [
    { number: other().number, ...more },
    { number: NOWHERE.number, ...more },
  ];
  const ofSlug = (more: object): Pair => [
    { slug: other().procedure.slug, ...more },
    { slug: NOWHERE.slug, ...more },
  ];
  const nobodys = Object.entries(OF_NOBODY).map(([name, made]): [string, () => Pair[]] => [
    name,
    () => [[made(), made()]],
  ]);
  return {
    ...Object.fromEntries([...asked(OF_STATEMENTS, ofNumber), ...asked(OF_PROCEDURES, ofSlug), ...nobodys]),
    ProcedureResultPage: () => [
      [
        { procedure: other().procedure.slug, page: 1 },
        { procedure: NOWHERE.slug, page: 1 },
      ],
    ],
  };
}
