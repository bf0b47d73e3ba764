interface Cookie {
  value: string;
  path: string;
}

/** A browser without a screen: keeps cookies by host and path, follows redirects, sends forms. */
export class Visitor {
  readonly #cookies = new Map<string, Cookie>();
  /** The last address that was asked for. */
  at = '';

  /** Fetches one address, without following it further. */
  async step(address: string, init: RequestInit = {}): Promise<Response> {
    const url = new URL(address, this.at || undefined);
    this.at = url.href;
    const headers = new Headers(init.headers);
    headers.set('cookie', this.#cookiesFor(url));
    const response = await fetch(url, { ...init, headers, redirect: 'manual' });
    for (const line of response.headers.getSetCookie()) this.#keep(url, line);
    return response;
  }

  /** Follows redirects until a page, or until an address that `stops` names. */
  async visit(
    address: string,
    stops: (address: string) => boolean = () => false,
    init?: RequestInit,
  ): Promise<Response> {
    let response = await this.step(address, init);
    for (let hops = 0; hops < 15; hops++) {
      const location = response.headers.get('location');
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

  /** Sends the first form of a page with these fields. */
  async send(
    page: string,
    fields: Record<string, string>,
    stops?: (address: string) => boolean,
  ): Promise<Response> {
    const action = /<form[^>]*action="([^"]+)"/.exec(page)?.[1] ?? this.at;
    const hidden = [...page.matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)"/g)];
    const body = new URLSearchParams({
      ...Object.fromEntries(hidden.map(([, name, value]) => [name, value])),
      ...fields,
    });
    return this.visit(action, stops, { method: 'POST', body });
  }

  #cookiesFor({ hostname, pathname }: URL): string {
    return [...this.#cookies]
      .filter(([key, { path }]) => key.startsWith(`${hostname} `) && pathname.startsWith(path))
      .map(([key, { value }]) => `${key.split(' ')[2]}=${value}`)
      .join('; ');
  }

  #keep({ hostname }: URL, line: string): void {
    const [pair = '', ...attributes] = line.split(/;\s*/);
    const [name = '', ...rest] = pair.split('=');
    const path = attributes.find((one) => /^path=/i.test(one))?.slice(5) ?? '/';
    const key = `${hostname} ${path} ${name}`;
    const isGone =
      attributes.some((one) => /^(max-age=0|expires=Thu, 01 Jan 1970)/i.test(one)) || rest.join('=') === '';
    if (isGone) this.#cookies.delete(key);
    else this.#cookies.set(key, { value: rest.join('='), path });
  }
}
