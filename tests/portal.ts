import { afterAll, beforeAll, describe, expect } from '@jest/globals';
import { once } from 'node:events';
import { request, type IncomingMessage } from 'node:http';

import {
  chromium,
  type Browser,
  type BrowserContext,
  type BrowserContextOptions,
  type Page,
} from 'playwright-core';

/** The installation that portal.setup.ts has opened for this run; its address, e.g. http://localhost:40123. */
export const origin = new URL(process.env.PORTAL_ORIGIN ?? 'http://localhost');

/** The address of the Land (no slug) or of a town, without a path. */
export const portalOf = (town?: string): string =>
  town ? `${origin.protocol}//${town}.${origin.host}` : origin.origin;

/** Tests in a real browser; without CHROMIUM they are skipped, and `npm test` counts that as failure in CI. */
export const describeInBrowser = process.env.CHROMIUM ? describe : describe.skip;

/** A phone that is held upright. */
export const PHONE: BrowserContextOptions = {
  viewport: { width: 360, height: 740 },
  isMobile: true,
  hasTouch: true,
};

/** Opens a browser for the tests of one `describe` and answers visitors that share nothing with each other. */
export function browser(args: string[] = []): {
  visitor: (options?: BrowserContextOptions) => Promise<Visitor>;
} {
  let running: Browser;
  beforeAll(async () => {
    running = await chromium.launch({
      executablePath: process.env.CHROMIUM!,
      args: ['--no-sandbox', ...args],
    });
  });
  afterAll(() => running?.close());
  return {
    visitor: async (options = {}) => {
      const context = await running.newContext({
        locale: 'de-DE',
        timezoneId: 'Europe/Berlin',
        viewport: { width: 1280, height: 800 },
        ...options,
      });
      context.setDefaultTimeout(20_000);
      return new Visitor(context, await context.newPage());
    },
  };
}

/** Somebody at a device of their own; keeps what the pages complain about, as scripts, policies and missing files do. */
export class Visitor {
  readonly context: BrowserContext;
  readonly page: Page;
  readonly complaints: string[] = [];

  constructor(context: BrowserContext, page: Page) {
    this.context = context;
    this.page = page;
    page.on('pageerror', (error) => this.complaints.push(`${page.url()}: ${error.stack ?? error.message}`));
    page.on('console', (message) => {
      // Chromium writes every answer of 400 and above to the console; the tests look at the status themselves.
      const isStatus = message.text().startsWith('Failed to load resource');
      if (message.type() === 'error' && !isStatus) this.complaints.push(`${page.url()}: ${message.text()}`);
    });
    page.on('response', (response) => {
      if (response.status() >= 500) this.complaints.push(`${response.status()} ${response.url()}`);
    });
  }

  /** Ends the visit; fails when a page complained or was wider than the window. */
  async leave(): Promise<void> {
    await this.context.close();
    expect(this.complaints).toEqual([]);
  }
}

/** Waits until the page with this title is there: its first heading says so. */
export const opens = (page: Page, title: string | RegExp): Promise<void> =>
  page.getByRole('heading', { level: 1, name: title }).waitFor();

/** Does something again until it comes true: what was sent or decided arrives within seconds. */
export async function soon(comesTrue: () => Promise<boolean>): Promise<void> {
  for (let tries = 0; tries < 80; tries += 1) {
    if (await comesTrue()) return;
    await new Promise((done) => setTimeout(done, 250));
  }
  throw new Error('It did not come true.');
}

/** Opens a page until it shows some words. */
export const showsSoon = (page: Page, address: string, words: string): Promise<void> =>
  soon(async () => {
    await page.goto(address);
    return (await page.getByRole('main').innerText()).includes(words);
  }).catch((error: Error) => {
    throw new Error(`${address} does not show “${words}”: ${error.message}`);
  });

/** By how many pixels the page is wider than its window: 0 means that nobody has to scroll sideways. */
export const overflow = (page: Page): Promise<number> =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);

export interface Answer {
  status: number;
  headers: IncomingMessage['headers'];
  text: string;
}

interface Asked {
  town?: string | undefined;
  /** Of another installation than that of this run. */
  port?: string | number;
  /** The loopback address from which it is asked: limits count each one for itself. */
  from?: string;
  method?: string;
  headers?: Record<string, string>;
  body?: string | Uint8Array;
}

/** Asks without a browser; host names need no resolver, cookies and caches are the caller's. */
export async function ask(
  path: string,
  { town, port = origin.port, from, method = 'GET', headers = {}, body }: Asked = {},
): Promise<Answer> {
  const outgoing = request({
    host: '127.0.0.1',
    port,
    localAddress: from,
    path,
    method,
    headers: { host: `${town ? `${town}.` : ''}${origin.hostname}:${port}`, ...headers },
  });
  outgoing.end(body);
  const [incoming] = (await once(outgoing, 'response')) as [IncomingMessage];
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk as Buffer);
  return {
    status: incoming.statusCode ?? 0,
    headers: incoming.headers,
    text: Buffer.concat(chunks).toString(),
  };
}
