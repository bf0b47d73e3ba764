import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** The places of a page into which a careless program writes what somebody typed. */
const PLACES: Record<string, (vector: string) => string> = {
  between: (vector) =>
    `<p>${vector}</p><input value="${vector}"><input value='${vector}'><input value=${vector}>
     <a href="${vector.replaceAll('"', '&quot;')}">x</a><svg>${vector}</svg>`,
  inside: (vector) =>
    `<script>var x = "${vector}";</script><script type="application/json">{"x":"${vector}"}</script>
     <style>:root{--x:${vector}}</style><title>${vector}</title><!-- ${vector} -->`,
};

/** Pages that put what was typed into themselves as it is: what the portal must never do, so that the watch can be tried. */
export class Dangerous {
  private readonly server: Server;

  private constructor(
    private readonly vectors: readonly string[],
    private readonly policy: string | null,
  ) {
    this.server = createServer((request, response) => {
      const { searchParams } = new URL(request.url ?? '/', 'http://localhost');
      const vector = this.vectors[Number(searchParams.get('vector'))] ?? '';
      const place = PLACES[searchParams.get('place') ?? ''];
      response.writeHead(200, {
        'content-type': 'text/html; charset=utf-8',
        ...(this.policy && { 'content-security-policy': this.policy }),
      });
      response.end(
        `<!doctype html><html lang="de"><meta charset="utf-8"><body>${place?.(vector) ?? ''}</body></html>`,
      );
    });
  }

  static async open(vectors: readonly string[], policy: string | null = null): Promise<Dangerous> {
    const dangerous = new Dangerous(vectors, policy);
    await once(dangerous.server.listen(0, '127.0.0.1'), 'listening');
    return dangerous;
  }

  static readonly places = Object.keys(PLACES);

  /** The address of a page with one vector in one place. */
  address(vector: number, place: string): string {
    const { port } = this.server.address() as AddressInfo;
    return `http://localhost:${port}/?vector=${vector}&place=${place}`;
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    this.server.close();
    await once(this.server, 'close');
  }
}
