import type { GraphQLFieldResolver, GraphQLObjectType, GraphQLSchema } from 'graphql';
import { defaultFieldResolver, isIntrospectionType, isObjectType } from 'graphql';

import type { Access, Rule } from './authorize.js';
import { current } from './current.js';
import { forbidden } from './problem.js';

type Resolver = GraphQLFieldResolver<unknown, unknown>;

/**
 * Lays the rules over a schema: each operation must ask a policy, each guarded field asks its rule about its
 * parent. Throws at start when a field says nothing (see `fieldsWithoutAccess`).
 */
export function withAccess(schema: GraphQLSchema): GraphQLSchema {
  const missing = fieldsWithoutAccess(schema);
  if (missing.length) throw new Error(`Say @Public(), @Guarded(rule) or @Asks() on: ${missing.join(', ')}`);

  for (const type of objectTypes(schema)) {
    const isRoot = type === schema.getQueryType() || type === schema.getMutationType();
    for (const field of Object.values(type.getFields())) {
      const access = (field.extensions.access ?? type.extensions.access) as Access | 'asks';
      if (access === 'public') continue;
      const inner = field.resolve ?? defaultFieldResolver;
      field.resolve = isRoot ? asking(field.name, inner) : guarded(access as Rule<unknown>, inner);
    }
  }
  return schema;
}

/** Every operation and field that neither it nor its type says who may see it. */
export function fieldsWithoutAccess(schema: GraphQLSchema): string[] {
  return objectTypes(schema).flatMap((type) =>
    Object.values(type.getFields())
      .filter((field) => !field.extensions.access && !type.extensions.access)
      .map((field) => `${type.name}.${field.name}`),
  );
}

function objectTypes(schema: GraphQLSchema): GraphQLObjectType[] {
  return Object.values(schema.getTypeMap()).filter(
    (type): type is GraphQLObjectType => isObjectType(type) && !isIntrospectionType(type),
  );
}

function asking(name: string, inner: Resolver): Resolver {
  return (parent, args, context, info) =>
    current.ask(async () => {
      const value: unknown = await inner(parent, args, context, info);
      if (!current.authorized) throw new Error(`${name} finished without asking a policy.`);
      return value;
    });
}

function guarded(rule: Rule<unknown>, inner: Resolver): Resolver {
  return (parent, args, context, info) => {
    if (!rule(current.actor, parent)) throw forbidden(rule.name);
    return inner(parent, args, context, info);
  };
}
