import { randomInt, randomUUID } from 'node:crypto';

import { WeighingService } from '../../src/weighing/weighing.service.js';
import { RecommendationService } from '../../src/weighing/recommendation.service.js';
import { aStatement, inDays } from '../builders.js';
import { aLink, aSpeaker } from '../institutions.js';
import { aPerson, type Asker } from './columns.js';
import { ANSWER, FEATURE, GEOMETRY, LAYER, RECOMMENDATION, SAME, type MatrixWorld } from './world.js';

export { following } from './following-samples.js';
export { answeringContributions, bridging, concluding } from './answer-samples.js';
export { deciding, keepingFair, reporting, takingPart } from './dialogue-samples.js';
export { suspending } from './suspension-samples.js';

/** The variables that an operation is asked with, made anew for who asks. */
export type Sample = (asker: Asker) => object | Promise<object>;

const DECIDED = { decidedOn: inDays(0), body: 'Stadtrat' };
const NEXT = { lastDay: inDays(60), reason: 'Zwei Gutachten kommen hinzu.' };

const none: Sample = () => ({});

/** What is asked of the public portal, or of one's own. */
export const reading = (world: MatrixWorld): Record<string, Sample> => {
  const { it } = world;
  const procedure = () => it.world.procedure.slug;
  return {
    ...Object.fromEntries(
      [
        ...['me', 'municipalities', 'operator', 'portal', 'procedures', 'revision', 'towns'],
        'myStatements',
      ].map((name) => [name, none]),
    ),
    checkReceipt: () => ({ document: 'kein Eingangsbeleg' }),
    procedure: () => ({ slug: procedure() }),
    planText: () => ({ procedure: procedure(), key: 'begruendung' }),
    result: () => ({ procedure: procedure() }),
    voices: () => ({ procedure: procedure() }),
    townOfNumber: async () => ({ number: (await world.statement()).number }),
    invitation: async ({ account }) => world.invitation(account?.mail ?? 'neu@mail.example'),
    myStatement: async ({ account }) => ({
      number: (await world.statement({}, it.world.procedure, account?.id ?? null)).number,
    }),
    receipt: async () => {
      const { number, code } = await world.statement();
      return { number, code };
    },
  };
};

/** What is asked at the desk. */
export const lookingOn = (world: MatrixWorld): Record<string, Sample> => ({
  ...Object.fromEntries(
    [
      ...[
        'desk',
        'cases',
        'caseChoices',
        'caseExports',
        'deskProcedures',
        'people',
        'releasesInWork',
        'textBlocks',
        'townHistory',
      ],
      ...['townSettings', 'log: of the town'],
    ].map((name) => [name, none]),
  ),
  ...Object.fromEntries(
    ['letters', 'procedureWeighing', 'sameGroups', 'unanswered', 'deskProcedure'].map((name) => [
      name,
      async () => ({ slug: (await world.open()).slug }),
    ]),
  ),
  ...Object.fromEntries(
    ['deskPlan', 'statistics', 'log: of a procedure'].map((name) => [
      name,
      async () => ({ procedure: (await world.open()).slug }),
    ]),
  ),
  period: () => ({ lawProfile: 'baugb-3-2', firstDay: inDays(10) }),
  case: async () => ({ number: (await world.statement()).number }),
  weighing: async () => ({ number: (await world.statement()).number }),
  deskText: async () => {
    const draft = await world.draft();
    return { procedure: draft.slug, key: await world.textDraft(draft) };
  },
  procedurePreview: async () => ({ slug: (await world.draft()).slug }),
});

/** From the empty form to the end of the period. */
export const settingUp = (world: MatrixWorld): Record<string, Sample> => {
  const draft = async (more: object) => ({ slug: (await world.draft()).slug, ...more });
  return {
    beginProcedure: () => ({ start: { lawProfile: 'informal', kind: 'konzept', title: 'Spielplatz' } }),
    changeProcedure: () => draft({ change: { teaser: 'Ein neuer Spielplatz.' } }),
    copyProcedure: () => draft({ title: 'Noch einer' }),
    publishProcedure: () => draft({ wish: { reason: 'Alles liegt im Rathaus aus.' } }),
    cancelPublication: async () => ({ slug: (await world.planned()).slug }),
    extendPeriod: async () => ({ slug: (await world.open()).slug, change: NEXT }),
    interruptPeriod: async () => ({ slug: (await world.open()).slug, reason: { text: 'Serverausfall' } }),
    resumePeriod: async () => ({ slug: (await world.interrupted()).slug, change: NEXT }),
  };
};

/** What is laid out. */
export const layingOut = (world: MatrixWorld): Record<string, Sample> => {
  const inDraft =
    (make: (draft: Awaited<ReturnType<MatrixWorld['draft']>>) => object | Promise<object>): Sample =>
    async () => {
      const draft = await world.draft();
      return { procedure: draft.id, ...(await make(draft)) };
    };
  return {
    takeInDocuments: inDraft(async (draft) => ({
      documents: [{ upload: await world.upload(draft), title: 'Plan', kind: 'reasons', language: 'de' }],
    })),
    discardUpload: inDraft(async (draft) => ({ upload: await world.upload(draft) })),
    moveDocument: inDraft(async (draft) => {
      const key = await world.document(draft);
      return (await world.document(draft), { key, by: 1 });
    }),
    describeDocument: inDraft(async (draft) => ({
      key: await world.document(draft),
      words: { title: 'Blatt 1', kind: 'plan-drawing' },
    })),
    takeDownDocument: inDraft(async (draft) => ({ key: await world.document(draft), reason: 'Falsche Anlage' })), // prettier-ignore
    layOutText: inDraft(async (draft) => ({ key: await world.textDraft(draft) })),
    discardTextDraft: inDraft(async (draft) => ({ key: await world.textDraft(draft) })),
    addFeature: inDraft(() => ({ feature: { ...FEATURE, geometry: GEOMETRY } })),
    describeFeature: inDraft(async (draft) => ({ id: await world.feature(draft), feature: FEATURE })),
    removeFeature: inDraft(async (draft) => ({ id: await world.feature(draft) })),
    addLayer: inDraft(() => ({ layer: LAYER })),
    removeLayer: inDraft(async (draft) => ({ id: await world.layer(draft) })),
  };
};

/** What came in, and what of it is shown. */
export const takingIn = (world: MatrixWorld): Record<string, Sample> => {
  const { it } = world;
  const reason = 'Ein Name steht noch da.';
  const copy = { source: SAME, words: [], authorLabel: 'Eine Bürgerin', files: [] };
  return {
    submitStatement: () => ({ input: aStatement(it.world.procedure) }),
    enterStatement: () => ({
      input: aStatement(it.world.procedure),
      entry: { channel: 'letter', receivedOn: inDays(-1) },
    }),
    withdrawStatement: async ({ account }) => ({
      number: (await world.statement({}, it.world.procedure, account?.id ?? null)).number,
    }),
    proposeRelease: async () => ({ number: (await world.statement()).number, copy }),
    releaseStatement: async () => ({ number: await world.proposed() }),
    sendBackRelease: async () => ({ number: await world.proposed(), reason }),
    retractRelease: async () => ({ number: await world.released(), reason }),
    objectToRelease: async () => {
      const { number, code } = await world.shown();
      return { number, code, reason };
    },
  };
};

/** Who works on what, and what is taken out. */
export const sharingWork = (world: MatrixWorld): Record<string, Sample> => ({
  assignCases: async () => ({
    numbers: [(await world.statement()).number],
    assignment: { dueOn: inDays(3) },
  }),
  undoCaseAction: async ({ account }) => ({ id: await world.handover(account?.id ?? null) }),
  saveCaseView: () => ({ name: 'Meine', query: 'wer=me' }),
  removeCaseView: async ({ account }) => ({ id: await world.view(account?.id ?? null) }),
  exportCases: () => ({ format: 'csv', hasAuthors: false }),
  'exportCases: with names': () => ({ format: 'csv', hasAuthors: true }),
});

/** From the recommendation to the letter. */
export const weighingUp = (world: MatrixWorld): Record<string, Sample> => {
  const sectionOf = (number: string) =>
    world.with('clerk', WeighingService, async (service) => (await service.open(number)).sections[0]!.id!);
  const inspection = { topic: 'Linden', place: 'Rathaus', hours: 'Mo–Fr 9–12 Uhr' };
  return {
    saveRecommendation: async () => ({
      number: (await world.statement()).number,
      recommendation: RECOMMENDATION,
    }),
    markSection: async () => ({ number: (await world.statement()).number, quote: 'alten Linden' }),
    dropSection: async () => {
      const { number } = await world.statement();
      const mark = (service: RecommendationService) => service.mark(number, 'alten Linden');
      return { number, sectionId: (await world.with('clerk', RecommendationService, mark)).id };
    },
    saveTextBlock: () => ({ block: { title: 'Linden', text: 'Die Linden bleiben.' } }),
    removeTextBlock: async () => ({ id: await world.block() }),
    answerStatement: async () => ({
      number: (await world.statement()).number,
      answer: { ...ANSWER, decidedOn: inDays(0) },
    }),
    decideStatement: async () => {
      const { number } = await world.recommended();
      const part = { sectionId: await sectionOf(number), outcome: 'noted', text: 'Wir haben es gelesen.' };
      return { number, decision: { ...DECIDED, parts: [part] } };
    },
    takeDecision: async () => {
      const procedure = await world.open();
      await world.recommended(procedure);
      return { slug: procedure.slug, decision: DECIDED, except: [] };
    },
    announceInspection: async () => {
      const { procedure, sample } = await world.manyAlike();
      return { slug: procedure.slug, inspection: { ...inspection, sample } };
    },
    startLetterRun: async () => ({ slug: (await world.lettersWait()).slug }),
    markLettersPosted: async () => ({ runId: await world.letterRun(), postedOn: inDays(0) }),
    mailAnswerAgain: async () => ({ number: (await world.answered()).number }),
  };
};

/** The town, and who works with it. */
export const settingTheTown = (world: MatrixWorld): Record<string, Sample> => {
  const set = (more: () => object) => async () => ({ version: await world.townVersion(), ...more() });
  const isNew = () => `Neu ${randomUUID()}`;
  const empty = Object.fromEntries(
    'post inPerson phoneForRecord otherAccess answerClosing noticeFooter contactName contactRole contactPhone contactMail'
      .split(' ')
      .map((name) => [name, '']),
  );
  const contact = { name: 'Karin Probe', role: 'Stadtplanung', phone: '03441 000-214', mail: 'plan@zeitz.example' }; // prettier-ignore
  const svg =
    '<svg xmlns="http://www.w3.org/2000/svg" width="6" height="2"><rect width="6" height="2"/></svg>';
  return {
    setTownLook: set(() => ({
      look: { name: 'Zeitz', fullName: 'Stadt Zeitz', claim: isNew(), colour: '#1f4e79' },
    })),
    setTownPicture: set(() => ({ picture: { alt: isNew(), remove: false, svg } })),
    setTownContact: set(() => ({ contact: { ...contact, role: isNew() } })),
    setTownLegal: set(() => ({
      legal: { imprint: isNew(), privacy: 'Datenschutz', accessibility: 'Erklärung' },
    })),
    setTownDefaults: set(() => ({ defaults: { ...empty, post: isNew() } })),
    setTownRules: set(() => ({ rules: { releaseByTwo: true, objectionDays: randomInt(1, 1_000) % 15 } })),
    restoreTown: async () => {
      await world.says(isNew());
      return set(() => ({ number: 1 }))();
    },
    grantRole: () => ({ grant: { mail: `${randomUUID()}@mail.example`, role: 'reader' } }),
    endRole: async () => ({ id: await world.membership(world.guest) }),
    endInvitation: async () => ({ id: (await world.invitation('neu@mail.example')).id }),
    acceptInvitation: ({ account }) => world.invitation(account?.mail ?? 'neu@mail.example'),
  };
};

/** What is asked about the bodies that speak in every town. */
export const institutions = ({ it: { product } }: MatrixWorld): Record<string, Sample> => {
  const link: Sample = ({ account }) => aLink(product, account?.mail ?? 'neu@mail.example');
  const foreign = async () => aSpeaker(product, await aPerson(product, 'Frida Fremd'), 'coordinator');
  return {
    institutions: none,
    myInstitutions: none,
    registerInstitution: () => ({ institution: { name: `Amt ${randomUUID()}`, mail: 'amt@mail.example' } }),
    institutionInvitation: link,
    acceptInstitutionInvitation: link,
    inviteMember: async ({ institution }) => ({
      member: {
        institution: institution ?? (await foreign()),
        mail: 'neu@mail.example',
        role: 'coordinator',
      },
    }),
    'inviteMember: of another one': async () => ({
      member: { institution: await foreign(), mail: 'neu@mail.example', role: 'coordinator' },
    }),
    endMember: async () => ({ id: (await aLink(product, 'weg@mail.example')).id }),
  };
};
