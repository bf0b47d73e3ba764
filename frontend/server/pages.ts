import type { IncomingMessage, ServerResponse } from 'node:http';

import { refusesBody } from './body-limit.ts';
import { capture } from './capture.ts';
import { type Encoding, type Page, pageOf, PageStore, variantIn } from './page-store.ts';
import { Revision } from './revision.ts';

interface Options {
  /** Renders pages and serves assets: the adapter's handler, which must know PROTOCOL_HEADER=x-forwarded-proto. */
  handler: (request: IncomingMessage, response: ServerResponse) => unknown;
  /** Which state the public data is in; a page is never shown in another. */
  state: () => Promise<string>;
  /** Milliseconds that only grow. */
  now?: () => number;
}

const TTL_MS = 30_000;

/** Answers with pages, from memory where everybody sees the same; a page that was made for a person is never kept. */
export function createPages(options: Options): (request: IncomingMessage, response: ServerResponse) => void {
  const pages = new Pages(options);
  return (request, response) => pages.answer(request, response);
}

class Pages {
  private readonly handler: Options['handler'];
  private readonly now: () => number;
  private readonly revision: Revision;
  private readonly store = new PageStore();
  private readonly coming = new Map<string, Promise<Page | 'passed' | 'aborted'>>();
  private stored = '';

  constructor({ handler, state, now = () => performance.now() }: Options) {
    this.handler = handler;
    this.now = now;
    this.revision = new Revision(state, now);
  }

  answer(request: IncomingMessage, response: ServerResponse): void {
    if (!/^https?$/.test(String(request.headers['x-forwarded-proto'])))
      request.headers['x-forwarded-proto'] = 'http';
    response.setHeader('x-content-type-options', 'nosniff');
    if (refusesBody(request, response)) return;
    if (!isAskedByAnybody(request)) return this.render(request, response);

    const revision = this.revision.known();
    if (revision !== undefined) return this.show(request, response, revision);
    void this.revision.read().then((read) => this.show(request, response, read));
  }

  private show(request: IncomingMessage, response: ServerResponse, revision: string | null): void {
    if (revision === null) return this.render(request, response);
    if (revision !== this.stored) this.moveTo(revision);

    const { headers } = request;
    const key = `${revision} ${String(headers['x-forwarded-proto'])}://${headers.host ?? ''}${request.url ?? ''}`;
    const page = this.store.get(key, this.now());
    if (page) return send(request, response, page);
    if (request.method === 'HEAD') return this.render(request, response);

    const coming = this.coming.get(key);
    if (!coming) return this.renderForAll(request, response, { key, revision });
    void coming.then((outcome) => {
      if (outcome === 'passed') this.render(request, response);
      else if (outcome === 'aborted') this.answer(request, response);
      else send(request, response, outcome);
    });
  }

  private renderForAll(
    request: IncomingMessage,
    response: ServerResponse,
    wanted: { key: string; revision: string },
  ): void {
    const until = this.now() + TTL_MS;
    const coming = capture(response).then((outcome) => {
      this.coming.delete(wanted.key);
      if (typeof outcome === 'string') return outcome;

      const page = pageOf(outcome);
      if (wanted.revision === this.stored) this.store.keep(wanted.key, page, until);
      send(request, response, page);
      return page;
    });
    this.coming.set(wanted.key, coming);
    this.render(request, response);
  }

  private render(request: IncomingMessage, response: ServerResponse): void {
    const fail = (error: unknown) => {
      console.error(error);
      if (response.headersSent) response.destroy();
      else
        response
          .writeHead(500, { 'content-type': 'text/plain; charset=utf-8' })
          .end('Das hat nicht geklappt.');
    };
    void (async () => this.handler(request, response))().catch(fail);
  }

  private moveTo(revision: string): void {
    this.stored = revision;
    this.store.clear();
  }
}

function isAskedByAnybody({ method, url, headers }: IncomingMessage): boolean {
  return (
    (method === 'GET' || method === 'HEAD') &&
    headers.cookie === undefined &&
    headers.authorization === undefined &&
    headers.range === undefined &&
    headers['content-length'] === undefined &&
    headers['transfer-encoding'] === undefined &&
    url !== undefined &&
    url.startsWith('/') &&
    !url.startsWith('/_app/')
  );
}

function send(request: IncomingMessage, response: ServerResponse, page: Page): void {
  const known = request.headers['if-none-match'];
  if (known !== undefined && known.includes(page.etag.slice(2))) {
    response.writeHead(304, page.unchanged).end();
    return;
  }
  const variant = variantIn(page, encodingFor(request.headers['accept-encoding']));
  if ('body' in variant) response.writeHead(200, variant.headers).end(variant.body);
  else void variant.then(({ headers, body }) => response.writeHead(200, headers).end(body));
}

const encodings = new Map<string, Encoding>();

/** Browsers send the same few words again and again, so what they mean is looked up. */
function encodingFor(accepted: string | string[] | undefined): Encoding {
  if (typeof accepted !== 'string') return 'identity';
  const known = encodings.get(accepted);
  if (known) return known;

  const wanted = accepted
    .toLowerCase()
    .split(',')
    .filter((part) => !/;\s*q=0(\.0*)?\s*$/.test(part));
  const names = wanted.map((part) => part.split(';')[0]?.trim());
  const encoding = names.includes('br') ? 'br' : names.includes('gzip') ? 'gzip' : 'identity';
  if (encodings.size > 200) encodings.clear();
  encodings.set(accepted, encoding);
  return encoding;
}
