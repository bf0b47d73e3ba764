import type { FastifyInstance } from 'fastify';

/** What every answer of the API says that says nothing else: it is no page, and it is what it says it is. */
const HEADERS = {
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'same-origin',
  'content-security-policy': `default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`,
};

/** Lets no answer go out without headers that keep browsers from taking it for a page or running what it holds. */
export function guardAnswers(fastify: FastifyInstance): void {
  fastify.addHook('onSend', async (_request, reply) => {
    for (const [name, value] of Object.entries(HEADERS))
      if (!reply.hasHeader(name)) void reply.header(name, value);
  });
}
