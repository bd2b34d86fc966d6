import {
  type ConstDirectiveNode,
  type GraphQLSchema,
  getNamedType,
  isInterfaceType,
  isObjectType,
  Kind,
} from 'graphql';

/** The field and its type by which an object says which entry it is. No service is named here, and no type of entry. */
const FIELD = 'proofOfEntry';
const TYPE = 'ProofOfEntry';

type Directives = readonly ConstDirectiveNode[] | undefined;

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

/** The graphs that resolve a field: those it is joined to, or all of its type's when it says nothing. */
function graphsOf(ofType: Directives, ofField: Directives): readonly string[] {
  const joined = (ofField ?? []).filter(({ name }) => name.value === 'join__field');
  const of = joined.length === 0 ? (ofType ?? []).filter(({ name }) => name.value === 'join__type') : joined;
  return of.filter((each) => !isSet(each, 'external') && !isSet(each, 'usedOverridden')).flatMap(graphOf);
}

const argumentOf = (directive: ConstDirectiveNode, name: string) =>
  directive.arguments?.find((argument) => argument.name.value === name)?.value;

function graphOf(directive: ConstDirectiveNode): readonly string[] {
  const graph = argumentOf(directive, 'graph');
  return graph?.kind === Kind.ENUM ? [graph.value] : [];
}

function isSet(directive: ConstDirectiveNode, name: string): boolean {
  const value = argumentOf(directive, name);
  return value?.kind === Kind.BOOLEAN && value.value;
}
