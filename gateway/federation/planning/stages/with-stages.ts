import {
  type ConstDirectiveNode,
  type EnumValueDefinitionNode,
  type FieldDefinitionNode,
  type FieldNode,
  type GraphQLNamedType,
  type GraphQLObjectType,
  type GraphQLSchema,
  isObjectType,
  Kind,
  type ObjectTypeDefinitionNode,
  parse,
  print,
  type ScalarTypeDefinitionNode,
  TypeInfo,
  visit,
  visitWithTypeInfo,
} from 'graphql';
import { parseSchema } from '../../supergraph/narrow.ts';
import { joinsOf, selectionIn } from '../../supergraph/service-types.ts';
import type { Supergraph } from '../../supergraph.ts';

/** Tells whether a service is none: it stands for what earlier stages have given, and nobody is asked there. */
export const isStage = (service: string) => /^~\d+$/.test(service);

/** The root field at which a stage begins with objects of this type that are known by one of their keys. */
export const stageField = (typeName: string, key: number) => `stage${key}__${typeName}`;

/** The keys by which some service finds objects of a type; none for values. */
export const keysOf = (type: GraphQLNamedType): readonly string[] => [
  ...new Set(
    (joinsOf(type).join__type ?? []).flatMap(({ key, resolvable }) => (key && resolvable !== false ? [key] : [])),
  ),
];

/** A service that is none, with the keys that it knows: one of each type of object. */
type StageService = {
  readonly graph: string;
  readonly keys: ReadonlyMap<string, string>;
  readonly fields: ReadonlySet<string>;
  readonly roots: readonly FieldDefinitionNode[];
};

/**
 * Adds to a supergraph services that know the keys of all objects and nothing else, so that operations which begin at
 * objects can be planned like any other. Callers see nothing of them.
 */
export function withStages({ sdl, fullSchema: schema }: Pick<Supergraph, 'sdl' | 'fullSchema'>): string {
  const document = parseSchema(sdl);
  const entities = Object.values(schema.getTypeMap()).filter(isObjectType);
  const most = Math.max(0, ...entities.map((type) => keysOf(type).length));
  const stages = Array.from({ length: most }, (_, key) => stageService(key, entities, schema));
  const definitions = document.definitions.map((node) => {
    if (node.kind === Kind.ENUM_TYPE_DEFINITION && node.name.value === 'join__Graph') {
      return { ...node, values: [...(node.values ?? []), ...stages.map(({ graph }, key) => graphValue(graph, key))] };
    }
    return node.kind === Kind.OBJECT_TYPE_DEFINITION ? typeWithStages(node, schema, stages) : node;
  });
  return print({ ...document, definitions });
}

function stageService(key: number, entities: readonly GraphQLObjectType[], schema: GraphQLSchema): StageService {
  const graph = `STAGE${key}__`;
  const keys = new Map(entities.flatMap((type) => (keysOf(type)[key] ? [[type.name, keysOf(type)[key]!]] : [])));
  const fields = new Set<string>();
  for (const [typeName, fieldsOfKey] of keys) {
    const types = new TypeInfo(schema, schema.getType(typeName));
    const Field = ({ name }: FieldNode) => void fields.add(`${types.getParentType()}.${name.value}`);
    visit(selectionIn(fieldsOfKey), visitWithTypeInfo(types, { Field }));
  }
  const rootOf = (name: string) => `${stageField(name, key)}: ${name} @inaccessible @join__field(graph: ${graph})`;
  return { graph, keys, fields, roots: fieldsFrom([...keys.keys()].map(rootOf)) };
}

function typeWithStages(
  node: ObjectTypeDefinitionNode,
  schema: GraphQLSchema,
  stages: readonly StageService[],
): ObjectTypeDefinitionNode {
  const type = schema.getType(node.name.value)!;
  const isRoot = type === schema.getQueryType();
  const own = node.fields ?? [];
  const isIn = ({ fields }: StageService) => own.some(({ name }) => fields.has(`${type.name}.${name.value}`));
  const joined = stages.filter((stage) => isRoot || isIn(stage));
  if (joined.length === 0) {
    return node;
  }
  const keyIn = ({ keys }: StageService) =>
    keys.has(type.name) ? `, key: ${JSON.stringify(keys.get(type.name))}, resolvable: false` : '';
  const types = joined.map((stage) => `@join__type(graph: ${stage.graph}${keyIn(stage)})`);
  return {
    ...node,
    directives: [...(node.directives ?? []), ...directivesFrom(types)],
    fields: [
      ...own.map((field) => fieldWithStages(field, type, stages)),
      ...(isRoot ? stages.flatMap(({ roots }) => roots) : []),
    ],
  };
}

/** A field that says nothing of any graph is in all those of its type: it is not to be in the new ones for that. */
function fieldWithStages(
  field: FieldDefinitionNode,
  type: GraphQLNamedType,
  stages: readonly StageService[],
): FieldDefinitionNode {
  const own = field.directives ?? [];
  const isSaid = own.some(({ name }) => name.value === 'join__field');
  const before = isSaid ? [] : (joinsOf(type).join__type ?? []).map(({ graph }) => graph);
  const added = stages.filter(({ fields }) => fields.has(`${type.name}.${field.name.value}`));
  const graphs = new Set([...before, ...added.map(({ graph }) => graph)]);
  return {
    ...field,
    directives: [...own, ...directivesFrom([...graphs].map((graph) => `@join__field(graph: ${graph})`))],
  };
}

const graphValue = (graph: string, key: number): EnumValueDefinitionNode => ({
  kind: Kind.ENUM_VALUE_DEFINITION,
  name: { kind: Kind.NAME, value: graph },
  directives: directivesFrom([`@join__graph(name: "~${key}", url: "")`]),
});

const fieldsFrom = (texts: readonly string[]): readonly FieldDefinitionNode[] =>
  texts.flatMap((text) => (parse(`type T { ${text} }`).definitions[0] as ObjectTypeDefinitionNode).fields ?? []);

const directivesFrom = (texts: readonly string[]): readonly ConstDirectiveNode[] =>
  texts.flatMap((text) => (parse(`scalar T ${text}`).definitions[0] as ScalarTypeDefinitionNode).directives ?? []);
