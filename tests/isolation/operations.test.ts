import { beforeAll, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';

import { operations } from '../operations.ts';
import { call, lookUp, statementTo, type OtherTown } from './other-town.ts';
import { weighing } from './weighing.ts';
import { answerQuestions } from './answer-questions.ts';
import { followingQuestions } from './following-questions.ts';
import { dialogueQuestions } from './dialogue-questions.ts';
import { planQuestions } from './plan-questions.ts';
import { settingsQuestions } from './settings-questions.ts';
import { suspensionQuestions } from './suspension-questions.ts';

const HERE = 'zeitz';
const NOWHERE = { slug: 'gibt-es-nicht', number: '000-000-000', code: '0000-0000' };
let other: OtherTown;
let text: string;

beforeAll(async () => {
  other = await lookUp('koethen');
  text = other.procedure.texts[0]!.key;
});

/** One question twice: with what belongs to the other town, and with what nobody has. */
type Pair = [object, object];

const submissions = (): Pair[] => {
  const [document, feature] = [other.procedure.documents[0]!, other.procedure.features[0]!];
  const nobody = randomUUID();
  const pair = (mine: object, nobodys: object): Pair => [
    { input: statementTo('elsterterrassen', mine) },
    { input: statementTo('elsterterrassen', nobodys) },
  ];
  return [
    [{ input: statementTo(other.procedure.slug) }, { input: statementTo(NOWHERE.slug) }],
    pair({ about: { paragraphId: other.paragraphId } }, { about: { paragraphId: nobody } }),
    pair({ about: { documentId: document.id, page: 1 } }, { about: { documentId: nobody, page: 1 } }),
    pair({ about: { featureId: feature.id } }, { about: { featureId: nobody } }),
    pair({ files: [other.file] }, { files: [{ ...other.file, id: nobody }] }),
  ];
};

/** A question about a procedure: that of the other town, and one that nobody has. */
const ofProcedure = (rest: object): Pair[] => [
  [
    { slug: other.procedure.slug, ...rest },
    { slug: NOWHERE.slug, ...rest },
  ],
];

/** Every operation of the manifest; one that stands nowhere here fails the first test. */
const questions: Record<string, () => Pair[]> = {
  ...Object.fromEntries(
    [
      'Me',
      'MyStatements',
      'Today',
      'DeskShell',
      'DeskSuspensions',
      'DeskProcedures',
      'TownSettingsPage',
      'TownHistoryPage',
      'PeoplePage',
      'LegalTexts',
      'OwnInstitutionsPage',
      'PortalShell',
      'StartPage',
      'TextBlocks',
    ].map((name) => [name, () => [[{}, {}]]]),
  ),
  ...settingsQuestions(() => other),
  FindProcedures: () => {
    const about = (filter: object) => ({ filter, sort: 'newest', page: 1 });
    return [
      [about({ town: other.slug }), about({ town: NOWHERE.slug })],
      [about({ search: other.procedure.title }), about({ search: 'Xyzzyx' })],
    ];
  },
  ProcedurePage: () => [[{ slug: other.procedure.slug }, { slug: NOWHERE.slug }]],
  StatementFormPage: () => [[{ slug: other.procedure.slug }, { slug: NOWHERE.slug }]],
  PlanTextPage: () => [
    [
      { procedure: other.procedure.slug, key: text, version: 1 },
      { procedure: NOWHERE.slug, key: text, version: 1 },
    ],
  ],
  StatementParagraphs: () => [
    [
      { procedure: other.procedure.slug, key: text },
      { procedure: NOWHERE.slug, key: text },
    ],
  ],
  VoicesPage: () => [
    [
      { procedure: other.procedure.slug, page: 1 },
      { procedure: NOWHERE.slug, page: 1 },
    ],
    [
      { procedure: 'elsterterrassen', paragraphId: other.paragraphId, page: 1 },
      { procedure: 'elsterterrassen', paragraphId: randomUUID(), page: 1 },
    ],
  ],
  ParagraphVoices: () => [
    [
      { procedure: 'elsterterrassen', paragraphId: other.paragraphId },
      { procedure: 'elsterterrassen', paragraphId: randomUUID() },
    ],
  ],
  OpenReceipt: () => [
    [
      { number: other.number, code: other.code },
      { number: NOWHERE.number, code: NOWHERE.code },
    ],
  ],
  MyStatement: () => [[{ number: other.number }, { number: NOWHERE.number }]],
  WithdrawStatement: () => [[{ number: other.number }, { number: NOWHERE.number }]],
  SubmitStatement: submissions,
  EnterStatement: () =>
    submissions().map(([mine, nobodys]): Pair => {
      const entry = { channel: 'letter', receivedOn: '2026-01-02' };
      return [
        { ...mine, entry },
        { ...nobodys, entry },
      ];
    }),
  ...planQuestions(() => other),
  ...followingQuestions(() => other),
  ...dialogueQuestions(() => other),
  ...answerQuestions(() => other),
  ...suspensionQuestions(() => other.contribution),
  StatisticsPage: () => [[{ slug: other.procedure.slug }, { slug: NOWHERE.slug }]],
  LogPage: () => [
    [{ procedure: other.procedure.slug }, { procedure: NOWHERE.slug }],
    [{ number: other.number }, { number: NOWHERE.number }],
  ],
  DeskProcedureShell: () => [[{ slug: other.procedure.slug }, { slug: NOWHERE.slug }]],
  ProcedureSetup: () => [[{ slug: other.procedure.slug }, { slug: NOWHERE.slug }]],
  CopyProcedure: () => ofProcedure({ title: 'Eine Abschrift' }),
  ChangeProcedure: () => ofProcedure({ change: { teaser: 'Fremd' } }),
  PublishProcedure: () => ofProcedure({ wish: { reason: '' } }),
  CancelPublication: () => ofProcedure({}),
  ExtendPeriod: () => ofProcedure({ change: { lastDay: '2030-01-31', reason: 'Fremd' } }),
  ResumePeriod: () => ofProcedure({ change: { lastDay: '2030-01-31', reason: 'Fremd' } }),
  InterruptPeriod: () => ofProcedure({ reason: { text: 'Fremd' } }),
  Period: () => [
    [
      { lawProfile: 'informal', firstDay: '2030-01-02' },
      { lawProfile: 'informal', firstDay: '2030-01-02' },
    ],
  ],
  BeginProcedure: () => {
    const start = { lawProfile: 'informal', kind: 'konzept', title: 'Aus einer anderen Stadt' };
    return [[{ start }, { start }]];
  },
  CaseList: () => [
    [{ procedure: other.procedure.slug }, { procedure: NOWHERE.slug }],
    [{ search: other.number }, { search: NOWHERE.number }],
    [
      { search: 'Fremd', action: randomUUID() },
      { search: 'Fremd', action: randomUUID() },
    ],
  ],
  AssignCases: () => {
    const assignment = { assignee: 'nobody' };
    return [
      [
        { numbers: [other.number], assignment },
        { numbers: [NOWHERE.number], assignment },
      ],
    ];
  },
  UndoCaseAction: () => [[{ id: randomUUID() }, { id: randomUUID() }]],
  SaveCaseView: () => [
    [
      { name: 'Fremd', query: '' },
      { name: 'Fremd', query: '' },
    ],
  ],
  RemoveCaseView: () => [[{ id: randomUUID() }, { id: randomUUID() }]],
  CaseExportPage: () => [[{ procedure: other.procedure.slug }, { procedure: NOWHERE.slug }]],
  ExportCases: () => {
    const asked = { format: 'csv', hasAuthors: true };
    return [
      [
        { procedure: other.procedure.slug, ...asked },
        { procedure: NOWHERE.slug, ...asked },
      ],
    ];
  },
  CasePage: () => [[{ number: other.number }, { number: NOWHERE.number }]],
  ...weighing(() => other),
  ReleasePage: () => [[{ number: other.number }, { number: NOWHERE.number }]],
  ReleasesInWork: () => [[{ procedure: other.procedure.slug }, { procedure: NOWHERE.slug }]],
  ProposeRelease: () => {
    const copy = { source: 'Fremdes', words: [], authorLabel: 'Fremd', files: [] };
    return [
      [
        { number: other.number, copy },
        { number: NOWHERE.number, copy },
      ],
    ];
  },
  ReleaseStatement: () => [[{ number: other.number }, { number: NOWHERE.number }]],
  SendBackRelease: () => [
    [
      { number: other.number, reason: 'Fremd' },
      { number: NOWHERE.number, reason: 'Fremd' },
    ],
  ],
  RetractRelease: () => [
    [
      { number: other.number, reason: 'Fremd' },
      { number: NOWHERE.number, reason: 'Fremd' },
    ],
  ],
  ObjectToRelease: () => [
    [
      { number: other.number, code: other.code, reason: '' },
      { number: NOWHERE.number, code: NOWHERE.code, reason: '' },
    ],
  ],
  AnswerStatement: () => {
    const answer = { outcome: 'noted', text: 'Fremdes', decidedOn: '2026-01-15', body: 'Rat' };
    return [
      [
        { number: other.number, answer },
        { number: NOWHERE.number, answer },
      ],
    ];
  },
};

/** Answers for the whole Land by design: anyone may verify any receipt that he holds, at any town's page. */
const EVERYWHERE = ['CheckReceipt', 'TownOfNumber'];

describe('a town that is asked for what belongs to another', () => {
  it('no operation of the manifest is forgotten here', () => {
    expect([...Object.keys(questions), ...EVERYWHERE].sort()).toEqual([...operations().keys()].sort());
  });

  it.each(Object.keys(questions))('%s answers as if there were no other town', async (operation) => {
    for (const [theirs, nobodys] of questions[operation]!()) {
      const answer = await call({ operation, variables: theirs, town: HERE });
      expect(answer).toBe(await call({ operation, variables: nobodys, town: HERE }));
      expect(answer).not.toContain('"internal"');
      for (const marker of other.markers) expect(answer).not.toContain(marker);
    }
  });

  it('what is verified everywhere tells no more than who holds the receipt knows', async () => {
    const check = { operation: 'CheckReceipt', variables: { document: other.receipt }, town: HERE };
    const answer = await call(check);
    expect(answer).toContain('"isGenuine":true');
    expect(answer).not.toContain(other.markers[0]);
    const town = { operation: 'TownOfNumber', variables: { number: other.number }, town: HERE };
    expect(JSON.parse(await call(town))).toEqual({ data: { townOfNumber: other.slug } });
  });

  it('the other town still has what was asked for', async () => {
    const variables = { number: other.number, code: other.code };
    const found = await call({ operation: 'OpenReceipt', variables, town: other.slug });
    expect(found).toContain(other.markers[0]);
    expect(found).toContain('"withdrawnAt":null');
  });
});
