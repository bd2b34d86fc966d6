import {
  type ConstDirectiveNode,
  type EnumValueDefinitionNode,
  type FieldDefinitionNode,
  type GraphQLNamedType,
  type GraphQLObjectType,
  isObjectType,
  Kind,
  type ObjectTypeDefinitionNode,
  parse,
  print,
  type ScalarTypeDefinitionNode,
  visit,
} from 'graphql';
import { parseNarrow } from '../../supergraph/narrow.ts';
import { fieldsIn, joinsOf } from '../../supergraph/service-types.ts';
import type { Supergraph } from '../../supergraph.ts';

/** The keys of one type by which a stage may begin: one that is not the first may be had where that one is not. */
export const KEYS_TRIED = 2;

/** Tells whether a service is none: it stands for what earlier stages have given, and nobody is asked there. */
export const isStage = (service: string) => service.startsWith('~');

/** The root field at which a stage begins with objects of this type that are known by one of their keys. */
export const stageField = (typeName: string, key: number) => `stage${key}__${typeName}`;

/** Tells whether some service finds objects of a type by a key. */
export const isEntity = (type: GraphQLNamedType) => keyOf(type, 0) !== undefined;

/** One of the keys by which some service finds objects of a type; the last where there are fewer, nothing for values. */
function keyOf(type: GraphQLNamedType, index: number): string | undefined {
  const joins = joinsOf(type).join__type ?? [];
  const keys = new Set(joins.flatMap(({ key, resolvable }) => (key && resolvable !== false ? [key] : [])));
  return [...keys][Math.min(index, keys.size - 1)];
}

/** A service that is none: it has objects of each type that has a key, of which it knows this one alone. */
type StageService = { readonly key: number; readonly graph: string; readonly fields: ReadonlySet<string> };

/**
 * Adds to a supergraph services that know the keys of all objects and nothing else, so that operations which begin at
 * objects can be planned like any other. Callers see nothing of them.
 */
export function withStages({ sdl, fullSchema: schema }: Pick<Supergraph, 'sdl' | 'fullSchema'>): string {
  const types = Object.values(schema.getTypeMap()).filter(isObjectType);
  const services = Array.from({ length: KEYS_TRIED }, (_, key): StageService => {
    const fields = types.flatMap((type) => fieldsIn(keyOf(type, key) ?? '', type, schema));
    return { key, graph: `STAGE${key}__`, fields: new Set(fields) };
  });
  const rootFields = services.flatMap((service) => stageFields(types, service));
  const withServices = visit(parseNarrow(sdl), {
    EnumTypeDefinition: (node) =>
      node.name.value === 'join__Graph'
        ? { ...node, values: [...node.values!, ...services.map(graphValue)] }
        : undefined,
    ObjectTypeDefinition: (node) => {
      const type = schema.getType(node.name.value)!;
      return typeWithStages(node, type, services, type === schema.getQueryType() ? rootFields : []);
    },
  });
  return print(withServices);
}

function typeWithStages(
  node: ObjectTypeDefinitionNode,
  type: GraphQLNamedType,
  services: readonly StageService[],
  rootFields: readonly FieldDefinitionNode[],
): ObjectTypeDefinitionNode {
  const joins = services.map(({ graph, key }) => {
    const ofType = keyOf(type, key);
    const keyed = ofType === undefined ? '' : `, key: ${JSON.stringify(ofType)}, resolvable: false`;
    return `@join__type(graph: ${graph}${keyed})`;
  });
  const fields = node.fields!.map((field) => fieldWithStages(field, type, services));
  return { ...node, directives: [...node.directives!, ...directivesFrom(joins)], fields: [...fields, ...rootFields] };
}

/** A field that says nothing of any graph is in all those of its type: it is not to be in the new ones for that. */
function fieldWithStages(
  field: FieldDefinitionNode,
  type: GraphQLNamedType,
  services: readonly StageService[],
): FieldDefinitionNode {
  const own = field.directives ?? [];
  const isSaid = own.some(({ name }) => name.value === 'join__field');
  const before = isSaid ? [] : (joinsOf(type).join__type ?? []).map(({ graph }) => graph);
  const added = services.filter(({ fields }) => fields.has(`${type.name}.${field.name.value}`));
  const graphs = new Set([...before, ...added.map(({ graph }) => graph)]);
  return {
    ...field,
    directives: [...own, ...directivesFrom([...graphs].map((graph) => `@join__field(graph: ${graph})`))],
  };
}

const graphValue = ({ graph, key }: StageService): EnumValueDefinitionNode => ({
  kind: Kind.ENUM_VALUE_DEFINITION,
  name: { kind: Kind.NAME, value: graph },
  directives: directivesFrom([`@join__graph(name: "~${key}", url: "")`]),
});

function stageFields(
  types: readonly GraphQLObjectType[],
  { key, graph }: StageService,
): readonly FieldDefinitionNode[] {
  const fields = types
    .filter(isEntity)
    .map(({ name }) => `${stageField(name, key)}: ${name} @inaccessible @join__field(graph: ${graph})`);
  return (parse(`type T { none: ID ${fields.join(' ')} }`).definitions[0] as ObjectTypeDefinitionNode).fields!.slice(1);
}

const directivesFrom = (texts: readonly string[]): readonly ConstDirectiveNode[] =>
  texts.flatMap((text) => (parse(`scalar T ${text}`).definitions[0] as ScalarTypeDefinitionNode).directives ?? []);
