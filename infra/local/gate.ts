import { createServer, type RequestListener, type Server } from 'node:http';

import { Sentence } from './sentence.ts';

/** Who answers which addresses on the one port. */
export interface Parts {
  api: RequestListener;
  /** The local sign-in, or null where an issuer of the operator's own is used. */
  signIn: RequestListener | null;
  pages: RequestListener;
}

/** The one port: taken at once, answering 503 until the parts are there. */
export interface Gate {
  open(parts: Parts): void;
  close(): Promise<void>;
}

const API = new Set(['graphql', 'files', 'auth', 'api', 'register', 'health', 'mail']);

export async function takePort(port: number, host: string): Promise<Gate> {
  const server = createServer(notYet);
  await listen(server, port, host);
  return {
    open(parts) {
      server.off('request', notYet);
      server.on('request', (request, response) => {
        // Only our own pages may say for whom they ask; they do it inside this process.
        for (const name of Object.keys(request.headers)) {
          if (name.startsWith('x-portal-')) delete request.headers[name];
        }
        // The pages know their own scheme from this header only; no proxy stands before us here.
        request.headers['x-forwarded-proto'] ??= 'http';
        partFor(request.url ?? '/', parts)(request, response);
      });
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeIdleConnections();
        setTimeout(() => server.closeAllConnections(), 1_500).unref();
      }),
  };
}

function partFor(url: string, { api, signIn, pages }: Parts): RequestListener {
  const first = /^\/([^/?#]*)/.exec(url)?.[1] ?? '';
  if (API.has(first)) return api;
  return first === 'realms' && signIn ? signIn : pages;
}

const notYet: RequestListener = (_, response) => {
  response.writeHead(503, {
    'retry-after': '2',
    'content-type': 'text/plain; charset=utf-8',
    'x-content-type-options': 'nosniff',
    refresh: '2',
  });
  response.end('Mitsprache startet gerade.\n');
};

function listen(server: Server, port: number, host: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => reject(inWords(error, port, host)));
    server.listen(port, host, resolve);
  });
}

function inWords(error: NodeJS.ErrnoException, port: number, host: string): Error {
  const words: Record<string, string> = {
    EADDRINUSE: `Port ${port} is taken by another program: stop that one, or choose another port with PORT=${port + 1} npm start.`,
    EACCES: `Port ${port} may not be used by this user: choose one above 1023, for example PORT=3000 npm start.`,
    EADDRNOTAVAIL: `This machine has no address ${host}: set HOST to 127.0.0.1, or leave it out.`,
  };
  const sentence = words[error.code ?? ''];
  return sentence ? new Sentence(sentence) : error;
}
