import { randomUUID } from 'node:crypto';
import { createRequire } from 'node:module';

import { mail, POINT, PROCEDURE, type Said, type Work } from './citizens.ts';

const backend = createRequire(new URL('../../backend/package.json', import.meta.url));
const { PDFDocument } = backend('pdf-lib') as typeof import('pdf-lib');

const DAY = new Date().toISOString().slice(0, 10);
const CLERK = 'planung';
/** Where the town's maps come from: the one foreign host that its pages ask. */
export const MAPS = 'karten.example';
const AREA = {
  type: 'Polygon',
  coordinates: [[[12.13, 51.04], [12.15, 51.04], [12.15, 51.06], [12.13, 51.06], [12.13, 51.04]]], // prettier-ignore
};
const PDF = await onePage();
const PNG = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==','base64'); // prettier-ignore

async function onePage(): Promise<Buffer> {
  const document = await PDFDocument.create();
  document.addPage();
  return Buffer.from(await document.save());
}

/** Opens a dialogue with hostile words and answers its address and its categories. */
export async function openDialogue({
  pen,
  writer,
}: Work): Promise<{ dialogue: string; categories: string[] }> {
  const categories = [pen.text(80), pen.text(80), pen.text(80)];
  const rules = { moderation: 'after', contributeBy: 'everybody', rateBy: 'everybody' };
  const film = pen.form(`https://film.example/§'onmouseover='__hit()'`);
  const dialogue = {
    ...{ title: pen.text(160), lead: pen.text(4_000), categories, ...rules },
    subject: { kind: 'video', address: film, key: pen.text(60) },
  };
  const { key } = await writer.write<{ key: string }>(
    'OpenDialogue',
    { procedure: PROCEDURE, dialogue },
    CLERK,
  );
  await writer.write('ChangeDialogue', { procedure: PROCEDURE, key, dialogue }, CLERK);
  return { dialogue: key, categories };
}

/** Opens a dialogue about a picture, which is described by hostile words, and answers its address. */
export async function openPicture({ pen, writer, upload }: Work): Promise<string> {
  const file = await upload('x.png', PNG);
  const dialogue = {
    ...{ title: pen.text(160), lead: pen.text(400), categories: [] },
    ...{ moderation: 'after', contributeBy: 'everybody', rateBy: 'everybody' },
    subject: { kind: 'picture', fileId: file.id, fileToken: file.token, alt: pen.text(300) },
  };
  const opened = { procedure: PROCEDURE, dialogue };
  return (await writer.write<{ key: string }>('OpenDialogue', opened, CLERK)).key;
}

/** The town's own words, all of them. */
export async function setTown({ pen, writer }: Work, version: number): Promise<void> {
  const set = (operation: string, more: object, step: number) =>
    writer.write(operation, { version: version + step, ...more }, 'admin');
  const phone = () => pen.form('0341 §"<');
  const look = { name: pen.text(80), fullName: pen.text(120), claim: pen.text(300), colour: '#1f4e79' };
  await set('SetTownLook', { look }, 0);
  const contact = {
    ...{ name: pen.text(120), role: pen.text(120), phone: phone(), mail: mail(pen), street: pen.text(120) },
    ...{ postcode: pen.form('"§'), place: pen.text(120), hours: pen.text(300) },
  };
  await set('SetTownContact', { contact }, 1);
  const legal = {
    imprint: pen.text(50_000),
    privacy: pen.text(5_000),
    accessibility: pen.text(5_000),
    dialogueRules: pen.text(2_000),
  };
  await set('SetTownLegal', { legal }, 2);
  const defaults = {
    ...{ post: pen.text(500), inPerson: pen.text(500), phoneForRecord: pen.text(500) },
    ...{ otherAccess: pen.text(1_000), answerClosing: pen.text(1_000), noticeFooter: pen.text(2_000) },
    ...{
      contactName: pen.text(120),
      contactRole: pen.text(120),
      contactPhone: phone(),
      contactMail: mail(pen),
    },
  };
  await set('SetTownDefaults', { defaults }, 3);
  const svg =
    '<svg xmlns="http://www.w3.org/2000/svg" width="6" height="2"><rect width="6" height="2"/></svg>';
  await set('SetTownPicture', { picture: { alt: pen.text(255), remove: false, svg } }, 4);
  await set('SetTownRules', { rules: { releaseByTwo: false, objectionDays: 0 } }, 5);
}

/** A procedure from the empty form to its end, with everything that can be said about it; answers its address. */
export async function holdProcedure(work: Work): Promise<{ slug: string; text: string }> {
  const { pen, writer } = work;
  const start = { lawProfile: 'informal', kind: 'konzept', title: pen.text(200) };
  const { slug } = await writer.write<{ slug: string }>('BeginProcedure', { start }, CLERK);
  const change = {
    ...{ title: pen.text(200), teaser: pen.text(300), summary: pen.text(5_000), placeLabel: pen.text(200) },
    ...{ contactName: pen.text(120), contactRole: pen.text(200), contactPhone: pen.form('0341 §"<') },
    ...{ contactMail: mail(pen), byPost: pen.text(500), inPerson: pen.text(500), byPhone: pen.text(200) },
    ...{ otherAccess: pen.text(1_000), notice: pen.text(20_000), topic: 'verkehr' },
    ...{ firstDay: DAY, lastDay: later(40) },
  };
  await writer.write('ChangeProcedure', { slug, change }, CLERK);
  await writer.write('CopyProcedure', { slug, title: pen.text(200) }, CLERK);
  const { procedure, key, text } = await layOut(work, slug);
  await writer.write('PublishProcedure', { slug, wish: { reason: pen.text(1_000) } }, CLERK);
  await writer.write('TakeDownDocument', { procedure, key, reason: pen.text(1_000) }, CLERK);
  const next = (days: number) => ({ slug, change: { lastDay: later(days), reason: pen.text(1_000) } });
  await writer.write('ExtendPeriod', next(60), CLERK);
  await writer.write('InterruptPeriod', { slug, reason: { text: pen.text(1_000) } }, CLERK);
  await writer.write('ResumePeriod', next(90), CLERK);
  return { slug, text };
}

/** What is laid out: documents, a text, drawings, layers. */
async function layOut({ pen, writer, plan, asks }: Work, slug: string): Promise<LaidOut> {
  const pdf = (name: string) => plan({ slug, what: 'document', name, content: PDF });
  const names = ['"><svg onload=__hit()>§.pdf', `'-__hit()-'§.pdf`].map((name) => pen.form(name));
  writer.mark('files.plan.name', ...names);
  const [upload, other, waiting] = [await pdf(names[0]!), await pdf(names[0]!), await pdf(names[1]!)];
  const [title, content] = [pen.text(150), pen.text(20_000)];
  writer.mark('files.plan.title', title);
  writer.mark('files.plan.text', content);
  const text = await plan({ slug, what: 'text', name: 'x.md', title, content });
  const properties = { name: pen.text(300), note: pen.text(500), kind: pen.text(40) };
  writer.mark('files.plan.drawing', ...Object.values(properties));
  const drawn = { type: 'Feature', properties, geometry: AREA };
  const collection = (...features: object[]) => JSON.stringify({ type: 'FeatureCollection', features });
  await plan({ slug, what: 'outline', name: 'x.json', content: collection({ ...drawn, properties: {} }) });
  void waiting;
  await plan({ slug, what: 'drawing', name: 'x.json', content: collection(drawn) });
  const { deskPlan } = await asks<{ deskPlan: DeskPlan }>('DeskPlanPage', { procedure: slug }, CLERK);
  const asked = { procedure: deskPlan.procedureId };
  const naming = (one: string) => ({ upload: one, title: pen.text(300), kind: 'other', language: 'de' });
  const documents = [naming(upload), naming(other)];
  await writer.write('TakeInDocuments', { ...asked, documents }, CLERK);
  const again = await asks<{ deskPlan: DeskPlan }>('DeskPlanPage', { procedure: slug }, CLERK);
  const { key } = again.deskPlan.documents[0]!;
  await writer.write(
    'DescribeDocument',
    { ...asked, key, words: { title: pen.text(300), kind: 'other' } },
    CLERK,
  );
  await writer.write('LayOutText', { ...asked, key: text }, CLERK);
  await draw(again.deskPlan, { pen, writer });
  return { procedure: asked.procedure, key: again.deskPlan.documents[1]!.key, text };
}

/** What the map shows, and which maps lie below it. */
async function draw(plan: DeskPlan, { pen, writer }: Pick<Work, 'pen' | 'writer'>): Promise<void> {
  const asked = { procedure: plan.procedureId };
  const feature = () => ({ name: pen.text(300), kind: pen.text(40), note: pen.text(500) });
  await writer.write('AddFeature', { ...asked, feature: { ...feature(), geometry: POINT } }, CLERK);
  await writer.write('DescribeFeature', { ...asked, id: plan.features[0]!.id, feature: feature() }, CLERK);
  const url = pen.form(`https://${MAPS}/wms?map=§"><img src=x onerror=__hit()>`);
  await writer.write(
    'AddLayer',
    { ...asked, layer: { title: pen.text(200), url, layers: pen.text(1_000) } },
    CLERK,
  );
}

interface LaidOut {
  procedure: string;
  /** Of a document. */
  key: string;
  /** The key of the text. */
  text: string;
}

interface DeskPlan {
  procedureId: string;
  documents: { key: string }[];
  features: { id: string }[];
}

/** Recommends, decides and answers. */
export async function weigh({ pen, writer, asks }: Work, letters: Said[]): Promise<void> {
  const [first, second, third, fourth] = letters.map(({ number }) => number);
  await writer.write('SaveTextBlock', { block: { title: pen.text(120), text: pen.text(10_000) } }, CLERK);
  await writer.write('SaveCaseView', { name: pen.text(80), query: 'wer=nobody' }, CLERK);
  await writer.write(
    'AssignCases',
    { numbers: [first], assignment: { assignee: 'nobody', dueOn: DAY } },
    CLERK,
  );
  const words = () => ({ outcome: 'noted', text: pen.text(20_000), summary: pen.text(2_000), after: 0 });
  const recommend = (number: string | undefined, isReady: boolean) =>
    writer.write('SaveRecommendation', { number, recommendation: { ...words(), isReady } }, CLERK);
  await recommend(fourth, true);
  const { weighing } = await asks<Weighing>('WeighingPage', { number: fourth }, CLERK);
  const parts = [{ sectionId: weighing.sections[0]!.id, outcome: 'noted', text: pen.text(20_000) }];
  const decision = () => ({ decidedOn: DAY, body: pen.text(200) });
  await writer.write('DecideStatement', { number: fourth, decision: { ...decision(), parts } }, CLERK);
  await recommend(second, true);
  await writer.write('TakeDecision', { slug: PROCEDURE, decision: decision(), except: [] }, CLERK);
  const answer = { outcome: 'noted', text: pen.text(20_000), ...decision() };
  await writer.write('AnswerStatement', { number: third, answer }, CLERK);
  await recommend(first, false);
  const { weighing: told } = await asks<Weighing>('WeighingPage', { number: first }, CLERK);
  const quote = told.statement.text.slice(-60);
  await writer.write('MarkSection', { number: first, quote }, CLERK);
}

interface Weighing {
  weighing: { sections: { id: string }[]; statement: { text: string } };
}

/** Makes public copies: one is released and taken back, one given back, one shown to its author, who objects. */
export async function release({ pen, writer }: Work, { letters, version }: Released): Promise<void> {
  const [first, second, third, fourth] = letters;
  const copy = () => ({
    source: pen.text(20_000),
    words: [pen.text(300)],
    authorLabel: pen.text(120),
    files: [],
  });
  const propose = ({ number }: Said) =>
    writer.write('ProposeRelease', { number, copy: copy() }, 'sachbearbeitung');
  for (const letter of letters) await propose(letter);
  await writer.write('ReleaseStatement', { number: fourth!.number }, 'moderation');
  await writer.write('ReleaseStatement', { number: third!.number }, 'moderation');
  await writer.write('RetractRelease', { number: third!.number, reason: pen.text(1_000) }, 'moderation');
  await writer.write('SendBackRelease', { number: second!.number, reason: pen.text(1_000) }, 'moderation');
  const rules = { releaseByTwo: true, objectionDays: 14 };
  await writer.write('SetTownRules', { version, rules }, 'admin');
  await writer.write('ReleaseStatement', { number: first!.number }, 'moderation');
  const { number, code } = first!;
  await writer.write('ObjectToRelease', { number, code, reason: pen.text(1_000) });
}

interface Released {
  letters: Said[];
  version: number;
}

/** Takes a letter in from paper, asks for tables, and lays the answer to many out in the town hall. */
export async function administer({ pen, writer }: Work, sample: string): Promise<void> {
  const author = { kind: 'person', isAnonymous: false, answerBy: 'none', name: pen.text(200) };
  const about = {};
  const input = { id: randomUUID(), procedure: PROCEDURE, text: pen.text(3_000), about, files: [], author, mayPublish: true }; // prettier-ignore
  await writer.write('EnterStatement', { input, entry: { channel: 'letter', receivedOn: DAY } }, 'erfassung');
  const table = { procedure: PROCEDURE, hasAuthors: true };
  await writer.write('ExportCases', { ...table, format: 'xlsx' }, 'sachbearbeitung');
  await writer.write('ExportCases', { ...table, format: 'csv', search: pen.text(200) }, 'sachbearbeitung');
  const elsewhere = { hasAuthors: false, format: 'csv', procedure: pen.text(80), after: pen.text(200) };
  await writer.write('ExportCases', elsewhere, 'sachbearbeitung');
  await writer.write('ExportCases', { ...table, format: 'csv' }, 'sachbearbeitung');
  const inspection = { sample, topic: pen.text(500), place: pen.text(500), hours: pen.text(500) };
  await writer.write('AnnounceInspection', { slug: PROCEDURE, inspection }, CLERK);
}

/** Names that people outside the town give. */
export async function register({ pen, writer, asks }: Work): Promise<void> {
  await writer.write(
    'RegisterInstitution',
    { institution: { name: pen.text(200), mail: mail(pen) } },
    'land',
  );
  const { myInstitutions } = await asks<Own>('OwnInstitutionsPage', {}, 'behoerde');
  const member = { institution: myInstitutions.institutions[0]!.id, mail: mail(pen), role: 'coordinator' };
  await writer.write('InviteMember', { member }, 'behoerde');
  await writer.write('GrantRole', { grant: { mail: mail(pen), role: 'reader' } }, 'admin');
}

interface Own {
  myInstitutions: { institutions: { id: string }[] };
}

/** A local date some days from today. */
export const later = (days: number): string =>
  new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
