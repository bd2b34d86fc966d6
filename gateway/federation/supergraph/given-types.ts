import {
  type GraphQLNamedType,
  type GraphQLSchema,
  getNamedType,
  isInterfaceType,
  isObjectType,
  isUnionType,
} from 'graphql';
import { fieldIn } from './field-in.ts';
import { joinsOf } from './service-types.ts';

/**
 * The types of objects that the services which have a field may give as it: not all of its interface or union, as each service
 * knows its own. Every type, where one of them has one name for all (`@interfaceObject`).
 */
export function givenTypes(schema: GraphQLSchema, typeName: string, fieldName: string): ReadonlySet<string> {
  const field = fieldIn(schema, typeName, fieldName)!;
  const named = getNamedType(field.type);
  const types = isInterfaceType(named) || isUnionType(named) ? schema.getPossibleTypes(named) : [named];
  const joins = joinsOf(field).join__field ?? joinsOf(schema.getType(typeName)!).join__type ?? [];
  const isGivenBy = (graph: string | undefined) => (type: GraphQLNamedType) =>
    graph === undefined || isOneIn(graph, named, type);
  return new Set(joins.flatMap(({ graph }) => types.filter(isGivenBy(graph)).map(({ name }) => name)));
}

function isOneIn(graph: string, named: GraphQLNamedType, type: GraphQLNamedType): boolean {
  if (isUnionType(named)) {
    const members = joinsOf(named).join__unionMember ?? [];
    return members.some((join) => join.graph === graph && join.member === type.name);
  }
  if (!isInterfaceType(named) || !isObjectType(type)) {
    return true;
  }
  const own = (joinsOf(named).join__type ?? []).filter((join) => join.graph === graph);
  const implemented = joinsOf(type).join__implements ?? [];
  return (
    own.some(({ isInterfaceObject }) => isInterfaceObject) ||
    implemented.some((join) => join.graph === graph && join.interface === named.name)
  );
}
