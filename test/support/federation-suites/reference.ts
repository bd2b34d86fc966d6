import { buildSchema, type GraphQLSchema, isAbstractType, isObjectType, isScalarType } from 'graphql';
import type { Resolvers } from './suite.ts';

/** One plain schema with its resolvers: what an executor that knows nothing of federation is asked. */
export function referenceSchema(typeDefs: string, resolvers: Resolvers): GraphQLSchema {
  const schema = buildSchema(typeDefs);
  for (const [typeName, ofType] of Object.entries(resolvers)) {
    const type = schema.getType(typeName);
    for (const [name, resolver] of Object.entries(ofType as Readonly<Record<string, never>>)) {
      if (isObjectType(type)) {
        type.getFields()[name]!.resolve = resolver;
      } else if (isAbstractType(type)) {
        type.resolveType = resolver;
      } else if (isScalarType(type)) {
        Object.assign(type, { [name]: resolver });
      }
    }
  }
  return schema;
}
