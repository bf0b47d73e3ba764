import { expect, it } from '@jest/globals';
import { createServer, request, type Server } from 'node:http';
import { randomUUID } from 'node:crypto';
import type { AddressInfo } from 'node:net';

import { isOpenToAll } from '../access/check.ts';
import { browser, describeInBrowser, opens, origin, portalOf } from '../portal.ts';

const DIALOGUE = `${portalOf('zeitz')}/verfahren/elsterterrassen/dialog/was-fehlt-ihnen-am-ufer-der-weissen-elster`;
const FORM = `${DIALOGUE}/beitragen`;
/** So many contributions a minute come from a network before it is asked for anything. */
const USUAL = 20;

/** A way out into the same portal from a network of its own, so that what comes from there is counted for it alone. */
async function network(address: string): Promise<{ server: string; close: () => Promise<void> }> {
  const proxy: Server = createServer((incoming, outgoing) => {
    const { pathname, search } = new URL(incoming.url!);
    const { method, headers } = incoming;
    const on = { host: '127.0.0.1', port: origin.port, localAddress: address };
    const forwarded = request({ ...on, path: pathname + search, method, headers }, (answer) => {
      outgoing.writeHead(answer.statusCode!, answer.headers);
      answer.pipe(outgoing);
    });
    incoming.pipe(forwarded);
  });
  await new Promise<void>((listening) => proxy.listen(0, '127.0.0.1', listening));
  const { port } = proxy.address() as AddressInfo;
  return {
    server: `http://127.0.0.1:${port}`,
    close: () => new Promise((closed) => (proxy.closeAllConnections(), proxy.close(() => closed()))),
  };
}

/** Somebody in the same network who sends by machine, as often as nobody is asked yet. */
async function sendsMuch(address: string): Promise<void> {
  for (let sent = 0; sent <= USUAL; sent += 1) {
    const body = new URLSearchParams({ id: randomUUID(), title: 'Immer dasselbe', text: `Nummer ${sent}` });
    const headers = {
      host: new URL(FORM).host,
      origin: portalOf('zeitz'),
      'content-type': 'application/x-www-form-urlencoded',
    };
    const on = { host: '127.0.0.1', port: origin.port, localAddress: address };
    await new Promise<void>((answered, failed) =>
      request({ ...on, path: `${new URL(FORM).pathname}?/send`, method: 'POST', headers }, (answer) =>
        answer.resume().on('end', answered),
      )
        .on('error', failed)
        .end(body.toString()),
    );
  }
}

describeInBrowser('where very much comes from one network', () => {
  const { visitor } = browser(['--proxy-bypass-list=<-loopback>']);
  const from = async (address: string, options: object = {}) => {
    const way = await network(address);
    const proxy = { server: way.server, bypass: '<-loopback>' };
    return { ...way, person: await visitor({ proxy, ...options }) };
  };
  const TEXT = 'Am Ufer fehlen Bänke mit Lehne.';

  it('a browser solves the task by itself, also where the form was open before; the text stays', async () => {
    const { person, close } = await from('127.0.71.1');
    const { page } = person;
    const asked: string[] = [];
    page.on('request', (sent) => asked.push(new URL(sent.url()).host));
    await page.goto(FORM);
    expect(await page.getByText('Kurze Prüfung').count()).toBe(0);
    await page.getByLabel('Überschrift').fill('Bänke mit Lehne, bitte');
    await page.getByLabel('Ihr Beitrag').fill(TEXT);
    await sendsMuch('127.0.71.1');

    // The form knew nothing of it: it comes back as it was typed, computes, and sends itself.
    const [back] = await Promise.all([
      page.waitForResponse((response) => response.request().method() === 'POST'),
      page.getByRole('button', { name: 'Beitrag absenden' }).click(),
    ]);
    expect(back.status()).toBe(409);
    await opens(page, 'Ihr Beitrag ist eingegangen');
    expect(await page.getByRole('main').innerText()).toContain(TEXT);

    // From now on the form asks from the beginning, and the device computes while somebody types.
    await page.goto(FORM);
    await page.getByText('Kurze Prüfung').waitFor();
    await isOpenToAll(page);
    await page.getByLabel('Überschrift').fill('Noch etwas');
    await page.getByText('Geprüft. Sie können Ihren Text absenden.').waitFor();
    await isOpenToAll(page);
    await page.getByLabel('Ihr Beitrag').fill('Und Papierkörbe.');
    await page.getByRole('button', { name: 'Beitrag absenden' }).click();
    await opens(page, 'Ihr Beitrag ist eingegangen');
    expect(await page.getByRole('main').innerText()).not.toContain('bevor er erscheint');
    expect((await person.context.cookies()).length).toBe(0);
    expect(new Set(asked)).toEqual(new Set([new URL(FORM).host]));
    await person.leave();
    await close();
  });

  it('without scripts the contribution is taken in with its receipt, and waits', async () => {
    const { person, close } = await from('127.0.72.1', { javaScriptEnabled: false });
    const { page } = person;
    await sendsMuch('127.0.72.1');
    await page.goto(FORM);
    await page.getByText('Ihr Text geht mit Quittung ein').waitFor();
    await page.getByLabel('Überschrift').fill('Ohne Skripte');
    await page.getByLabel('Ihr Beitrag').fill(TEXT);
    await page.getByRole('button', { name: 'Beitrag absenden' }).click();
    await opens(page, 'Ihr Beitrag ist eingegangen');
    const number = new URL(page.url()).pathname.split('/').at(-2)!;
    const shown = await page.goto(`${DIALOGUE}/${number}`);
    expect(shown!.status()).toBe(404);
    await person.leave();
    await close();
  });
});
