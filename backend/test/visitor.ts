import { request } from 'node:http';

interface Cookie {
  value: string;
  path: string;
  line: string;
}

export interface Asked {
  method?: string;
  headers?: Record<string, string>;
  body?: URLSearchParams | string;
}

const FORM = 'application/x-www-form-urlencoded';

/** A browser without a screen: knows every name under localhost, keeps cookies by host, follows redirects, sends forms. */
export class Visitor {
  private readonly cookies = new Map<string, Cookie>();
  /** The last address that was asked for. */
  at = '';

  /** Asks for one address, without following it further. */
  async step(address: string, asked: Asked = {}): Promise<Response> {
    const url = new URL(address, this.at || undefined);
    this.at = url.href;
    const response = await send(url, {
      ...asked,
      headers: { cookie: this.cookieHeader(url), ...asked.headers },
    });
    for (const line of response.headers.getSetCookie()) this.keep(url, line);
    return response;
  }

  /** Follows redirects until a page, or until an address that `stops` names. */
  async visit(
    address: string,
    stops: (address: string) => boolean = () => false,
    asked?: Asked,
  ): Promise<Response> {
    let response = await this.step(address, asked);
    for (let hops = 0; hops < 15; hops++) {
      const location = response.headers.get('location') ?? refreshOf(await response.clone().text());
      if (!location) return response;
      const next = new URL(location, this.at).href;
      if (stops(next)) {
        this.at = next;
        return response;
      }
      response = await this.step(next);
    }
    throw new Error('Too many redirects.');
  }

  /** Sends the first form of a page with these fields, as a browser would. */
  async send(
    page: string,
    fields: Record<string, string>,
    stops?: (address: string) => boolean,
  ): Promise<Response> {
    const action = plain(/<form[^>]*action="([^"]+)"/.exec(page)?.[1] ?? this.at);
    const [form = page] = /<form[\s\S]*?<\/form>/.exec(page) ?? [];
    const hidden = [...form.matchAll(/<input type="hidden"[^>]*? name="([^"]+)" value="([^"]*)"/g)];
    const values = Object.fromEntries(hidden.map(([, name, value]) => [name, value ?? '']));
    const body = new URLSearchParams({ ...values, ...fields });
    return this.visit(action, stops, { method: 'POST', body, headers: { origin: new URL(this.at).origin } });
  }

  /** The Set-Cookie line that gave a cookie of this name on a host. */
  cookieLine(hostname: string, name: string): string | undefined {
    return [...this.cookies].find(([key]) => key.startsWith(`${hostname} `) && key.endsWith(` ${name}`))?.[1]
      .line;
  }

  /** The Cookie header for an address. */
  cookieHeader({ hostname, pathname }: URL): string {
    return [...this.cookies]
      .filter(([key, { path }]) => key.startsWith(`${hostname} `) && pathname.startsWith(path))
      .map(([key, { value }]) => `${key.split(' ')[2]}=${value}`)
      .join('; ');
  }

  /** Forgets everything of one host. */
  forget(hostname: string): void {
    for (const key of this.cookies.keys()) if (key.startsWith(`${hostname} `)) this.cookies.delete(key);
  }

  private keep({ hostname }: URL, line: string): void {
    const [pair = '', ...attributes] = line.split(/;\s*/);
    const [name = '', ...rest] = pair.split('=');
    const path = attributes.find((one) => /^path=/i.test(one))?.slice(5) ?? '/';
    const key = `${hostname} ${path} ${name}`;
    const isGone = attributes.some((one) => /^(max-age=0|expires=Thu, 01 Jan 1970)/i.test(one));
    if (isGone) this.cookies.delete(key);
    else this.cookies.set(key, { value: rest.join('='), path, line });
  }
}

/** One HTTP exchange over loopback with the Host header of the address. */
function send(url: URL, { method = 'GET', headers = {}, body }: Asked): Promise<Response> {
  return new Promise((resolve, reject) => {
    const text = body?.toString();
    const type = body instanceof URLSearchParams ? { 'content-type': FORM } : {};
    const all = {
      host: url.host,
      ...type,
      ...headers,
      ...(text !== undefined && { 'content-length': `${Buffer.byteLength(text)}` }),
    };
    const options = {
      host: '127.0.0.1',
      port: url.port,
      path: url.pathname + url.search,
      method,
      headers: all,
    };
    const outgoing = request(options, async (incoming) => {
      const bytes = Buffer.concat(await incoming.toArray());
      const pairs = incoming.rawHeaders.flatMap((name, at, list): [string, string][] =>
        at % 2 ? [] : [[name, list[at + 1] ?? '']],
      );
      const status = incoming.statusCode ?? 0;
      resolve(new Response([204, 304].includes(status) ? null : bytes, { status, headers: pairs }));
    });
    outgoing.on('error', reject);
    outgoing.end(text);
  });
}

/** An address as it stands in HTML. */
const plain = (text: string) =>
  text.replaceAll('&amp;', '&').replace(/&#(\d+);/g, (_, code: string) => String.fromCharCode(Number(code)));

function refreshOf(page: string): string | null {
  const [, address] = /<meta http-equiv="refresh" content="0;url=([^"]+)">/.exec(page) ?? [];
  return address ? plain(address) : null;
}
