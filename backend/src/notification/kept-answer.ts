import { createHash } from 'node:crypto';

import type { FastifyReply, FastifyRequest } from 'fastify';

interface Kept {
  body: string;
  type: string;
  /** When what it says last changed (UTC). */
  changed: Date;
  request: FastifyRequest;
  reply: FastifyReply;
}

/** Answers 304 where the asker has it already: by its tag, or where none is sent by its time (RFC 9110 § 13). */
export function answerKept({ body, type, changed, request, reply }: Kept): string {
  const tag = `"${createHash('sha256').update(body).digest('base64url').slice(0, 27)}"`;
  void reply.headers({
    'content-type': type,
    'cache-control': 'public, max-age=60',
    etag: tag,
    'last-modified': changed.toUTCString(),
  });
  const { 'if-none-match': known, 'if-modified-since': since } = request.headers;
  const isKnown = known
    ? known.split(',').some((one) => one.trim().replace(/^W\//, '') === tag || one.trim() === '*')
    : Date.parse(since ?? '') >= Math.floor(changed.getTime() / 1_000) * 1_000;
  if (!isKnown) return body;
  void reply.status(304);
  return '';
}
