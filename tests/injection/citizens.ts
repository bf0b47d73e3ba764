import { randomUUID } from 'node:crypto';

import type { Pen } from './pen.ts';
import type { Writer } from './writer.ts';

export const TOWN = 'zeitz';
export const PROCEDURE = 'elsterterrassen';
/** A dialogue that is over. */
export const CLOSED = {
  procedure: 'bahnhofsvorplatz',
  dialogue: 'wie-soll-der-platz-vor-dem-bahnhof-heissen',
};

/** What opens a receipt. */
export interface Held {
  number: string;
  code: string;
}

export interface Said extends Held {
  id: string;
}

export interface Work {
  pen: Pen;
  writer: Writer;
  /** Hands a file in and answers what claims it. */
  upload: (name: string, content?: Buffer) => Promise<{ id: string; token: string }>;
  /** Sends a file to the plan of a procedure and answers what came of it. */
  plan: (file: PlanFile) => Promise<string>;
  /** Waits for a mail with such words and answers their parts. */
  mailed: (words: RegExp) => Promise<string[]>;
  /** Asks a trusted document for something. */
  asks: <Answer>(operation: string, variables: object, as: string | null) => Promise<Answer>;
}

export interface PlanFile {
  slug: string;
  what: 'document' | 'text' | 'outline' | 'drawing';
  name: string;
  title?: string;
  content: string | Buffer;
}

/** A place in the town. */
export const POINT = { type: 'Point', coordinates: [12.14, 51.05] };
const AT_ONCE = 8;
const CONTRIBUTIONS = 60;

/** Does work for every item, some at a time; answers in their order. */
export async function each<Item, Result>(
  items: Item[],
  work: (item: Item) => Promise<Result>,
): Promise<Result[]> {
  const results: Result[] = [];
  for (let start = 0; start < items.length; start += AT_ONCE)
    results.push(...(await Promise.all(items.slice(start, start + AT_ONCE).map(work))));
  return results;
}

/** Contributions, comments below the first, and a rating. */
export async function speakInDialogue(work: Work, { dialogue, categories }: Opened): Promise<Said[]> {
  const { pen, writer, upload } = work;
  const said = await each([...Array(CONTRIBUTIONS).keys()], async (index): Promise<Said> => {
    const contribution = {
      id: randomUUID(),
      ...{ procedure: PROCEDURE, dialogue, title: pen.text(160), authorName: pen.text(80) },
      text: pen.text(index < 5 ? 10_000 : 200),
      category: categories[index % categories.length],
      place: POINT,
      files: index < 4 ? [await upload(namedFile(work))] : [],
      email: mail(pen),
    };
    const sent = await writer.write<Held>('Contribute', { contribution });
    return { id: contribution.id, ...sent };
  });
  await commentOn(work, said[0]!.id);
  const rating = { contribution: said[0]!.id, value: 'agree', voter: randomUUID() };
  await writer.write('Rate', { rating });
  return said;
}

interface Opened {
  dialogue: string;
  categories: string[];
}

/** The name of a file that is a vector. */
function namedFile({ pen, writer }: Work): string {
  const name = pen.form('<svg onload=__hit()>§.txt');
  writer.mark('files.name', name);
  return name;
}

async function commentOn({ pen, writer }: Work, contribution: string): Promise<void> {
  for (let turn = 0; turn < 5; turn += 1) {
    const comment = { id: randomUUID(), contribution, text: pen.text(4_000), authorName: pen.text(80) };
    await writer.write('WriteComment', { comment });
    const answer = { ...comment, id: randomUUID(), parent: comment.id, text: pen.text(400) };
    await writer.write('WriteComment', { comment: answer });
  }
}

/** Reports with words, and what a report needs before somebody can object to its end. */
export async function report({ pen, writer }: Work, subject: string): Promise<Held> {
  const words = { ground: 'other', text: pen.text(4_000), email: mail(pen) };
  return writer.write<Held>('ReportVoice', {
    report: { id: randomUUID(), kind: 'contribution', subject, ...words },
  });
}

/** A letter of a person and one of an organisation, with files whose names are vectors. */
export async function state({ pen, writer, upload }: Work): Promise<Said[]> {
  const names = [
    '<img src=x onerror=__hit()>§.txt',
    `"><svg onload=__hit()>§.txt`,
    '§\r\nx: y.txt',
    '=1+1§.txt',
  ];
  const named = names.map((name) => pen.form(name));
  writer.mark('files.name', ...named);
  const files = await each(named, (name) => upload(name));
  const person = {
    ...{ kind: 'person', isAnonymous: false, answerBy: 'post', name: pen.text(200), email: mail(pen) },
    ...{ street: pen.text(200), postcode: pen.form('"§'), place: pen.text(120) },
  };
  const organisation = { ...person, kind: 'organisation', organisation: pen.text(200), answerBy: 'email' };
  const about = { geometry: POINT };
  const letters = [
    { ...common(), text: pen.text(50_000), about, files, author: person },
    { ...common(), text: pen.text(3_000), about: {}, files: [], author: organisation },
    { ...common(), text: pen.text(3_000), about: {}, files: [], author: person },
    { ...common(), text: pen.text(3_000), about: {}, files: [], author: organisation },
  ];
  return each(letters, async (input) => ({
    id: input.id,
    ...(await writer.write<Held>('SubmitStatement', { input })),
  }));
}

/** More than fifty letters of the same words, so that the result may be laid out for all of them. */
export async function agree({ pen, writer }: Work): Promise<string> {
  const text = pen.text(600);
  const author = { kind: 'person', isAnonymous: true, answerBy: 'none' };
  const sent = await each([...Array(52).keys()], () =>
    writer.write<Held>('SubmitStatement', { input: { ...common(), text, about: {}, files: [], author } }),
  );
  return sent[0]!.number;
}

const common = () => ({ id: randomUUID(), procedure: PROCEDURE, mayPublish: true });

/** An address that is one, whose name part says what RFC 5321 lets it say. */
export const mail = (pen: Pen): string => pen.form(`'onerror='&lt{{§}}\`/x@mail.example`);
