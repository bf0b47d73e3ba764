import { beforeAll, describe, expect, test } from '@jest/globals';
import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';

import { ask } from '../portal.ts';
import { contributions, rowsOf } from '../../backend/test/klimarat.ts';

const TOWN = 'wernigerode';
const PROCEDURE = 'holtemme';
const SENDERS = 8;
const texts = contributions();
if (!texts)
  console.warn(
    'The 1,100 real contributions are not here: they were not sent. Set KLIMARAT to their folder.',
  );

interface Sent {
  id: string;
  text: string;
  number: string;
  code: string;
}

test('a table is read as RFC 4180 has it', () => {
  expect(rowsOf('a,b\r\n1,"x, ""y""\nz"\n2,\n')).toEqual([
    ['a', 'b'],
    ['1', 'x, "y"\nz'],
    ['2', ''],
  ]);
});

(texts ? describe : describe.skip)('1,100 real contributions', () => {
  let sent: Sent[];

  beforeAll(async () => {
    sent = await inTurns(texts!, send);
  }, 300_000);

  test('arrive through the form, each with a number of its own', () => {
    expect(sent).toHaveLength(texts!.length);
    expect(sent.length).toBeGreaterThan(1_000);
    expect(new Set(sent.map(({ number }) => number)).size).toBe(sent.length);
  });

  test('have each a receipt with their text, equal to the byte', async () => {
    const receipts = await inTurns(sent, async ({ number, code }) => {
      const { text } = await ask(`/api/receipts/${number}/${code}/receipt.json`, { town: TOWN });
      return (JSON.parse(text) as { content: { text: string } }).content.text;
    });
    const isSame = receipts.map((text, at) => Buffer.from(text).equals(Buffer.from(sent[at]!.text)));
    expect(isSame.filter((same) => !same)).toEqual([]);
  }, 120_000);

  test('are each found by a word of theirs once they are published', async () => {
    await release(sent);
    const found = await inTurns(sent, ({ text, number }) => isFound(longestWord(text), number));
    const missed = sent.filter((_, at) => !found[at]).map(({ text }) => text);
    expect(missed).toEqual([]);
  }, 300_000);
});

/** What a browser without scripts sends from the review page. */
async function send(text: string): Promise<Sent> {
  const id = randomUUID();
  const form = new URLSearchParams({
    id,
    text,
    about: 'whole',
    kind: 'person',
    anonymous: 'on',
    answerBy: 'none',
    mayPublish: 'on',
  });
  const { status, headers } = await ask(`/verfahren/${PROCEDURE}/stellungnahme?/send`, {
    town: TOWN,
    method: 'POST',
    headers: {
      'content-type': 'application/x-www-form-urlencoded',
      origin: originOf(TOWN),
      accept: 'text/html',
    },
    body: form.toString(),
  });
  const [, number, code] = /\/quittung\/([^/]+)\/([^/?]+)/.exec(headers.location ?? '') ?? [];
  if (status !== 303 || !number || !code) throw new Error(`${status} for: ${text}`);
  return { id, text, number, code };
}

const originOf = (town: string) => process.env.PORTAL_ORIGIN!.replace('://', `://${town}.`);

async function release(statements: Sent[]): Promise<void> {
  const file = join(mkdtempSync(join(tmpdir(), 'mitsprache-klimarat-')), 'ids.json');
  writeFileSync(file, JSON.stringify(statements.map(({ id, text }) => ({ id, text }))));
  const script = resolve(import.meta.dirname, 'release.ts');
  await promisify(execFile)(process.execPath, ['--disable-warning=ExperimentalWarning', script, TOWN, file], {
    env: { ...process.env, DATA_DIR: process.env.PORTAL_FOLDER, NODE_OPTIONS: '', LOG_LEVEL: 'error' },
  });
  const [{ text }] = statements as [Sent];
  for (let tries = 0; tries < 600 && (await published()) < statements.length; tries += 1) {
    await new Promise((done) => setTimeout(done, 250));
  }
  expect([text, (await published()) >= statements.length]).toEqual([text, true]);
}

const published = async () => (await voices('')).total;

/** The longest word carries most; the newest twenty of a page are looked through page by page. */
const longestWord = (text: string) =>
  text
    .match(/\p{L}[\p{L}\p{N}]*/gu)
    ?.reduce((longest, word) => (word.length > longest.length ? word : longest), '') ?? text;

async function isFound(word: string, number: string): Promise<boolean> {
  for (let page = 1; ; page += 1) {
    const { nodes, total } = await voices(word, page);
    if (nodes.some(({ label }) => label === number)) return true;
    if (page * 20 >= total) return false;
  }
}

async function voices(search: string, page = 1) {
  const query = `query Found($search: String, $page: Int!) {
    voices(procedure: "${PROCEDURE}", search: $search, page: $page) { total nodes { label } }
  }`;
  const { text } = await ask('/graphql', {
    town: TOWN,
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query, variables: { search, page } }),
  });
  const { data, errors } = JSON.parse(text) as {
    data: { voices: { total: number; nodes: { label: string }[] } } | null;
    errors?: unknown;
  };
  if (!data) throw new Error(JSON.stringify(errors));
  return data.voices;
}

/** Does the work for all items, a few at a time, and keeps their order. */
async function inTurns<Item, Result>(
  items: Item[],
  work: (item: Item) => Promise<Result>,
): Promise<Result[]> {
  const results: Result[] = [];
  let next = 0;
  const one = async () => {
    for (let at = next++; at < items.length; at = next++) results[at] = await work(items[at]!);
  };
  await Promise.all(Array.from({ length: SENDERS }, one));
  return results;
}
