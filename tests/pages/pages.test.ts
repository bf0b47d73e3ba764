import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { once } from 'node:events';
import {
  createServer,
  request as ask,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo } from 'node:net';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';

import { createPages } from '../../frontend/server/pages.ts';

type Render = (request: IncomingMessage, response: ServerResponse) => unknown;
type Headers = Record<string, string>;

const PUBLIC = { 'content-type': 'text/html', 'cache-control': 'public, max-age=30' };
const LONG = 'Bebauungsplan '.repeat(200);
let server: Server;
let rendered: number;
let state: string;
let asked: number;
let time: number;
let render: Render;

/** Every rendering differs, so that a page from memory can be told from a new one. */
const numbered =
  (headers: Record<string, string | string[]> = PUBLIC, status = 200): Render =>
  (_request, response) => {
    for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
    response.writeHead(status);
    response.write(`${LONG} ${rendered}`);
    response.end();
  };

beforeEach(async () => {
  [rendered, asked, time, state, render] = [0, 0, 0, '1', numbered()];
  const handler: Render = (request, response) => {
    rendered += 1;
    return render(request, response);
  };
  const readState = () => {
    asked += 1;
    return state === 'away' ? Promise.reject(new Error('away')) : Promise.resolve(state);
  };
  server = createServer(createPages({ handler, state: readState, now: () => time }));
  await once(server.listen(0, '127.0.0.1'), 'listening');
});
afterEach(() => {
  server.closeAllConnections();
  server.close();
});

async function get(path = '/', headers: Headers = {}, { method = 'GET', body = '' } = {}) {
  const { port } = server.address() as AddressInfo;
  const request = ask({ port, path, method, headers: { host: 'zeitz.localhost', ...headers } });
  request.end(body);
  const [response] = (await once(request, 'response')) as [IncomingMessage];
  const chunks: Buffer[] = [];
  for await (const chunk of response) chunks.push(chunk as Buffer);
  return {
    status: response.statusCode,
    headers: response.headers,
    bytes: Buffer.concat(chunks),
    text: Buffer.concat(chunks).toString(),
  };
}

describe('what everybody sees', () => {
  it('is rendered once and then comes from memory', async () => {
    const first = await get();
    const second = await get();
    expect(first.status).toBe(200);
    expect(second.text).toBe(first.text);
    expect(second.headers['content-length']).toBe(String(second.bytes.length));
    expect(second.headers['cache-control']).toBe(PUBLIC['cache-control']);
    expect(rendered).toBe(1);
  });

  it('is rendered once for a hundred who come together', async () => {
    render = async (request, response) => {
      await new Promise((resolve) => setTimeout(resolve, 30));
      numbered()(request, response);
    };
    const answers = await Promise.all(Array.from({ length: 100 }, () => get()));
    expect(new Set(answers.map(({ text }) => text)).size).toBe(1);
    expect([rendered, asked]).toEqual([1, 1]);
  });

  it('is rendered again when the one who asked first has left', async () => {
    render = async (request, response) => {
      await new Promise((resolve) => setTimeout(resolve, 50));
      if (!response.destroyed) numbered()(request, response);
    };
    const { port } = server.address() as AddressInfo;
    const leaver = ask({ port, path: '/', headers: { host: 'zeitz.localhost' } }).on('error', () => {});
    leaver.end();
    await new Promise((resolve) => setTimeout(resolve, 20));
    const stayed = get();
    await new Promise((resolve) => setTimeout(resolve, 10));
    leaver.destroy();
    expect((await stayed).status).toBe(200);
    expect(rendered).toBe(2);
  });

  it('is never shared by hosts, paths, queries, protocols or states', async () => {
    await get();
    await get('/', { host: 'koethen.localhost' });
    await get('/verfahren');
    await get('/?q=1');
    await get('/', { 'x-forwarded-proto': 'https' });
    expect(rendered).toBe(5);
    state = '2';
    time += 1_001;
    expect((await get()).text).toContain('6');
    expect(rendered).toBe(6);
  });

  it('is kept for thirty seconds at most', async () => {
    await get();
    time = 29_999;
    await get();
    expect(rendered).toBe(1);
    time = 30_000;
    await get();
    expect(rendered).toBe(2);
  });

  it('answers 304 to one who has it already, and HEAD without a body', async () => {
    const { headers, bytes } = await get();
    const again = await get('/', { 'if-none-match': `"other", ${headers.etag!}` });
    expect([again.status, again.text, again.headers.etag]).toEqual([304, '', headers.etag]);
    expect((await get('/', { 'if-none-match': '"other"' })).status).toBe(200);

    const head = await get('/', {}, { method: 'HEAD' });
    expect([head.status, head.text, head.headers['content-length']]).toEqual([200, '', String(bytes.length)]);
    expect(rendered).toBe(1);
  });

  it('is compressed as the visitor can read it', async () => {
    const plain = await get();
    const br = await get('/', { 'accept-encoding': 'gzip, deflate, br, zstd' });
    const gzip = await get('/', { 'accept-encoding': 'gzip, br;q=0' });
    const none = await get('/', { 'accept-encoding': 'identity' });
    expect([br.headers['content-encoding'], brotliDecompressSync(br.bytes).toString()]).toEqual([
      'br',
      plain.text,
    ]);
    expect([gzip.headers['content-encoding'], gunzipSync(gzip.bytes).toString()]).toEqual([
      'gzip',
      plain.text,
    ]);
    expect([none.headers['content-encoding'], none.text]).toEqual([undefined, plain.text]);
    for (const { headers, bytes } of [plain, br, gzip, none]) {
      expect(headers.vary).toBe('accept-encoding');
      expect(headers['content-length']).toBe(String(bytes.length));
    }
    expect(rendered).toBe(1);
  });

  it('is not kept while nobody can tell the state', async () => {
    state = 'away';
    await get();
    await get();
    expect([rendered, asked]).toEqual([2, 1]);
  });

  it('makes room: four thousand other pages push the oldest out', async () => {
    await get('/first');
    for (let page = 0; page < 4_000; page += 100) {
      await Promise.all(Array.from({ length: 100 }, (_, index) => get(`/${page + index}`)));
    }
    rendered = 0;
    await get('/3999');
    expect(rendered).toBe(0);
    await get('/first');
    expect(rendered).toBe(1);
  });
});

describe('what was made for a person', () => {
  const never: [string, Headers][] = [
    ['a cookie', { cookie: '__Host-session=anna' }],
    ['an authorization', { authorization: 'Bearer anna' }],
    ['a range', { range: 'bytes=0-1' }],
  ];
  it.each(never)('is never kept nor served from memory: a request with %s', async (_what, headers) => {
    await get('/', headers);
    await get();
    await get('/', headers);
    expect(rendered).toBe(3);
    await get();
    expect(rendered).toBe(3);
  });

  it.each([
    ['private', { 'cache-control': 'private, max-age=30' }],
    ['no-store', { 'cache-control': 'no-store' }],
    ['public but no-store', { 'cache-control': 'public, no-store' }],
    ['nothing', { 'content-type': 'text/html' }],
    ['set-cookie', { ...PUBLIC, 'set-cookie': ['a=1', 'b=2'] }],
    ['vary: cookie', { ...PUBLIC, vary: 'cookie' }],
  ])('is never kept: an answer that says %s', async (_what, headers: Record<string, string | string[]>) => {
    render = numbered(headers);
    const first = await get();
    const second = await get();
    expect([rendered, second.text === first.text]).toEqual([2, false]);
    expect(second.headers['set-cookie']).toEqual(headers['set-cookie']);
    expect(second.headers['cache-control']).toBe(headers['cache-control']);
  });

  it.each([404, 302, 500, 206])('is never kept: an answer with status %i', async (status) => {
    render = numbered(PUBLIC, status);
    expect((await get()).status).toBe(status);
    await get();
    expect(rendered).toBe(2);
  });

  it('is rendered for each of those who come together', async () => {
    render = async (request, response) => {
      await new Promise((resolve) => setTimeout(resolve, 20));
      numbered({ 'cache-control': 'private, no-store' })(request, response);
    };
    const answers = await Promise.all(Array.from({ length: 10 }, () => get()));
    expect(rendered).toBe(10);
    expect(answers.every(({ status }) => status === 200)).toBe(true);
  });

  it('is never kept: the answer to a POST, nor of a HEAD that came first', async () => {
    const form = { 'content-type': 'application/x-www-form-urlencoded', 'content-length': '3' };
    await get('/', form, { method: 'POST', body: 'a=1' });
    await get('/', {}, { method: 'HEAD' });
    expect((await get()).text).toContain('3');
    await get('/', form, { method: 'POST', body: 'a=1' });
    expect(rendered).toBe(4);
  });
});

describe('what is sent here', () => {
  it('is refused when it is too large, with a sentence', async () => {
    const large = await get(
      '/',
      { 'content-type': 'application/x-www-form-urlencoded', 'content-length': '600000' },
      { method: 'POST' },
    );
    expect([large.status, rendered]).toEqual([413, 0]);
    expect(large.text).toContain('zu viel');
    const files = { 'content-type': 'multipart/form-data; boundary=x', 'content-length': '600000' };
    expect((await get('/', files, { method: 'POST', body: 'x'.repeat(600_000) })).status).toBe(200);
    expect((await get('/', { ...files, 'content-length': '120000000' }, { method: 'POST' })).status).toBe(
      413,
    );
  });

  it('is refused when it does not say how large it is', async () => {
    expect((await get('/', { 'transfer-encoding': 'chunked' }, { method: 'POST', body: 'a=1' })).status).toBe(
      411,
    );
    expect(rendered).toBe(0);
  });

  it('says http when nobody in front says otherwise, and fails politely', async () => {
    render = ({ headers }, response) => response.end(headers['x-forwarded-proto']);
    expect((await get()).text).toBe('http');
    expect((await get('/', { 'x-forwarded-proto': 'https' })).text).toBe('https');
    render = () => Promise.reject(new Error('a broken page, as this test wants it'));
    expect((await get('/broken')).status).toBe(500);
  });
});
