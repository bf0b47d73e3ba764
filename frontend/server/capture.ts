import type { OutgoingHttpHeaders, ServerResponse } from 'node:http';

/** A whole answer that everybody may see. */
export interface Rendered {
  headers: OutgoingHttpHeaders;
  body: Buffer;
}

/** `passed`: it went to the one who asked and to nobody else; `aborted`: that one left before it was ready. */
export type Outcome = Rendered | 'passed' | 'aborted';

const LARGEST = 4 * 1024 * 1024;

/** Holds an answer back when everybody may see it, for the caller to send; any other passes through untouched. */
export function capture(response: ServerResponse): Promise<Outcome> {
  return new Promise((resolve) => new Capture(response, resolve).begin());
}

class Capture {
  private readonly response: ServerResponse;
  private readonly resolve: (outcome: Outcome) => void;
  private readonly chunks: Buffer[] = [];
  private headers: OutgoingHttpHeaders | null = null;
  private size = 0;

  constructor(response: ServerResponse, resolve: (outcome: Outcome) => void) {
    this.response = response;
    this.resolve = resolve;
  }

  begin(): void {
    const { response } = this;
    const { writeHead, write, end } = response;
    this.letGo = () => void Object.assign(response, { writeHead, write, end });
    response.once('close', () => this.resolve('aborted'));

    Object.assign(response, {
      writeHead: (...head: Parameters<ServerResponse['writeHead']>) => this.decide(head),
      write: (...data: Parameters<ServerResponse['write']>) => this.write(data),
      end: (...data: Parameters<ServerResponse['end']>) => this.end(data),
    });
  }

  private letGo = (): void => {};

  private decide(head: Parameters<ServerResponse['writeHead']>): ServerResponse {
    const own = head.find((part) => typeof part === 'object') as unknown;
    const headers = { ...this.response.getHeaders(), ...(own as OutgoingHttpHeaders | undefined) };
    if (!Array.isArray(own) && isForEverybody(head[0], headers)) this.headers = headers;
    else this.pass(head);
    return this.response;
  }

  private pass(head: Parameters<ServerResponse['writeHead']>): void {
    this.letGo();
    this.response.writeHead(...head);
    this.resolve('passed');
  }

  private write(data: Parameters<ServerResponse['write']>): boolean {
    if (!this.headers) this.decide([this.response.statusCode]);
    if (!this.headers) return this.response.write(...data);

    this.collect(data[0], data[1]);
    return this.size > LARGEST ? this.giveUp(this.headers) : true;
  }

  private end(data: Parameters<ServerResponse['end']>): ServerResponse {
    if (!this.headers) this.decide([this.response.statusCode]);
    if (!this.headers) return this.response.end(...data);

    if (data[0] && typeof data[0] !== 'function') this.collect(data[0], data[1]);
    this.letGo();
    for (const name of this.response.getHeaderNames()) this.response.removeHeader(name);
    this.resolve({ headers: this.headers, body: Buffer.concat(this.chunks) });
    return this.response;
  }

  private collect(chunk: unknown, encoding: unknown): void {
    const text = typeof encoding === 'string' ? (encoding as BufferEncoding) : 'utf8';
    const bytes = typeof chunk === 'string' ? Buffer.from(chunk, text) : Buffer.from(chunk as Uint8Array);
    this.chunks.push(bytes);
    this.size += bytes.length;
  }

  /** Too large to keep: it goes on as it comes. */
  private giveUp(headers: OutgoingHttpHeaders): boolean {
    this.pass([200, headers]);
    return this.response.write(Buffer.concat(this.chunks));
  }
}

function isForEverybody(status: number, headers: OutgoingHttpHeaders): boolean {
  const named = (name: string) => String(headers[name] ?? '').toLowerCase();
  const rules = named('cache-control').split(/[\s,]+/);

  return (
    status === 200 &&
    rules.includes('public') &&
    !rules.some((rule) => /^(private|no-store|no-cache)/.test(rule)) &&
    headers['set-cookie'] === undefined &&
    headers['content-encoding'] === undefined &&
    headers['content-range'] === undefined &&
    /^(accept-encoding)?$/.test(named('vary').trim())
  );
}
