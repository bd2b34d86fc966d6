import { getDirectiveExtensions } from '@graphql-tools/utils';
import {
  type ASTNode,
  buildASTSchema,
  type ConstDirectiveNode,
  type DocumentNode,
  type FieldDefinitionNode,
  type GraphQLSchema,
  type InterfaceTypeDefinitionNode,
  isAbstractType,
  isObjectType,
  Kind,
  parse,
  print,
  type ScalarTypeDefinitionNode,
  visit,
} from 'graphql';

type Subgraph = { readonly name: string; readonly typeDefs: DocumentNode };

/** What a supergraph says of its parts, as far as it is looked at here. */
type Joins = {
  readonly join__graph: { readonly name: string };
  readonly join__type: { readonly graph: string };
  readonly join__field: { readonly graph?: string; readonly type?: string; readonly external?: boolean };
};
const joinsOf = (astNode: ASTNode) => getDirectiveExtensions<Joins>({ astNode: astNode as never });

/**
 * Says in a supergraph what the composer leaves out. It forgets `@external` on the fields of an `@interfaceObject`: that
 * service would be asked for what it does not know. And where a field is an object in one service and an interface or union
 * in another, it takes the object: callers could not ask for the other types.
 */
export function mendedSupergraph(sdl: string, subgraphs: readonly Subgraph[]): string {
  const document = parse(sdl, { noLocation: true });
  const schema = buildASTSchema(document, { assumeValid: true, assumeValidSDL: true });
  const external = externalFields(document, subgraphs);
  let isMended = false;
  const mended = visit(document, {
    FieldDefinition: (field, _key, _parent, _path, ancestors) => {
      const type = ancestors.at(-1) as ASTNode;
      const isInterface = type.kind === Kind.INTERFACE_TYPE_DEFINITION;
      const graphs = isInterface ? (external.get(`${type.name.value}.${field.name.value}`) ?? []) : [];
      const next = withWidestType(isInterface ? withExternal(field, type, graphs) : field, schema);
      isMended ||= next !== field;
      return next === field ? undefined : next;
    },
  });
  return isMended ? print(mended) : sdl;
}

/** For the fields that services only name, having one type for all of an interface's: the graphs of these services. */
function externalFields(supergraph: DocumentNode, subgraphs: readonly Subgraph[]): ReadonlyMap<string, string[]> {
  const fields = new Map<string, string[]>();
  visit(supergraph, {
    EnumValueDefinition: (value) => {
      const [join] = joinsOf(value).join__graph ?? [];
      const typeDefs = subgraphs.find(({ name }) => name === join?.name)?.typeDefs;
      for (const named of typeDefs === undefined ? [] : namedIn(typeDefs)) {
        fields.set(named, [...(fields.get(named) ?? []), value.name.value]);
      }
    },
  });
  return fields;
}

const has = (node: { readonly directives?: readonly ConstDirectiveNode[] }, name: string) =>
  node.directives?.some((directive) => directive.name.value === name) === true;

const namedIn = (typeDefs: DocumentNode): readonly string[] =>
  typeDefs.definitions.flatMap((type) =>
    type.kind === Kind.OBJECT_TYPE_DEFINITION && has(type, 'interfaceObject')
      ? (type.fields ?? [])
          .filter((field) => has(field, 'external'))
          .map(({ name }) => `${type.name.value}.${name.value}`)
      : [],
  );

function withExternal(
  field: FieldDefinitionNode,
  type: InterfaceTypeDefinitionNode,
  external: readonly string[],
): FieldDefinitionNode {
  if (external.length === 0) {
    return field;
  }
  const own = (field.directives ?? []).filter((each) => !external.includes(graphIn(each)));
  const graphs = (joinsOf(type).join__type ?? []).map(({ graph }) => graph);
  // A field that says nothing of any graph is in all those of its type.
  const others = has(field, 'join__field') ? [] : [...new Set(graphs)].filter((graph) => !external.includes(graph));
  const texts = [
    ...others.map((graph) => `@join__field(graph: ${graph})`),
    ...external.map((graph) => `@join__field(graph: ${graph}, external: true)`),
  ];
  return { ...field, directives: [...own, ...directivesFrom(texts)] };
}

/** The graph of which a directive speaks. */
const graphIn = ({ arguments: given }: ConstDirectiveNode): string => {
  const value = given?.find(({ name }) => name.value === 'graph')?.value;
  return value?.kind === Kind.ENUM ? value.value : '';
};

const directivesFrom = (texts: readonly string[]): readonly ConstDirectiveNode[] =>
  (parse(`scalar T ${texts.join(' ')}`, { noLocation: true }).definitions[0] as ScalarTypeDefinitionNode).directives ??
  [];

/** The field with the one of its types that all the others are, where there is one. */
function withWidestType(field: FieldDefinitionNode, schema: GraphQLSchema): FieldDefinitionNode {
  const types = (joinsOf(field).join__field ?? []).flatMap(({ type }) => type?.match(/\w+/) ?? []);
  const isA = (name: string, wide: string) => {
    const [type, other] = [schema.getType(name), schema.getType(wide)];
    return name === wide || (isAbstractType(other) && isObjectType(type) && schema.isSubType(other, type));
  };
  const widest = types.find((wide) => types.every((name) => isA(name, wide)));
  const isIt = widest === undefined || new RegExp(`\\b${widest}\\b`).test(print(field.type));
  return isIt ? field : { ...field, type: visit(field.type, { Name: (name) => ({ ...name, value: widest }) }) };
}
