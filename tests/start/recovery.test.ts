import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { ask } from '../portal.ts';
import { freePort } from '../portal.setup.ts';
import { idOf } from '../operations.ts';
import { hasEnded, isAlive, Started } from './started.ts';

const TOWN = 'zeitz';
const PROCEDURE = 'elsterterrassen';

/** One installation through its whole life; each test goes on where the one before has stopped. */
let folder: string;
let port: number;
let running: Started | null = null;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'mitsprache-start-'));
  chmodSync(folder, 0o711);
  port = await freePort();
});

afterAll(async () => {
  await running?.stop();
  rmSync(folder, { recursive: true, force: true });
});

async function start(): Promise<Started> {
  running = new Started(folder, port);
  await running.says('  Mail that was sent');
  return running;
}

async function answer<T>(operation: string, variables: object): Promise<T> {
  const { text } = await ask('/graphql', {
    town: TOWN,
    port,
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ id: idOf(operation), variables }),
  });
  const { data } = JSON.parse(text) as { data: T | null };
  if (!data) throw new Error(text);
  return data;
}

interface Receipt {
  number: string;
  code: string;
  text: string;
}

async function submit(text: string): Promise<Receipt> {
  const author = { kind: 'person', isAnonymous: false, name: 'Erika Beispiel', answerBy: 'none' };
  const input = {
    id: randomUUID(),
    procedure: PROCEDURE,
    text,
    about: {},
    files: [],
    author,
    mayPublish: false,
  };
  const { submitStatement } = await answer<{ submitStatement: Receipt }>('SubmitStatement', { input });
  return { ...submitStatement, text };
}

async function isKept({ number, code, text }: Receipt): Promise<void> {
  const { receipt } = await answer<{ receipt: { text: string } }>('OpenReceipt', { number, code });
  expect(receipt.text).toBe(text);
}

const DIALOGUE = 'was-fehlt-ihnen-am-ufer-der-weissen-elster';

/** A contribution to a dialogue, as the form sends it. */
async function contribute(text: string): Promise<Receipt> {
  const said = { id: randomUUID(), procedure: PROCEDURE, dialogue: DIALOGUE, title: 'Wasser', text };
  const { contribute: sent } = await answer<{ contribute: Receipt }>('Contribute', { contribution: said });
  return { ...sent, text };
}

async function isSaid({ number, code, text }: Receipt): Promise<void> {
  const { contributionReceipt } = await answer<{ contributionReceipt: { text: string } }>(
    'ContributionReceiptPage',
    { number, code },
  );
  expect(contributionReceipt.text).toBe(text);
}

describe('npm start', () => {
  const kept: Receipt[] = [];
  const said: Receipt[] = [];

  it('begins anew where the first start was cut off, and keeps what it left', async () => {
    running = new Started(folder, port);
    await running.says('first start: laying out');
    const parts = [running.server, running.database];
    for (const part of parts) process.kill(part, 'SIGKILL');
    await running.stop('SIGKILL');

    await start();
    const aside = running.lines.find((line) => line.includes('the first start had not finished'));
    expect(existsSync(join(aside!.split(' is in ')[1]!, 'secrets.json'))).toBe(true);
    expect(running.lines.filter((line) => line.includes('.localhost')).length).toBeGreaterThan(4);
  }, 180_000);

  it('ends all of it with Ctrl-C, and keeps the data', async () => {
    kept.push(await submit('Vor dem Ende von Hand.'));
    const parts = [running!.server, running!.database];
    expect(await running!.stop('SIGINT')).toBe(0);
    for (const part of parts) expect(isAlive(part)).toBe(false);
    await start();
    expect(running!.lines[0]).toMatch(/^database ready/);
    for (const receipt of kept) await isKept(receipt);
  }, 120_000);

  it('refuses a second start on the same data', async () => {
    const second = new Started(folder, await freePort());
    expect(await second.ended).toBe(1);
    expect(second.lines.at(-1)).toContain('runs on');
  });

  it.each([
    ['the database', (all: Started) => all.database],
    ['the server', (all: Started) => all.server],
  ])(
    'recovers after kill -9 of %s, with all that was acknowledged',
    async (_part, pidOf) => {
      const receipts = await Promise.all(
        Array.from({ length: 20 }, (_, index) => submit(`Stimme ${index} vor dem Abbruch.`)),
      );
      const contributions = await Promise.all(
        Array.from({ length: 20 }, (_, index) => contribute(`Beitrag ${index} vor dem Abbruch.`)),
      );
      const victim = pidOf(running!);
      process.kill(victim, 'SIGKILL');
      expect(await running!.ends()).not.toBe(0);
      expect(running!.lines.at(-1)).toContain('start again');
      await start();
      kept.push(...receipts);
      said.push(...contributions);
      for (const receipt of kept) await isKept(receipt);
      for (const receipt of said) await isSaid(receipt);
    },
    120_000,
  );

  it('takes the rest with it when it is killed itself, and recovers', async () => {
    kept.push(await submit('Vor dem letzten Abbruch.'));
    const parts = [running!.server, running!.database];
    await running!.stop('SIGKILL');
    for (const part of parts) await hasEnded(part);
    await start();
    for (const receipt of kept) await isKept(receipt);
  }, 120_000);

  it('--reset deletes everything of before and says so', async () => {
    const { databaseOwner } = JSON.parse(readFileSync(join(folder, 'secrets.json'), 'utf8')) as Record<
      string,
      string
    >;
    await running!.stop();
    running = new Started(folder, port, ['--reset', '--yes']);
    await running.says('first start: laying out');
    expect(running.lines[0]).toBe('deleted everything of before');
    expect(readFileSync(join(folder, 'secrets.json'), 'utf8')).not.toContain(databaseOwner);
    expect(existsSync(join(folder, 'register/checkpoints.log'))).toBe(false);
  }, 120_000);
});
