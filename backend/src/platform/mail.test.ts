import { afterEach, describe, expect, test } from '@jest/globals';
import { rmSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { SMTPServer } from 'smtp-server';

import { env } from './env.js';
import { MailController } from './mail.controller.js';
import { Mail } from './mail.js';

const letter = {
  to: 'anna@mail.example',
  subject: 'Ihre Stellungnahme ist eingegangen – Nr. 7K4',
  text: 'Guten Tag,\nüber die Elsterstraße …',
  attachments: [
    { filename: 'Quittung für Sie.pdf', content: Buffer.from('%PDF'), contentType: 'application/pdf' },
  ],
};

/** A real SMTP server that keeps what it receives. */
async function postOffice() {
  const received: { to: string[]; raw: string }[] = [];
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onData(stream, session, done) {
      void stream.toArray().then((parts) => {
        const raw = Buffer.concat(parts as Buffer[]).toString('utf8');
        received.push({ to: session.envelope.rcptTo.map(({ address }) => address), raw });
        done();
      });
    },
  });
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  const { port } = server.server.address() as AddressInfo;
  return {
    received,
    url: `smtp://127.0.0.1:${port}`,
    close: () => new Promise<void>((done) => server.close(done)),
  };
}

afterEach(() => {
  Object.assign(env, { SMTP_URL: undefined });
  rmSync(join(env.DATA_DIR, 'mail'), { recursive: true, force: true });
});

describe('mail', () => {
  test('goes out by SMTP with umlauts and attachment', async () => {
    const office = await postOffice();
    Object.assign(env, { SMTP_URL: office.url });
    await new Mail().send(letter);
    await office.close();

    const [{ to, raw }] = office.received as [{ to: string[]; raw: string }];
    expect(to).toEqual(['anna@mail.example']);
    expect(raw).toMatch(/^From: Mitsprache <beteiligung@mitsprache\.example>/m);
    expect(raw).toMatch(/^Subject: =\?UTF-8\?/m);
    expect(raw).toContain('application/pdf');
    expect(raw.replace(/=\r\n/g, '')).toContain('=C3=BCber die Elsterstra=C3=9Fe');
  });

  test('takes no further header from a subject or an address', async () => {
    const office = await postOffice();
    Object.assign(env, { SMTP_URL: office.url });
    await new Mail().send({ to: 'anna@mail.example', subject: 'x\r\nBcc: mallory@evil.example', text: 'x' });
    await office.close();

    expect(office.received[0]!.to).toEqual(['anna@mail.example']);
    expect(office.received[0]!.raw).not.toMatch(/^Bcc:/im);
  });

  test('fails loudly when nobody takes it, so that the job tries again', async () => {
    Object.assign(env, { SMTP_URL: 'smtp://127.0.0.1:1' });
    await expect(new Mail().send(letter)).rejects.toThrow();
  });

  test('is kept without an SMTP server, newest first', async () => {
    const mail = new Mail();
    await mail.send(letter);
    await new Promise((wait) => setTimeout(wait, 5));
    await mail.send({ to: 'bernd@mail.example', subject: 'Zweite', text: 'Text' });

    const kept = await mail.kept();
    expect(kept.map(({ subject }) => subject)).toEqual(['Zweite', letter.subject]);
    expect(kept[1]).toMatchObject({
      to: letter.to,
      text: letter.text,
      attachments: ['Quittung für Sie.pdf'],
    });
  });
});

describe('the page of kept mail', () => {
  const from = (remoteAddress: string) =>
    ({ socket: { remoteAddress }, headers: { host: 'localhost:3000' } }) as never;

  test('shows text as text', async () => {
    const mail = new Mail();
    await mail.send({
      to: '"><script>x</script>',
      subject: '<img src=x onerror=alert(1)>',
      text: '</pre><script>y</script>',
    });
    const page = await new MailController(mail).list(from('127.0.0.1'));
    expect(page).toContain('&lt;img src=x onerror=alert(1)&gt;');
    expect(page).not.toMatch(/<script|<img/);
  });

  test.each(['192.0.2.7', '::ffff:192.0.2.7', '2001:db8::1', ''])('is not there for %j', async (address) => {
    await expect(new MailController(new Mail()).list(from(address))).rejects.toThrow('mail.not-found');
  });

  test.each([
    { host: 'evil.example' },
    { host: 'localhost.evil.example' },
    { host: 'localhost:3000', 'x-forwarded-for': '192.0.2.7' },
    { host: 'localhost:3000', forwarded: 'for=192.0.2.7' },
  ])('is not there for somebody behind a proxy or a foreign name: %j', async (headers) => {
    const request = { socket: { remoteAddress: '127.0.0.1' }, headers } as never;
    await expect(new MailController(new Mail()).list(request)).rejects.toThrow('mail.not-found');
  });

  test('is not there once mail goes out', async () => {
    Object.assign(env, { SMTP_URL: 'smtp://127.0.0.1:1' });
    await expect(new MailController(new Mail()).list(from('127.0.0.1'))).rejects.toThrow('mail.not-found');
  });
});
