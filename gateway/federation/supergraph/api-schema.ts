import { buildASTSchema, type GraphQLSchema, Kind, validateSchema, visit } from 'graphql';
import { parseNarrow } from './narrow.ts';

/**
 * Builds what callers see from what the planner says of it. It prints the introspection types as if they were the graph's
 * own, which graphql-js brings itself, and leaves the names of inaccessible types in the unions they belong to. Throws for
 * what is no schema.
 */
export function apiSchemaOf(consumerSdl: string): GraphQLSchema {
  const printed = parseNarrow(consumerSdl);
  const names = new Set(printed.definitions.flatMap((each) => ('name' in each && each.name ? [each.name.value] : [])));
  const own = visit(printed, {
    enter: (node) => {
      if (node.kind === Kind.UNION_TYPE_DEFINITION) {
        return { ...node, types: node.types?.filter(({ name }) => names.has(name.value)) };
      }
      const isReserved = 'name' in node && node.name !== undefined && node.name.value.startsWith('__');
      return isReserved && node.kind !== Kind.NAMED_TYPE ? null : undefined;
    },
  });
  const schema = buildASTSchema(own, { assumeValid: true, assumeValidSDL: true });
  const [wrong] = validateSchema(schema);
  if (wrong !== undefined) {
    throw wrong;
  }
  return schema;
}
