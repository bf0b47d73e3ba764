import { randomUUID } from 'node:crypto';
import type { FastifyInstance, FastifyRequest } from 'fastify';

import { clock } from './clock.js';
import { current, type Actor, type Visit } from './current.js';
import { log } from './log.js';

/** Given by app.module: who runs the portal behind a host name, and who the person behind a request is. */
export const VISITORS = Symbol('visitors');

export interface Visitors {
  tenantFor(host: string): Promise<{ id: string; slug: string } | null>;
  actorFor(request: Credentials): Promise<Actor>;
  /** Where an address lies, hashed. */
  originOf(address: string): Promise<string>;
}

/** What a request shows to say who sends it. */
export interface Credentials {
  cookie: string | undefined;
  authorization: string | undefined;
  host: string;
  tenantId: string | null;
}

type Headers = Record<string, string | string[] | undefined>;

/** The visit that a request's headers describe; nothing else in the product reads them. */
export async function visitFrom(visitors: Visitors, headers: Headers, address = ''): Promise<Visit> {
  const host = first(headers['x-portal-host'] ?? headers.host).toLowerCase();
  const tenant = await visitors.tenantFor(host);
  const tenantId = tenant?.id ?? null;
  const cookie = first(headers.cookie) || undefined;
  const authorization = first(headers.authorization) || undefined;

  return {
    host,
    tenantId,
    tenantSlug: tenant?.slug ?? null,
    actor: await visitors.actorFor({ cookie, authorization, host, tenantId }),
    language: first(headers['x-portal-language']) || 'de',
    traceId: randomUUID(),
    receivedAt: clock.now(),
    origin: await visitors.originOf(first(headers['x-portal-address']) || address),
  };
}

/** Opens a visit for every request when its body is complete, and writes one line about it when it is answered. */
export function openVisits(fastify: FastifyInstance, visitors: Visitors): void {
  fastify.addHook('preHandler', (request, _reply, done) => {
    visitFrom(visitors, request.headers, request.ip).then((visit) => {
      Object.assign(request, { traceId: visit.traceId });
      current.run(visit, done);
    }, done);
  });

  fastify.addHook('onResponse', (request, reply, done) => {
    log.info({
      trace: (request as FastifyRequest & { traceId?: string }).traceId,
      method: request.method,
      route: request.routeOptions.url ?? 'unknown',
      status: reply.statusCode,
      ms: Math.round(reply.elapsedTime),
    });
    done();
  });
}

const first = (value: string | string[] | undefined): string =>
  (Array.isArray(value) ? value[0] : value) ?? '';
