import type { FastifyInstance } from 'fastify';

import { Problem } from '../platform/problem.js';
import { readCookie, SESSION_COOKIE } from './cookies.js';

const READS = new Set(['GET', 'HEAD', 'OPTIONS']);
/** Mail programs send here without a page before it (RFC 8058); the address itself is the secret. */
const ONE_CLICK = '/api/abmelden/';

/**
 * Refuses what another site makes a signed-in browser send: a change must come from a page of the same host, and
 * outside plain forms it must carry `x-requested-by`, which other sites cannot add without asking first.
 */
export function refuseForgery(fastify: FastifyInstance): void {
  fastify.addHook('onRequest', (request, _reply, done) => {
    const { cookie, origin } = request.headers;
    const host = request.headers['x-portal-host'] ?? request.headers.host;
    if (READS.has(request.method) || request.url.startsWith(ONE_CLICK) || !readCookie(cookie, SESSION_COOKIE))
      return done();

    const isSameHost = origin === undefined || URL.parse(origin)?.host === host;
    const isForm = request.url.startsWith('/auth/') && origin !== undefined;
    const isOurs = isForm || request.headers['x-requested-by'] !== undefined;
    done(
      isSameHost && isOurs ? undefined : Object.assign(new Problem('request.forbidden'), { statusCode: 403 }),
    );
  });
}
