import { describe, expect, test } from '@jest/globals';
import { createTransport } from 'nodemailer';

import { BounceReceiver } from '../src/notification/bounce.receiver.js';
import { readReturnPath, returnPath } from '../src/notification/bounce.js';
import { clock } from '../src/platform/clock.js';
import { env } from '../src/platform/env.js';
import { followers, later, TUESDAY } from './followers.js';

describe('a mail that comes back', () => {
  const { it, follow, say, tell, product, post, subscribers } = followers();
  const boundary = 'grenze';
  const report = (fields: string) =>
    [
      'From: MAILER-DAEMON@mail.example',
      'Subject: Undelivered Mail Returned to Sender',
      `Content-Type: multipart/report; report-type=delivery-status; boundary="${boundary}"`,
      'MIME-Version: 1.0',
      '',
      `--${boundary}`,
      'Content-Type: text/plain',
      '',
      'Sorry.',
      `--${boundary}`,
      'Content-Type: message/delivery-status',
      '',
      'Reporting-MTA: dns; mail.example',
      '',
      'Final-Recipient: rfc822; anna@mail.example',
      fields,
      '',
      `--${boundary}--`,
      '',
    ].join('\r\n');
  const FAILED = 'Action: failed\r\nStatus: 5.1.1';

  test('ends what is followed after three, however often each is reported; nobody can make one up', async () => {
    clock.set(TUESDAY);
    Object.assign(env, { BOUNCE_DOMAIN: 'zurueck.mail.example' });
    const port = await product.get(BounceReceiver).listen(0);
    const mailer = createTransport({ host: '127.0.0.1', port, ignoreTLS: true });
    const back = (to: string, raw: string) =>
      mailer.sendMail({ envelope: { from: '', to }, raw }).then(
        () => 'taken',
        ({ responseCode }: { responseCode: number }) => responseCode,
      );
    const { id, code } = await follow({ procedure: it.procedure.slug, rhythm: 'at-once' });
    const ended = async () => (await subscribers((s) => s.open(id, code))).subscriptions[0]!.endedBecause;

    for (const title of ['Eins', 'Zwei', 'Drei']) {
      expect(await ended()).toBeNull();
      await say(title);
      post.office.received.length = 0;
      const { from } = (await tell())[0]!;
      expect(readReturnPath(from.toUpperCase())).toMatchObject({ subscriberId: id });
      expect(from.split('@')[0]!.length).toBeLessThanOrEqual(64);
      expect(await back(from.replace(/[0-9a-f]@/, 'x@'), report(FAILED))).toBe(550);
      expect(await back(from, report('Action: delayed\r\nStatus: 4.4.1'))).toBe('taken');
      expect(await back(from, 'Subject: Abwesend\r\nAuto-Submitted: auto-replied\r\n\r\nBis Montag.')).toBe(
        'taken',
      );
      expect(await ended()).toBeNull();
      for (let times = 0; times < 3; times += 1) expect(await back(from, report(FAILED))).toBe('taken');
      later(0.3);
    }
    expect(await ended()).toBe('refused');
    mailer.close();
  });

  test('is not awaited without a domain', () => {
    expect(returnPath('00000000-0000-4000-8000-000000000000', 1)).toBeUndefined();
  });
});
