import type { ApolloServerPlugin, BaseContext } from '@apollo/server';
import { ApolloArmor } from '@escape.tech/graphql-armor';
import type { ApolloDriverConfig } from '@nestjs/apollo';
import type { FastifyInstance, FastifyRequest } from 'fastify';
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

interface Context extends BaseContext {
  isTrusted: boolean;
}

const MAX_BODY_BYTES = 262_144;

const armor = new ApolloArmor({
  maxDepth: { n: 8 },
  maxAliases: { n: 15 },
  costLimit: { maxCost: 5_000 },
  maxTokens: { n: 2_000 },
  maxDirectives: { n: 20 },
  blockFieldSuggestion: { enabled: true },
});

/** Apollo as we run it: trusted documents for everything but public reads, limits, masked errors. */
export function graphqlConfig(operations: Operations): ApolloDriverConfig {
  const protection = armor.protect();

  return {
    ...protection,
    path: '/graphql',
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
    context: (request: FastifyRequest & Partial<Context>) => ({ isTrusted: request.isTrusted === true }),
    plugins: [...protection.plugins, runsOperations(operations)] as ApolloDriverConfig['plugins'],
    formatError: (formatted, error) =>
      formatted.extensions?.fields
        ? formatted
        : { ...mask(error).toJSON(), extensions: { ...mask(error).extensions } },
  };
}

/** Replaces the id of a trusted document by its text before Apollo sees the request. */
export function acceptTrustedDocuments(fastify: FastifyInstance, documents: TrustedDocuments): void {
  fastify.addHook('preHandler', (request, reply, done) => {
    if (request.routeOptions.url !== '/graphql') return done();
    const body = request.body as Asked | undefined;
    if (!body?.id) return done();

    const trusted = documents.find(body.id);
    if (!trusted) {
      void reply.status(404).send({ errors: [problem('document.not-found')] });
      return;
    }
    request.body = {
      query: trusted.document,
      variables: body.variables ?? null,
      operationName: body.operationName ?? null,
    };
    Object.assign(request, { isTrusted: true });
    done();
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

function runsOperations(operations: Operations): ApolloServerPlugin<Context> {
  return {
    async serverWillStart({ schema }) {
      operations.schema = schema;
    },
    async requestDidStart() {
      return {
        async responseForOperation({ schema, document, queryHash, request, contextValue }) {
          if (!contextValue.isTrusted && !natureOf(schema, document, request.operationName).isPublic) {
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
const problem = (code: string) => ({ message: code, extensions: { code, fields: {} } });
