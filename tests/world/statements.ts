import type { Product } from './product.ts';
import type { ProcedureText, StatementText } from './texts.ts';
import { idOf } from './world.ts';

type Town = { id: string; slug: string };
type Laid = { id: string; procedure: ProcedureText };

const OUTLINE: Record<'person' | 'organisation', string> = {
  person: 'Bürgerin oder Bürger',
  organisation: 'Organisation',
};

/** Sends the statements of a procedure through the intake, then releases and answers those that say so. */
export async function sayStatements(world: Product, town: Town, { id, procedure }: Laid): Promise<void> {
  const plan = await world.as(town, () => world.plans.forPublication(id));
  await world.as(town, async () => {
    const created = await world.procedures.find(id);
    created.publishedAt = world.clock.now();
  });
  for (const [index, statement] of procedure.statements.entries()) {
    const submission = idOf(`${town.slug}/${procedure.slug}/${index}`);
    const said: Said = { id: submission, procedure, statement };
    const receivedAt = instantOf(world, statement);
    if (receivedAt.getTime() > Date.now()) continue;
    await world.as(town, () => world.intake.submit(inputOf(said, plan), statement.channel, receivedAt));
    await world.as(town, () => followUp(world, said));
  }
}

interface Said {
  /** The submission id. */
  id: string;
  procedure: ProcedureText;
  statement: StatementText;
}

async function followUp(world: Product, { id, statement, procedure: { result } }: Said): Promise<void> {
  if (statement.release) {
    const authorLabel = OUTLINE[statement.author.kind];
    await world.statements.release(id, { text: statement.release.text ?? statement.text, authorLabel });
  }
  if (statement.answer && result) {
    const decidedOn = world.inDays(result.inDays);
    await world.answers.publish(id, { ...statement.answer, decidedOn, body: result.body } as never);
  }
}

function inputOf({ id, procedure, statement }: Said, plan: Plan) {
  const { kind, anonymous, name, organisation, street, postcode, place, mail } = statement.author;

  return {
    id,
    procedure: procedure.slug,
    text: statement.text,
    about: aboutOf(statement.about, plan),
    files: [],
    author: {
      kind,
      isAnonymous: anonymous ?? false,
      name,
      organisation,
      street,
      postcode,
      place,
      answerBy: street && !mail ? ('post' as const) : ('none' as const),
    },
    mayPublish: statement.consent,
  };
}

type Plan = Awaited<ReturnType<Product['plans']['forPublication']>>;

function aboutOf(about: StatementText['about'], plan: Plan) {
  if (about.text) {
    const text = plan.texts.find(({ key, isCurrent }) => key === about.text && isCurrent);
    const block = text?.blocks.find((one) => one.kind === 'paragraph' && one.number === about.paragraph);
    return block && 'id' in block ? { paragraphId: block.id as string } : {};
  }
  if (about.document) {
    const document = plan.documents.find(({ key, isCurrent }) => key === about.document && isCurrent);
    return document ? { documentId: document.id, page: Math.min(about.page ?? 1, document.pages) } : {};
  }
  if (about.feature) {
    const feature = plan.features.find(({ name }) => name === about.feature);
    return feature ? { featureId: feature.id } : {};
  }
  return about.point ? { geometry: { type: 'Point', coordinates: about.point } } : {};
}

/** The day counts from today, the time is Berlin's. */
function instantOf(world: Product, { day, time }: StatementText): Date {
  const midnight = world.calendar.startOfDay(world.inDays(day));
  const [hours = 12, minutes = 0] = time.split(':').map(Number);
  return new Date(midnight.getTime() + (hours * 60 + minutes) * 60_000);
}
