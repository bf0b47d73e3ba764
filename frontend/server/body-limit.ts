import type { IncomingMessage, ServerResponse } from 'node:http';

const FORM = 512 * 1024;
const FILES = 110 * 1024 * 1024;
const TOO_MUCH =
  'Das ist zu viel auf einmal. Bitte gehen Sie zurück und senden Sie weniger Text oder kleinere Dateien.';
const NO_LENGTH = 'Diese Anfrage sagt nicht, wie groß sie ist, und wird darum nicht angenommen.';
/** How long one who sends too much may go on, so that the answer is still read. */
const DRAIN_MS = 3_000;

/** Refuses a body that is too large before it is read: 110 MB with files, 512 kB without. */
export function refusesBody(request: IncomingMessage, response: ServerResponse): boolean {
  const { headers } = request;
  const hasFiles = headers['content-type']?.startsWith('multipart/form-data') ?? false;
  if (Number(headers['content-length'] ?? 0) > (hasFiles ? FILES : FORM))
    return refuse(response, 413, TOO_MUCH);
  return !hasFiles && headers['transfer-encoding'] !== undefined && refuse(response, 411, NO_LENGTH);
}

function refuse(response: ServerResponse, status: number, sentence: string): true {
  const { req: request } = response;
  response.writeHead(status, {
    'content-type': 'text/plain; charset=utf-8',
    'cache-control': 'no-store',
    connection: 'close',
  });
  response.end(sentence);
  request.resume();
  setTimeout(() => request.destroy(), DRAIN_MS).unref();
  return true;
}
