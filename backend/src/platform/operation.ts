import { Injectable } from '@nestjs/common';
import { GraphQLError, Kind, type DocumentNode, type ExecutionResult, type GraphQLSchema } from 'graphql';
import { compileQuery, isCompiledQuery, type CompiledQuery } from 'graphql-jit';

import { Database } from './database.js';
import { current } from './current.js';
import { log } from './log.js';
import { isDataException, Problem } from './problem.js';

/** One GraphQL operation as it came in. */
export interface Operation {
  schema: GraphQLSchema;
  /** Names the document for the cache of compiled operations. */
  key: string;
  document: DocumentNode;
  operationName?: string | null;
  variables?: Record<string, unknown> | null;
}

interface Compiled {
  run: CompiledQuery['query'];
  isPublic: boolean;
  isMutation: boolean;
}

const MAX_COMPILED = 1_000;

/** Ends a transaction whose answer has errors, so that nothing of it stays. */
class Undone extends Error {
  constructor(readonly result: ExecutionResult) {
    super('undone');
  }
}

/** Runs operations: compiled once, one transaction each, errors masked. */
@Injectable()
export class Operations {
  /** The schema with its rules, known once Apollo has started. */
  schema!: GraphQLSchema;

  private readonly compiled = new Map<string, Compiled>();

  constructor(private readonly database: Database) {}

  /** The answer to one operation of the current visit. Public reads of `pub` need no transaction. */
  async run(operation: Operation): Promise<ExecutionResult> {
    const compiled = this.compile(operation);
    const variables = operation.variables ?? {};
    if (compiled.isPublic) return masked(await compiled.run({}, {}, variables));

    try {
      return await this.database.transaction(async () => {
        const result = await compiled.run({}, {}, variables);
        if (result.errors?.length && compiled.isMutation) throw new Undone(result);
        return masked(result);
      });
    } catch (error) {
      if (error instanceof Undone) return masked(error.result);
      return { errors: [mask(error)] };
    }
  }

  private compile({ schema, key, document, operationName }: Operation): Compiled {
    const name = `${key}:${operationName ?? ''}`;
    const known = this.compiled.get(name);
    if (known) return known;

    const query = compileQuery(schema, document, operationName ?? undefined);
    if (!isCompiledQuery(query)) return { run: () => query, isPublic: true, isMutation: false };

    if (this.compiled.size >= MAX_COMPILED) this.compiled.delete(this.compiled.keys().next().value!);
    const compiled = { run: query.query, ...natureOf(schema, document, operationName) };
    this.compiled.set(name, compiled);
    return compiled;
  }
}

/** Whether an operation only reads public data, and whether it changes anything. */
export function natureOf(schema: GraphQLSchema, document: DocumentNode, operationName?: string | null) {
  const operation = document.definitions.find(
    (node) =>
      node.kind === Kind.OPERATION_DEFINITION && (!operationName || node.name?.value === operationName),
  );
  if (operation?.kind !== Kind.OPERATION_DEFINITION) return { isPublic: true, isMutation: false };

  const fields = schema.getQueryType()?.getFields() ?? {};
  const isPublicField = (name: string) =>
    name.startsWith('__') || fields[name]?.extensions.access === 'public';
  const isPublic =
    operation.operation === 'query' &&
    operation.selectionSet.selections.every(
      (node) => node.kind === Kind.FIELD && isPublicField(node.name.value),
    );

  return { isPublic, isMutation: operation.operation === 'mutation' };
}

function masked(result: ExecutionResult): ExecutionResult {
  return result.errors?.length ? { ...result, errors: result.errors.map(mask) } : result;
}

/** Expected problems go out with their code; anything else is a bug: it is logged, and only its trace goes out. */
export function mask(error: unknown): GraphQLError {
  const cause = error instanceof GraphQLError ? (error.originalError ?? error) : error;
  if (cause instanceof Problem) return new GraphQLError(cause.code, { extensions: cause.extensions });
  if (cause instanceof GraphQLError && !cause.originalError) {
    return new GraphQLError(cause.message, { extensions: { code: 'input.malformed', fields: {} } });
  }
  if (isDataException(cause)) return mask(new Problem('input.malformed'));
  log.error({ err: cause }, 'operation failed');
  return new GraphQLError('internal', {
    extensions: { code: 'internal', fields: {}, trace: current.traceId },
  });
}
