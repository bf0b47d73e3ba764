import { afterEach, describe, expect, test } from '@jest/globals';
import { randomBytes } from 'node:crypto';
import { createServer, type AddressInfo } from 'node:net';
import { Readable } from 'node:stream';

import { env } from './env.js';
import { scan } from './scanner.js';

/** A server that speaks clamd's INSTREAM and finds what contains EICAR. */
async function clamd(answer?: string) {
  const seen: Buffer[] = [];
  const server = createServer((socket) => {
    let bytes = Buffer.alloc(0);
    socket.on('error', () => undefined);
    socket.on('data', (part) => {
      bytes = Buffer.concat([bytes, part]);
      const content = contentOf(bytes);
      if (!content) return;
      seen.push(content);
      const found = content.includes('EICAR') ? 'stream: Eicar-Test-Signature FOUND\0' : 'stream: OK\0';
      socket.end(answer ?? found);
    });
  });
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  Object.assign(env, { CLAMAV_URL: `tcp://127.0.0.1:${(server.address() as AddressInfo).port}` });
  return { seen, close: () => new Promise((done) => server.close(done)) };
}

/** What INSTREAM carried, once its closing zero has come. */
function contentOf(bytes: Buffer): Buffer | null {
  const command = 'zINSTREAM\0';
  if (!bytes.toString('latin1').startsWith(command)) return null;
  const parts: Buffer[] = [];
  for (let at = command.length; at + 4 <= bytes.length;) {
    const length = bytes.readUInt32BE(at);
    if (length === 0) return Buffer.concat(parts);
    parts.push(bytes.subarray(at + 4, at + 4 + length));
    at += 4 + length;
  }
  return null;
}

afterEach(() => void Object.assign(env, { CLAMAV_URL: undefined }));

describe('a scan', () => {
  test('says clean or infected, and sends every byte', async () => {
    const scanner = await clamd();
    const content = randomBytes(200_000);
    expect(await scan(Readable.from([content]))).toBe('clean');
    expect(scanner.seen[0]!.equals(content)).toBe(true);
    expect(await scan(Readable.from([Buffer.from('X5O!EICAR')]))).toBe('infected');
    await scanner.close();
  });

  test('never calls clean what the scanner could not read', async () => {
    const scanner = await clamd('INSTREAM size limit exceeded. ERROR\0');
    expect(await scan(Readable.from([randomBytes(10)]))).not.toBe('clean');
    await scanner.close();
  });

  test('says that nothing was scanned where no scanner is configured', async () => {
    expect(await scan(Readable.from([randomBytes(10)]))).toBe('unscanned');
  });

  test('fails when the scanner cannot be reached, so that the job tries again', async () => {
    Object.assign(env, { CLAMAV_URL: 'tcp://127.0.0.1:1' });
    await expect(scan(Readable.from([randomBytes(200_000)]))).rejects.toThrow();
  });
});
