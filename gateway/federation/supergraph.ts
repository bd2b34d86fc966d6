import {
  buildASTSchema,
  type DocumentNode,
  type EnumValueDefinitionNode,
  type GraphQLSchema,
  getNamedType,
  isAbstractType,
  isInterfaceType,
  isObjectType,
  Kind,
  visit,
} from 'graphql';
import { type Planner, plannerHere } from './planning/planner.ts';
import { apiSchemaOf } from './supergraph/api-schema.ts';
import { refuseUnknownFeatures } from './supergraph/features.ts';
import { fieldIn } from './supergraph/field-in.ts';
import { parseNarrow } from './supergraph/narrow.ts';
import { joinsOf, type ServiceTypes, selectionIn, serviceTypes } from './supergraph/service-types.ts';

/** The composed graph, read once for as long as it is the one served. */
export type Supergraph = {
  readonly sdl: string;
  readonly planner: Planner;
  /** What callers see. */
  readonly apiSchema: GraphQLSchema;
  /** Everything, `@inaccessible` parts included: what services may answer with. */
  readonly fullSchema: GraphQLSchema;
  /** Tells whether an object of this type meets a type condition. */
  readonly isA: (typeName: string, condition: string) => boolean;
  /** The names of all fields of all types. */
  readonly fieldNames: ReadonlySet<string>;
  /** The names of fields that some service needs of another one and that callers may ask for with other arguments. */
  readonly neededWithArguments: ReadonlySet<string>;
  readonly typeIn: ServiceTypes;
  /** Tells whether a service can say of this type's objects which entries they are. */
  readonly proves: (service: string, typeName: string) => boolean;
};

/** The field and its type by which an object says which entry it is. No service is named here, and no type of entry. */
export const PROOF = { field: 'proofOfEntry', type: 'ProofOfEntry' };

/** Reads a supergraph that the planner could work with. Throws when the text is none, or needs what is not understood. */
export function readSupergraph(sdl: string, planner: Planner = plannerHere(sdl)): Supergraph {
  const document = parseNarrow(sdl);
  const fullSchema = buildASTSchema(document, { assumeValid: true, assumeValidSDL: true });
  refuseUnknownFeatures(fullSchema);
  const typeIn = serviceTypes(fullSchema, serviceNames(document));
  return {
    sdl,
    planner,
    apiSchema: apiSchemaOf(planner.consumerSchema),
    fullSchema,
    isA: typeConditions(fullSchema),
    fieldNames: fieldNamesOf(fullSchema),
    neededWithArguments: neededWithArguments(fullSchema),
    typeIn,
    proves: (service, typeName) =>
      typeIn(service, typeName)?.fields.get(PROOF.field)?.isResolved === true &&
      `${getNamedType(fieldIn(fullSchema, typeName, PROOF.field)?.type)}` === PROOF.type,
  };
}

/** The names of the services in a supergraph. Throws when the text cannot be parsed. */
export const serviceNamesIn = (sdl: string): readonly string[] => [...serviceNames(parseNarrow(sdl)).values()];

/** The names of services by the values of the `join__Graph` enum that stand for them. */
function serviceNames({ definitions }: DocumentNode): ReadonlyMap<string, string> {
  const values = definitions.flatMap((each) =>
    each.kind === Kind.ENUM_TYPE_DEFINITION && each.name.value === 'join__Graph' ? (each.values ?? []) : [],
  );
  const nameOf = (astNode: EnumValueDefinitionNode) => joinsOf({ astNode }).join__graph?.[0]?.name;
  return new Map(values.map((value) => [value.name.value, nameOf(value) ?? value.name.value]));
}

const fieldsOf = (schema: GraphQLSchema) =>
  Object.values(schema.getTypeMap()).flatMap((type) =>
    isObjectType(type) || isInterfaceType(type) ? Object.values(type.getFields()) : [],
  );

const fieldNamesOf = (schema: GraphQLSchema) => new Set(fieldsOf(schema).map(({ name }) => name));

function neededWithArguments(schema: GraphQLSchema): ReadonlySet<string> {
  const fields = fieldsOf(schema);
  const withArguments = new Set(fields.flatMap(({ name, args }) => (args.length > 0 ? [name] : [])));
  const names = new Set<string>();
  for (const { requires = '__typename' } of fields.flatMap((field) => joinsOf(field).join__field ?? [])) {
    visit(selectionIn(requires), {
      Field: ({ name }) => void (withArguments.has(name.value) && names.add(name.value)),
    });
  }
  return names;
}

/** Worked out for all types beforehand: it is asked of each object of an answer. */
function typeConditions(schema: GraphQLSchema): Supergraph['isA'] {
  const met = new Map<string, Set<string>>();
  for (const type of Object.values(schema.getTypeMap()).filter(isAbstractType)) {
    const interfaces = isInterfaceType(type) ? schema.getImplementations(type).interfaces : [];
    for (const { name } of [...schema.getPossibleTypes(type), ...interfaces]) {
      met.set(name, (met.get(name) ?? new Set()).add(type.name));
    }
  }
  return (typeName, condition) => typeName === condition || met.get(typeName)?.has(condition) === true;
}
