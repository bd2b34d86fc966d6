import { type GraphQLSchema, getNamedType, isInterfaceType, isObjectType } from 'graphql';
import { graphsOf } from './join-directives.ts';

/** The field and its type by which an object says which entry it is. No service is named here, and no type of entry. */
const FIELD = 'proofOfEntry';
const TYPE = 'ProofOfEntry';

/** Gives the test of whether a service can say of a type's objects which entries they are. */
export function provingTypes(
  schema: GraphQLSchema,
  serviceNames: ReadonlyMap<string, string>,
): (service: string, typeName: string) => boolean {
  const proving = new Map<string, Set<string>>();
  for (const type of Object.values(schema.getTypeMap())) {
    const field = isObjectType(type) || isInterfaceType(type) ? type.getFields()[FIELD] : undefined;
    if (field !== undefined && getNamedType(field.type).name === TYPE) {
      for (const graph of graphsOf(type.astNode?.directives, field.astNode?.directives)) {
        const service = serviceNames.get(graph) ?? graph;
        proving.set(service, (proving.get(service) ?? new Set()).add(type.name));
      }
    }
  }
  return (service, typeName) => proving.get(service)?.has(typeName) === true;
}
