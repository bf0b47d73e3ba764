import { createHmac } from 'node:crypto';
import { createServer, type Server } from 'node:http';

import { DEMONSTRATION_SECRET } from '../../keycloak/demonstration.ts';
import { renderPage } from '../sign-in/pages.ts';

const PERIOD_SECONDS = 30;

/** The code that an authenticator app would show now (RFC 6238, SHA-1, six digits). */
export function codeAt(milliseconds: number, secret = DEMONSTRATION_SECRET): string {
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(Math.floor(milliseconds / 1000 / PERIOD_SECONDS)));
  const hash = createHmac('sha1', secret).update(counter).digest();
  const offset = hash[19]! & 15;
  return String((hash.readUInt32BE(offset) & 0x7fffffff) % 1_000_000).padStart(6, '0');
}

/** A page on loopback that plays the authenticator app of the demonstration staff. */
export function serveCodes(port: number): Promise<Server> {
  const server = createServer((_, response) => {
    const body = `<p>Die Angestellten der Vorführung haben alle dieselbe Authentifizierungs-App. Sie zeigt jetzt:</p><p class="note"><strong>${codeAt(Date.now())}</strong></p><p class="hint">Ein Code gilt dreißig Sekunden. In einer eigenen App: <code>${DEMONSTRATION_SECRET}</code></p>`;
    const { html, policy } = renderPage({ title: 'Code für die Anmeldung', body });
    response.writeHead(200, {
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': policy,
      'cache-control': 'no-store',
      refresh: '10',
    });
    response.end(html);
  });
  return new Promise((done, fail) => {
    server.once('error', fail);
    server.listen(port, '127.0.0.1', () => done(server));
  });
}
