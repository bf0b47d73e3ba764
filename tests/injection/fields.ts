import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  buildSchema,
  getNamedType,
  isInputObjectType,
  isListType,
  isNonNullType,
  type GraphQLInputType,
  type GraphQLSchema,
} from 'graphql';

const FILE = join(import.meta.dirname, '../../backend/schema.graphql');
/** The scalars in which somebody can write what he likes. */
const FREE = ['String', 'ID', 'Json'];

const schema: GraphQLSchema = buildSchema(readFileSync(FILE, 'utf8'));

/** A place in the variables of an operation: `contribution.title`, a list by its first item. */
export interface Leaf {
  /** `ContributionInput.title`, or `appealReport.text` for an argument. */
  field: string;
  path: string[];
}

/** Every field of every mutation that takes letters, each by its name in the schema. */
export const textFields = (): string[] =>
  [
    ...new Set(
      Object.values(schema.getMutationType()!.getFields()).flatMap(({ name }) =>
        leavesOf(name).map(({ field }) => field),
      ),
    ),
  ].sort();

/** The places of one mutation where letters go. */
export function leavesOf(mutation: string): Leaf[] {
  const { args } = schema.getMutationType()!.getFields()[mutation]!;
  return args.flatMap(({ name, type }) => leaves({ field: `${mutation}.${name}`, path: [name] }, type));
}

function leaves({ field, path }: Leaf, type: GraphQLInputType): Leaf[] {
  const named = getNamedType(type);
  const here = isList(type) ? [...path, '0'] : path;
  if (!isInputObjectType(named)) return FREE.includes(named.name) ? [{ field, path: here }] : [];
  return Object.values(named.getFields()).flatMap((inner) =>
    leaves({ field: `${named.name}.${inner.name}`, path: [...here, inner.name] }, inner.type),
  );
}

const isList = (type: GraphQLInputType): boolean => isListType(isNonNullType(type) ? type.ofType : type);

/** What stands at a place, if anything. */
export const at = (variables: unknown, path: string[]): unknown =>
  path.reduce<unknown>((inside, step) => (inside as Record<string, unknown> | null)?.[step], variables);

/** The same variables with something else at one place; what leads there is made where it is missing. */
export function withAt(variables: unknown, [step, ...rest]: string[], value: unknown): unknown {
  if (step === undefined) return value;
  const isIndex = step === '0';
  const inside = variables ?? (isIndex ? [] : {});
  const changed = withAt((inside as Record<string, unknown>)[step], rest, value);
  if (isIndex) return [changed, ...(inside as unknown[]).slice(1)];
  return { ...inside, [step]: changed };
}
