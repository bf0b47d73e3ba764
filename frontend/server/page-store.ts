import { createHash } from 'node:crypto';
import type { OutgoingHttpHeaders } from 'node:http';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';

import type { Rendered } from './capture.ts';

export type Encoding = 'identity' | 'br' | 'gzip';

interface Variant {
  headers: OutgoingHttpHeaders;
  body: Buffer;
}

/** A page as it is kept: ready to be sent in every encoding that was asked for so far. */
export interface Page {
  etag: string;
  /** What a „304 Not Modified“ says. */
  unchanged: OutgoingHttpHeaders;
  variants: Record<Encoding, Variant | Promise<Variant> | undefined>;
}

interface Kept {
  page: Page;
  until: number;
  size: number;
}

const MAX_PAGES = 4_000;
const MAX_BYTES = 64 * 1024 * 1024;
/** Room for headers, keys and the map itself, per page. */
const OVERHEAD = 2_048;
const BROTLI = { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } };
const compressors = { br: (body: Buffer) => brotli(body, BROTLI), gzip: (body: Buffer) => zip(body) };
const brotli = promisify(brotliCompress);
const zip = promisify<Buffer, Buffer>(gzip);

/** Pages by key, for a while; the ones not asked for longest go first. Times are in milliseconds. */
export class PageStore {
  private readonly kept = new Map<string, Kept>();
  private bytes = 0;

  get(key: string, now: number): Page | undefined {
    const found = this.kept.get(key);
    if (!found) return undefined;

    this.kept.delete(key);
    if (found.until > now) this.kept.set(key, found);
    else this.bytes -= found.size;
    return found.until > now ? found.page : undefined;
  }

  /** Compressed variants are counted from the start, at the size of the page. */
  keep(key: string, page: Page, until: number): void {
    this.forget(key);
    const size = 2 * (page.variants.identity as Variant).body.length + OVERHEAD + key.length;
    this.kept.set(key, { page, until, size });
    this.bytes += size;
    for (const oldest of this.kept.keys()) {
      if (this.kept.size <= MAX_PAGES && this.bytes <= MAX_BYTES) break;
      this.forget(oldest);
    }
  }

  clear(): void {
    this.kept.clear();
    this.bytes = 0;
  }

  private forget(key: string): void {
    this.bytes -= this.kept.get(key)?.size ?? 0;
    this.kept.delete(key);
  }
}

/** Makes a page of what was rendered. */
export function pageOf({ headers, body }: Rendered): Page {
  const etag = `W/"${createHash('sha256').update(body).digest('base64url').slice(0, 27)}"`;
  const own = { ...headers, etag, vary: 'accept-encoding' };
  for (const name of ['connection', 'content-length', 'date', 'keep-alive', 'transfer-encoding']) {
    delete (own as OutgoingHttpHeaders)[name];
  }
  return {
    etag,
    unchanged: { etag, vary: own.vary, 'cache-control': headers['cache-control'] },
    variants: { identity: variantOf(own, body), br: undefined, gzip: undefined },
  };
}

/** The page in an encoding; made when it is first asked for, once. */
export function variantIn(page: Page, encoding: Encoding): Variant | Promise<Variant> {
  const known = page.variants[encoding];
  if (known) return known;

  const plain = page.variants.identity as Variant;
  if (encoding === 'identity' || !isWorthIt(plain)) return plain;
  const coming = compressors[encoding](plain.body).then(
    (body) => (page.variants[encoding] = variantOf({ ...plain.headers, 'content-encoding': encoding }, body)),
  );
  return (page.variants[encoding] = coming);
}

const variantOf = (headers: OutgoingHttpHeaders, body: Buffer): Variant => ({
  headers: { ...headers, 'content-length': body.length },
  body,
});

function isWorthIt({ headers, body }: Variant): boolean {
  return body.length > 1_000 && /^text\/|json|xml|javascript/.test(String(headers['content-type'] ?? ''));
}
