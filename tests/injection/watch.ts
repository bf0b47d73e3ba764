import type { BrowserContext, Page } from 'playwright-core';

import { legible, tokensIn } from './pen.ts';

/** What `HIT` calls. */
const HIT = '__hit';
const VIOLATION = '__violation';
/** Hosts that the attacker names, and that of the film and the map, which only show up when somebody follows a link. */
const LOCAL = /(^|\.)localhost$|^127\.0\.0\.1$/;
const LOADED = ['http:', 'https:', 'ws:', 'wss:'];

/** What may never stand in a page of ours, and what may stand there only as we write it. */
export const NEVER =
  'iframe, frame, object, embed, applet, base, portal, marquee, meta[http-equiv="refresh"]';

/** Watches everything that happens in the pages of one browser context. */
export class Watch {
  private findings: string[] = [];

  /** Foreign hosts that the portal itself is told to ask: the maps that a town names. */
  constructor(private readonly allowed: readonly string[] = []) {}

  /** What was found since the last time. */
  taken(): string[] {
    const found = this.findings;
    this.findings = [];
    return found;
  }

  async over(context: BrowserContext): Promise<void> {
    await context.exposeBinding(HIT, ({ page }) => this.note(page, 'RAN'));
    await context.exposeBinding(VIOLATION, ({ page }, what: string) => this.note(page, `POLICY ${what}`));
    await context.addInitScript((name) => {
      const tell = (window as unknown as Record<string, (what: string) => void>)[name]!;
      document.addEventListener(
        'securitypolicyviolation',
        ({ effectiveDirective, blockedURI, sample }) => tell(`${effectiveDirective} ${blockedURI} ${sample}`),
        true,
      );
    }, VIOLATION);
    context.on('page', (page) => this.overPage(page));
    for (const page of context.pages()) this.overPage(page);
    await context.route(
      ({ hostname, protocol }) => LOADED.includes(protocol) && !LOCAL.test(hostname),
      (route) => route.abort(),
    );
    context.on('request', (request) => {
      const { hostname, protocol } = new URL(request.url());
      if (LOADED.includes(protocol) && !LOCAL.test(hostname) && !this.allowed.includes(hostname))
        this.findings.push(`FOREIGN ${request.url()} from ${request.frame().url()}`);
    });
  }

  private overPage(page: Page): void {
    page.on('dialog', (dialog) => {
      this.note(page, `DIALOG ${dialog.type()} ${dialog.message().slice(0, 80)}`);
      void dialog.dismiss();
    });
    page.on('popup', (popup) => this.note(page, `POPUP ${popup.url()}`));
    page.on('download', (download) => this.note(page, `DOWNLOAD ${download.url().slice(0, 80)}`));
    page.on('pageerror', (error) => this.note(page, `ERROR ${error.message}`));
    page.on('console', (message) => {
      if (/content security policy|refused to|trusted type/i.test(message.text()))
        this.note(page, `CONSOLE ${message.text().slice(0, 200)}`);
    });
  }

  private note(page: Page, what: string): void {
    this.findings.push(`${what} on ${page.url()}`);
  }
}

/** What a reader finds on a page. */
export interface Seen {
  text: string;
  tokens: string[];
  /** Elements, attributes and addresses that only an attacker would have put there. */
  foreign: string[];
}

/** Opens a page, waits until its scripts have run, and reads it: its text, its fields, what its attributes say. */
export async function read(page: Page, address: string): Promise<Seen> {
  await page.goto(address, { waitUntil: 'load' });
  await page.waitForFunction(() => document.readyState === 'complete');
  const landed = page.url();
  const { text, foreign } = await page.evaluate(lookAround, NEVER);
  // Whatever waits for a moment to run, as an animation, a refresh or a missing picture does.
  await page.waitForTimeout(60);
  if (page.url() !== landed) foreign.push(`went on to ${page.url()}`);
  return { text: legible(text), tokens: tokensIn(text), foreign };
}

function lookAround(never: string): { text: string; foreign: string[] } {
  const elements = [...document.querySelectorAll('*')];
  const words = elements
    .filter(({ tagName }) => !['SCRIPT', 'STYLE'].includes(tagName))
    .flatMap((element) => [
      ...[...element.childNodes]
        .filter(({ nodeType }) => nodeType === Node.TEXT_NODE)
        .map((node) => node.textContent),
      ...(element instanceof HTMLTextAreaElement ? [element.value] : []),
      ...['value', 'title', 'alt', 'aria-label', 'href', 'placeholder', 'content'].map((name) =>
        element.getAttribute(name),
      ),
    ]);
  const attributes = elements.flatMap((element) =>
    [...element.attributes].map((attribute) => ({ element, attribute })),
  );
  // Svelte's own marks of what has loaded before its scripts came.
  const handlers = attributes.filter(
    ({ attribute: { name, value } }) => /^on/i.test(name) && value !== 'this.__e=event',
  );
  const addresses = attributes.filter(
    ({ element, attribute: { name, value } }) =>
      // A receipt that is kept on one's own device is data, and is saved instead of shown.
      !(element.hasAttribute('download') && value.startsWith('data:application/json')) &&
      ['href', 'src', 'action', 'formaction', 'xlink:href', 'data', 'poster'].includes(name) &&
      !/^(https?|mailto|tel|blob|data:image\/(png|svg\+xml|webp|gif)|data:font)/.test(
        URL.parse(value, location.href)?.href ?? '',
      ),
  );
  return {
    text: words.filter(Boolean).join('\n'),
    foreign: [
      ...[...document.querySelectorAll(never)].map(({ outerHTML }) => outerHTML.slice(0, 120)),
      ...[...handlers, ...addresses].map(({ element, attribute: { name, value } }) => `<${element.tagName} ${name}=${value.slice(0, 100)}>`), // prettier-ignore
    ],
  };
}
