import { createServer } from 'node:http';

import { createPages } from './pages.ts';

const { PORT = '3000', HOST = '127.0.0.1', BACKEND_URL = 'http://127.0.0.1:3001' } = process.env;
const PATIENCE_MS = 2_000;

process.env.PROTOCOL_HEADER ??= 'x-forwarded-proto';
process.env.BODY_SIZE_LIMIT ??= '110M';
const { handler } = (await import(new URL('../build/handler.js', import.meta.url).href)) as {
  handler: Parameters<typeof createPages>[0]['handler'];
};

/** The state of the public data, as the backend tells it. */
async function state(): Promise<string> {
  const response = await fetch(`${BACKEND_URL}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-requested-by': 'mitsprache' },
    body: JSON.stringify({ query: '{revision}' }),
    signal: AbortSignal.timeout(PATIENCE_MS),
  });
  const { data } = (await response.json()) as { data: { revision: string } };
  return data.revision;
}

const pages = createPages({ handler, state });
const server = createServer((request, response) => {
  if (request.url !== '/health/live') pages(request, response);
  else response.writeHead(200, { 'content-type': 'text/plain', 'cache-control': 'no-store' }).end('ok');
});
server.listen(Number(PORT), HOST, () => console.log(`Pages on http://${HOST}:${PORT}`));

for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => server.close());
