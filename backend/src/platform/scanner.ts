import { createConnection } from 'node:net';
import type { Readable } from 'node:stream';

import { env } from './env.js';

const CHUNK = 64 * 1024;
const TIMEOUT_MS = 60_000;

/** What a scan said; `unscanned` where no scanner is configured. Anything the scanner cannot read is not clean. */
export type ScanResult = 'clean' | 'infected' | 'unscanned';

/** Asks clamd (INSTREAM) about a file. Throws when the scanner does not answer: the job tries again later. */
export async function scan(content: Readable): Promise<ScanResult> {
  if (!env.CLAMAV_URL) {
    content.destroy();
    return 'unscanned';
  }
  const { hostname, port } = new URL(env.CLAMAV_URL);
  const answer = await ask(hostname, Number(port || 3310), content);
  if (/\bOK\0?$/.test(answer)) return 'clean';
  if (/FOUND\0?$|ERROR\0?$/.test(answer)) return 'infected';
  throw new Error('The virus scanner gave no answer that we understand.');
}

async function ask(host: string, port: number, content: Readable): Promise<string> {
  const socket = createConnection({ host, port, timeout: TIMEOUT_MS });
  socket.once('timeout', () => socket.destroy(new Error('The virus scanner did not answer in time.')));
  const answered = socket.toArray().then((parts) =>
    Buffer.concat(parts as Buffer[])
      .toString('utf8')
      .trim(),
  );

  socket.write('zINSTREAM\0');
  for await (const chunk of content) {
    for (let at = 0; at < (chunk as Buffer).length; at += CHUNK) {
      const part = (chunk as Buffer).subarray(at, at + CHUNK);
      const size = Buffer.alloc(4);
      size.writeUInt32BE(part.length);
      socket.write(Buffer.concat([size, part]));
    }
  }
  socket.write(Buffer.alloc(4));
  return answered;
}
