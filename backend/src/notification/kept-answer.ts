import { createHash } from 'node:crypto';

import type { FastifyReply, FastifyRequest } from 'fastify';

interface Kept {
  body: string;
  type: string;
  request: FastifyRequest;
  reply: FastifyReply;
}

/**
 * Answers 304 where the asker has it already, by its tag (RFC 9110 § 13.1.2). Never by a time: what is hidden goes away
 * without anything new.
 */
export function answerKept({ body, type, request, reply }: Kept): string {
  const tag = `"${createHash('sha256').update(body).digest('base64url').slice(0, 27)}"`;
  void reply.headers({
    'content-type': type,
    'cache-control': 'public, max-age=60',
    etag: tag,
  });
  const known = request.headers['if-none-match']?.split(',') ?? [];
  const isKnown = known.some((one) => one.trim().replace(/^W\//, '') === tag || one.trim() === '*');
  if (!isKnown) return body;
  void reply.status(304);
  return '';
}
