import { randomUUID } from 'node:crypto';
import { createRequire } from 'node:module';
import { Readable } from 'node:stream';

import type { Subject } from '../../backend/src/contribution/dialogue.entity.ts';
import type { Product } from './product.ts';
import { source, type ProcedureText } from './texts.ts';
import { idOf } from './world.ts';

const backend = createRequire(new URL('../../backend/package.json', import.meta.url));

type Town = { id: string; slug: string };

/** A comment of the demonstration, with the answers to it. */
interface CommentText {
  text: string;
  name?: string | null;
  official?: true;
  answers?: CommentText[];
}

/** A drawing (SVG) that becomes the picture, and its words for those who do not see it. */
interface PictureText {
  kind: 'picture';
  file: string;
  alt: string;
}

/** A dialogue of the demonstration; `ratings` are how many agree, say neither, and disagree. */
export interface DialogueText {
  title: string;
  lead: string;
  categories: string[];
  /** What is spoken about, a picture by its drawing beside the texts; a question where nothing is said. */
  subject?: Exclude<Subject, { kind: 'picture' }> | PictureText;
  /** When it was held, where that is not now. */
  inDays?: number;
  contributions: {
    title: string;
    text: string;
    category?: string;
    name: string | null;
    /** Longitude and latitude. */
    place?: [number, number];
    ratings: [number, number, number];
    comments: CommentText[];
    /** Where it can be told who wrote it. */
    email?: string;
    /** What a moderator decided about it. */
    decided?: {
      decision: 'hidden';
      reason: string;
      provision: string;
      isWarning?: true;
      suspendDays?: number;
    };
    /** What somebody reported, and nobody has decided yet. */
    reported?: { ground: 'personal-data'; text: string };
    /** What the town answered. */
    answer?: { becomes: 'planned' | 'declined'; text: string; office: string };
  }[];
}

const DAY = 86_400_000;
const VALUES = ['agree', 'neutral', 'disagree'] as const;

/** Opens the dialogues of a procedure, and lets people contribute, comment and rate. */
export async function holdDialogues(world: Product, town: Town, procedure: ProcedureText): Promise<void> {
  for (const {
    contributions,
    inDays,
    subject = { kind: 'question' as const },
    ...words
  } of procedure.dialogues) {
    const rules = { moderation: 'after', contributeBy: 'everybody', rateBy: 'everybody' } as const;
    const input = { ...words, ...rules, subject: await subjectOf(world, town, { procedure, subject }) };
    world.clock.set(inDays === undefined ? null : new Date(Date.now() + inDays * DAY));
    const { key, procedureId } = await world.as(town, () => world.dialogues.open(procedure.slug, input));
    for (const { ratings, comments, name, place, answer, decided, reported, ...said } of contributions) {
      const id = idOf(`${town.slug}/${procedure.slug}/${key}/${said.title}`);
      const contribution = {
        id,
        procedure: procedure.slug,
        dialogue: key,
        ...said,
        ...(name && { authorName: name }),
        ...(place && { place: { type: 'Point' as const, coordinates: place } }),
      };
      await world.asCitizen(town, () => world.contributing.contribute(contribution));
      await rates(world, town, { id, ratings });
      for (const comment of comments) await says(world, town, { on: id, comment });
      if (decided) {
        const decision = { kind: 'contribution' as const, id, basis: 'rules' as const, ...decided };
        await world.as(town, () => world.deciding.decide(decision));
      }
      if (reported) {
        const report = { id: idOf(`report/${id}`), kind: 'contribution' as const, subject: id, ...reported };
        await world.asCitizen(town, () => world.reports.report(report));
      }
      if (answer) {
        const given = { id: idOf(`answer/${id}`), procedureId, contributionIds: [id], ...answer };
        await world.as(town, () => world.townAnswers.say(given));
      }
    }
  }
  world.clock.set(null);
}

/** A drawing is sent up as a picture. */
async function subjectOf(
  world: Product,
  town: Town,
  { procedure, subject }: { procedure: ProcedureText; subject: NonNullable<DialogueText['subject']> },
) {
  if (subject.kind !== 'picture') return subject;
  const sharp = backend('sharp') as typeof import('sharp').default;
  const picture = await sharp(Buffer.from(source(procedure, subject.file)))
    .png()
    .toBuffer();
  const { id, token } = await world.visit(town, () =>
    world.uploads.keep('entwurf.png', Readable.from([picture])),
  );
  return { kind: subject.kind, fileId: id, fileToken: token, alt: subject.alt };
}

async function rates(
  world: Product,
  town: Town,
  { id, ratings }: { id: string; ratings: [number, number, number] },
): Promise<void> {
  for (const [index, count] of ratings.entries())
    for (let voter = 0; voter < count; voter += 1) {
      const rating = { contribution: id, value: VALUES[index]!, voter: randomUUID() };
      await world.asCitizen(town, () => world.contributions.rate(rating));
    }
}

async function says(
  world: Product,
  town: Town,
  { on, comment, parent }: { on: string; comment: CommentText; parent?: string },
): Promise<void> {
  const { text, name, official, answers = [] } = comment;
  const said = {
    id: randomUUID(),
    contribution: on,
    text,
    ...(parent && { parent }),
    ...(name && { authorName: name }),
  };
  const as = official ? world.as : world.asCitizen;
  await as(town, () => world.commenting.comment(said));
  for (const answer of answers) await says(world, town, { on, comment: answer, parent: said.id });
}
