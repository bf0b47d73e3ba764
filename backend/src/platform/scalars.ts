import { GraphQLScalarType, Kind, type ValueNode } from 'graphql';

/** GeoJSON and other structured values whose shape a feature checks itself. */
export const Json = new GraphQLScalarType({
  name: 'Json',
  description: 'A JSON object or list; GeoJSON where a place is meant.',
  serialize: (value) => value,
  parseValue: (value) => value,
  parseLiteral: (node) => valueOf(node),
});

function valueOf(node: ValueNode): unknown {
  if (node.kind === Kind.OBJECT) {
    return Object.fromEntries(node.fields.map((field) => [field.name.value, valueOf(field.value)]));
  }
  if (node.kind === Kind.LIST) return node.values.map(valueOf);
  if (node.kind === Kind.INT || node.kind === Kind.FLOAT) return Number(node.value);
  return 'value' in node ? node.value : null;
}
