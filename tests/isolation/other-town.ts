import { randomUUID } from 'node:crypto';

import { idOf } from '../operations.ts';
import { ask } from '../portal.ts';

/** What the other town's statement says; it must be seen nowhere but there. */
export const SECRET = `Geheimwort ${randomUUID()}`;

interface Call {
  operation: string;
  variables: object;
  town: string;
  cookie?: string | undefined;
}

let networks = 0;

/** A loopback address of a network that nobody asked from yet: who tries many codes from one would be stopped. */
export const anotherNetwork = (): string => {
  networks += 1;
  return `127.${(networks >> 8) + 64}.${networks & 255}.1`;
};

/** Asks one trusted document at a town's host; the trace id, which is another one every time, is taken out. */
export async function call({ operation, variables, town, cookie }: Call): Promise<string> {
  const { text } = await ask('/graphql', {
    town,
    from: anotherNetwork(),
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(cookie && { cookie }) },
    body: JSON.stringify({ id: idOf(operation), variables }),
  });
  return text.replace(/"trace":"[^"]*"/g, '"trace":""');
}

async function data<T>(operation: string, variables: object, town: string): Promise<T> {
  const text = await call({ operation, variables, town });
  const { data: found, errors } = JSON.parse(text) as { data: T | null; errors?: unknown };
  if (!found || errors) throw new Error(`${operation} at ${town}: ${text}`);
  return found;
}

interface Procedure {
  slug: string;
  title: string;
  documents: { id: string; version: number }[];
  texts: { key: string }[];
  features: { id: string; name: string }[];
}

/** Everything of one town that another one could be asked for, and words by which it would be recognised. */
export interface OtherTown {
  slug: string;
  procedure: Procedure;
  paragraphId: string;
  number: string;
  code: string;
  receipt: string;
  file: { id: string; token: string };
  /** Something said in a dialogue there, with what opens its receipt. */
  contribution: Said;
  markers: string[];
}

/** Looks a town up at its own host, and leaves there a statement of ours and a file in quarantine. */
export async function lookUp(town: string): Promise<OtherTown> {
  const { procedures } = await data<{
    procedures: { nodes: { slug: string; title: string; teaser: string }[] };
  }>('FindProcedures', { filter: {}, sort: 'endsNext', page: 1 }, town);
  const open = procedures.nodes.find(({ slug }) => slug === 'gewerbe-west')!;
  const { procedure } = await data<{ procedure: Procedure }>('ProcedurePage', { slug: open.slug }, town);
  const { planText } = await data<{
    planText: { blocks: { id: string | null; text: string; kind: string }[] };
  }>('PlanTextPage', { procedure: open.slug, key: procedure.texts[0]!.key, version: null }, town);
  const paragraph = planText.blocks.find(({ id, kind }) => id && kind === 'paragraph')!;
  const voices = await Promise.all(procedures.nodes.map(({ slug }) => voicesOf(slug, town)));
  const { number, code } = await send(open.slug, town);
  const { receipt } = await data<{ receipt: { receiptJson: string } }>('OpenReceipt', { number, code }, town);

  return {
    slug: town,
    procedure,
    paragraphId: paragraph.id!,
    number,
    code,
    receipt:
      typeof receipt.receiptJson === 'string' ? receipt.receiptJson : JSON.stringify(receipt.receiptJson),
    file: await quarantined(town),
    contribution: await contributed(open.slug, town),
    markers: [
      SECRET,
      paragraph.text.slice(0, 60),
      ...procedures.nodes.flatMap(({ title, teaser }) => [title, teaser.slice(0, 60)]),
      ...voices.flat().map((text) => text.slice(0, 60)),
    ],
  };
}

async function voicesOf(procedure: string, town: string): Promise<string[]> {
  const variables = { procedure, paragraphId: null, outcome: null, page: 1 };
  const { voices } = await data<{ voices: { nodes: { text: string }[] } }>('VoicesPage', variables, town);
  return voices.nodes.map(({ text }) => text);
}

/** The input of a statement without a name. */
export const statementTo = (
  procedure: string,
  more: { about?: object; files?: object[]; text?: string } = {},
) => ({
  id: randomUUID(),
  procedure,
  text: SECRET,
  about: {},
  files: [],
  author: { kind: 'person', isAnonymous: true, answerBy: 'none' },
  mayPublish: true,
  ...more,
});

async function send(procedure: string, town: string): Promise<{ number: string; code: string }> {
  const { submitStatement } = await data<{ submitStatement: { number: string; code: string } }>(
    'SubmitStatement',
    { input: statementTo(procedure) },
    town,
  );
  return submitStatement;
}

interface Said {
  id: string;
  dialogue: string;
  number: string;
  code: string;
}

async function contributed(procedure: string, town: string): Promise<Said> {
  const { dialogues } = await data<{ dialogues: { key: string }[] }>(
    'ProcedurePage',
    { slug: procedure },
    town,
  );
  const [id, dialogue] = [randomUUID(), dialogues[0]!.key];
  const contribution = { id, procedure, dialogue, title: SECRET, text: SECRET };
  const sent = await data<{ contribute: { number: string; code: string } }>(
    'Contribute',
    { contribution },
    town,
  );
  return { id, dialogue, ...sent.contribute };
}

/** A file that was handed in at the town's host and is not yet claimed. */
async function quarantined(town: string): Promise<{ id: string; token: string }> {
  const part = `--x\r\ncontent-disposition: form-data; name="file"; filename="a.txt"\r\ncontent-type: text/plain\r\n\r\n${SECRET}\r\n--x--\r\n`;
  const { text } = await ask('/files', {
    town,
    method: 'POST',
    headers: {
      'content-type': 'multipart/form-data; boundary=x',
      'content-length': String(Buffer.byteLength(part)),
    },
    body: part,
  });
  const { id, token } = JSON.parse(text) as { id: string; token: string };
  return { id, token };
}
