import { afterAll, beforeAll } from '@jest/globals';
import type { AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';

import { env } from '../src/platform/env.js';
import { startWorker, type Worker } from '../src/worker.js';
import type { testApp } from './app.js';

/** A real SMTP server that keeps what it receives; `refuses` makes it refuse every recipient, `putsOff` ask for patience. */
export async function postOffice() {
  const received: { from: string; to: string[]; text: string; raw: string }[] = [];
  const office = { refuses: false, putsOff: false };
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onRcptTo: (_address, _session, done) =>
      done(
        office.refuses
          ? new Error('550 mailbox unavailable')
          : office.putsOff
            ? Object.assign(new Error('try later'), { responseCode: 451 })
            : undefined,
      ),
    onData(stream, session, done) {
      void stream.toArray().then((parts) => {
        const raw = Buffer.concat(parts as Buffer[]).toString('utf8');
        const { mailFrom, rcptTo } = session.envelope;
        const to = rcptTo.map(({ address }) => address);
        received.push({ from: mailFrom ? mailFrom.address : '', to, text: decoded(raw), raw });
        done();
      });
    },
  });
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  const { port } = server.server.address() as AddressInfo;
  return Object.assign(office, {
    received,
    url: `smtp://127.0.0.1:${port}`,
    close: () => new Promise<void>((done) => server.close(done)),
  });
}

/** The body of a mail in quoted-printable, as it is read. */
const decoded = (raw: string) =>
  decodeURIComponent(
    raw
      .replace(/=\r\n/g, '')
      .replace(/%/g, '%25')
      .replace(/=([0-9A-F]{2})/g, '%$1'),
  );

interface Post {
  office: Awaited<ReturnType<typeof postOffice>>;
  worker: Worker;
}

/** A worker that sends its mail to a post office, during the tests of one `describe`. */
export function workingPost(product: ReturnType<typeof testApp>): Post {
  const post = {} as Post;
  beforeAll(async () => {
    post.office = await postOffice();
    Object.assign(env, { SMTP_URL: post.office.url });
    post.worker = await startWorker(product.app);
  }, 60_000);
  afterAll(async () => {
    await post.worker.stop();
    await post.office.close();
    Object.assign(env, { SMTP_URL: undefined });
  });
  return post;
}
