import type { ApolloServerPlugin } from '@apollo/server';
import { ApolloArmor } from '@escape.tech/graphql-armor';
import type { ApolloDriverConfig } from '@nestjs/apollo';
import type { FastifyInstance } from 'fastify';
import type { ExecutionResult } from 'graphql';

import { withAccess } from './access.js';
import { TrustedDocuments } from './documents.js';
import { mask, natureOf, Operations } from './operation.js';
import { Problem } from './problem.js';

interface Asked {
  id?: string;
  query?: string;
  variables?: Record<string, unknown>;
  operationName?: string;
}

const MAX_BODY_BYTES = 262_144;
const ANSWER = { 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-store' };

const armor = new ApolloArmor({
  maxDepth: { n: 8 },
  maxAliases: { n: 15 },
  costLimit: { maxCost: 5_000 },
  // Apollo's own limit: a syntax error in that of the armor is answered with 500.
  maxTokens: { enabled: false },
  maxDirectives: { n: 20 },
  blockFieldSuggestion: { enabled: true },
});

/** Apollo as we run it, for what is not a trusted document: public reads only, within limits, errors masked. */
export function graphqlConfig(operations: Operations): ApolloDriverConfig {
  const protection = armor.protect();

  return {
    ...protection,
    path: '/graphql',
    parseOptions: { maxTokens: 2_000 },
    autoSchemaFile: true,
    sortSchema: true,
    introspection: false,
    graphiql: false,
    playground: false,
    csrfPrevention: true,
    allowBatchedHttpRequests: false,
    includeStacktraceInErrorResponses: false,
    transformSchema: withAccess,
    transformAutoSchemaFile: true,
    plugins: [...protection.plugins, runsOperations(operations)] as ApolloDriverConfig['plugins'],
    formatError: (formatted, error) =>
      formatted.extensions?.fields
        ? formatted
        : { ...mask(error).toJSON(), extensions: { ...mask(error).extensions } },
  };
}

/**
 * Answers trusted documents before Apollo sees the request: they were validated when the pages were built, so that
 * nothing is left to do but to run them.
 */
export function acceptTrustedDocuments(
  fastify: FastifyInstance,
  documents: TrustedDocuments,
  operations: Operations,
): void {
  const answer = inProcess(operations, documents);

  fastify.addHook('preHandler', async (request, reply) => {
    const asked = request.body as Asked | undefined;
    if (request.routeOptions.url !== '/graphql' || !asked?.id) return;

    const result = await answer(asked);
    const status = documents.find(asked.id) ? 200 : 404;
    void reply.code(status).headers(ANSWER).send(JSON.stringify(result));
    return reply;
  });
}

/** Answers one operation inside this process, for pages that run beside the API. */
export function inProcess(operations: Operations, documents: TrustedDocuments) {
  return async ({ id, variables, operationName }: Asked): Promise<ExecutionResult> => {
    const trusted = documents.find(id ?? '');
    if (!trusted) return { errors: [mask(new Problem('document.not-found'))] };
    if (JSON.stringify(variables ?? {}).length > MAX_BODY_BYTES) {
      return { errors: [mask(new Problem('input.too-large'))] };
    }
    const { schema } = operations;
    return operations.run({ schema, key: id!, document: trusted.parsed, operationName, variables });
  };
}

function runsOperations(operations: Operations): ApolloServerPlugin {
  return {
    async serverWillStart({ schema }) {
      operations.schema = schema;
    },
    async requestDidStart() {
      return {
        async responseForOperation({ schema, document, queryHash, request }) {
          if (!natureOf(schema, document, request.operationName).isPublic) {
            throw mask(new Problem('document.not-trusted'));
          }
          const { operationName, variables } = request;
          const singleResult = await operations.run({
            schema,
            key: queryHash ?? '',
            document,
            operationName,
            variables,
          });
          return { http: response(), body: { kind: 'single', singleResult: singleResult as never } };
        },
      };
    },
  };
}

const response = () => ({ status: 200, headers: new Map([['cache-control', 'no-store']]) as never });
