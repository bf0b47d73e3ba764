import { beforeAll, describe, expect, test } from '@jest/globals';
import { execFile, spawnSync } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';

import { RegisterJobs } from '../src/register/register.jobs.js';
import { IntakeService } from '../src/statement/intake.service.js';
import { StatementService } from '../src/statement/statement.service.js';
import { testApp } from './app.js';
import { aProcedure, aStatement, aTown } from './builders.js';

const SCRIPT = resolve(import.meta.dirname, '../../docs/verify-receipt.mjs');
const CLIENT = resolve(import.meta.dirname, 'go');
const hasGo = spawnSync('go', ['version']).status === 0;
if (!hasGo)
  console.warn('There is no Go: the public clients of the register were not tried. apt install golang');

interface Document {
  receipt: string;
  number: string;
  salt: string;
  entry: string;
  content: { text: string; files: object[] };
  proof: { index: number; treeSize: number; hashes: string[]; checkpoint: string };
}

describe('a receipt without the portal', () => {
  const product = testApp();
  const folder = mkdtempSync(join(tmpdir(), 'mitsprache-offline-'));
  const [receiptFile, keysFile] = [join(folder, 'receipt.json'), join(folder, 'keys.json')];
  let origin: string;
  let document: Document;

  beforeAll(async () => {
    const town = await aTown(product, { slug: 'zeitz' });
    const procedure = await aProcedure(product, town);
    const inTown = <T>(work: () => Promise<T>) =>
      product.as({ tenantId: town.id, tenantSlug: town.slug }, work);
    const inputs = Array.from({ length: 270 }, () => aStatement(procedure));
    const sent: { number: string; code: string }[] = [];
    for (const input of inputs) sent.push(await inTown(() => product.get(IntakeService).submit(input)));
    await product.visit({}, () => product.get(RegisterJobs).sealAll());
    const { receiptJson } = await inTown(() =>
      product.get(StatementService).open(sent[99]!.number, sent[99]!.code),
    );
    document = JSON.parse(receiptJson) as Document;
    writeFileSync(receiptFile, receiptJson);

    // More arrives after the receipt was downloaded: its proof must hold against the newer head too.
    await inTown(() => product.get(IntakeService).submit(aStatement(procedure)));
    await product.visit({}, () => product.get(RegisterJobs).sealAll());
    await product.app.listen(0, '127.0.0.1');
    origin = `http://127.0.0.1:${(product.app.getHttpServer().address() as { port: number }).port}`;
    writeFileSync(keysFile, await (await fetch(`${origin}/register/keys.json`)).text());
  }, 60_000);

  const verified = (change: (copy: Document) => void = () => undefined) => {
    const copy = structuredClone(document);
    change(copy);
    const file = join(folder, 'changed.json');
    writeFileSync(file, JSON.stringify(copy));
    return spawnSync(process.execPath, [SCRIPT, file, keysFile], { encoding: 'utf8' });
  };

  test('is verified by the script that we publish', () => {
    const { status, stdout } = spawnSync(process.execPath, [SCRIPT, receiptFile, keysFile], {
      encoding: 'utf8',
    });
    expect(stdout).toMatch(new RegExp(`Receipt ${document.number} of zeitz: arrived .*, in time`));
    expect(stdout).toMatch(/has it as number \d+ of 270/);
    expect(status).toBe(0);
  });

  test.each<[string, (copy: Document) => void]>([
    ['one letter of the text', (copy) => (copy.content.text = copy.content.text.replace('a', 'e'))],
    ['a file that was not sent', (copy) => copy.content.files.push({ name: 'a.pdf' })],
    ['another number', (copy) => (copy.number = '000-000-000')],
    ['another salt', (copy) => (copy.salt = '00'.repeat(32))],
    ['a signature that is not ours', (copy) => (copy.receipt = copy.receipt.replace(/.{8}$/, 'AAAAAAAA'))],
    ['another place in the register', (copy) => (copy.proof.index += 1)],
    ['a step of the proof left out', (copy) => copy.proof.hashes.pop()],
    [
      'a head of another size',
      (copy) => (copy.proof.checkpoint = copy.proof.checkpoint.replace('270', '271')),
    ],
  ])('is refused with %s', (_what, change) => {
    const { status, stdout } = verified(change);
    expect(stdout).toMatch(/WRONG/);
    expect(status).toBe(1);
  });

  test('that cannot be read says so', () => {
    expect(verified((copy) => (copy.receipt = 'x')).status).toBe(2);
  });

  (hasGo ? test : test.skip)(
    'is verified by the Go packages of the format, with every entry of the register',
    async () => {
      const { stdout } = await promisify(execFile)('go', ['run', '.', origin, receiptFile], { cwd: CLIENT });
      expect(stdout).toBe('271 entries verified\n');
    },
    120_000,
  );
});
