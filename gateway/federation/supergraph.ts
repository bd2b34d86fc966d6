import {
  buildASTSchema,
  type DocumentNode,
  type GraphQLSchema,
  isAbstractType,
  isInterfaceType,
  isObjectType,
  Kind,
  parse,
  validateSchema,
  visit,
} from 'graphql';
import { type Planner, plannerHere } from './planning/planner.ts';
import { provingTypes } from './supergraph/proving-types.ts';
import { type ServiceTypes, serviceTypes } from './supergraph/service-types.ts';
import { refuseUnknownFeatures } from './supergraph/understood.ts';

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
  /** The names of fields that some service needs of another one with arguments. */
  readonly neededWithArguments: ReadonlySet<string>;
  /** Tells whether a service can say of this type's objects which entries they are. */
  readonly proves: (service: string, typeName: string) => boolean;
  /** What each service's own schema says of the types it shares. */
  readonly serviceTypes: ServiceTypes;
};

/** Reads a supergraph that the planner could work with. Throws when the text is none, or needs what is not understood. */
export function readSupergraph(sdl: string, planner: Planner = plannerHere(sdl)): Supergraph {
  const document = parse(sdl, { noLocation: true });
  refuseUnknownFeatures(document);
  const fullSchema = buildASTSchema(document, { assumeValid: true, assumeValidSDL: true });
  const apiSchema = apiSchemaOf(planner.consumerSchema);
  const names = serviceNames(document);
  const [wrong] = validateSchema(apiSchema);
  if (wrong !== undefined) {
    throw wrong;
  }
  return {
    sdl,
    planner,
    apiSchema,
    fullSchema,
    isA: typeConditions(fullSchema),
    fieldNames: fieldNamesOf(fullSchema),
    neededWithArguments: neededWithArguments(document),
    proves: provingTypes(fullSchema, names),
    serviceTypes: serviceTypes(fullSchema, names),
  };
}

/** The names of the services in a supergraph. Throws when the text cannot be parsed. */
export const serviceNamesIn = (sdl: string): readonly string[] => [
  ...serviceNames(parse(sdl, { noLocation: true })).values(),
];

/** The names of services by the values of the `join__Graph` enum that stand for them. */
function serviceNames(document: DocumentNode): ReadonlyMap<string, string> {
  const names = new Map<string, string>();
  for (const definition of document.definitions) {
    if (definition.kind !== Kind.ENUM_TYPE_DEFINITION || definition.name.value !== 'join__Graph') {
      continue;
    }
    for (const value of definition.values ?? []) {
      const name = value.directives
        ?.find((directive) => directive.name.value === 'join__graph')
        ?.arguments?.find((argument) => argument.name.value === 'name')?.value;
      names.set(value.name.value, name?.kind === Kind.STRING ? name.value : value.name.value);
    }
  }
  return names;
}

/**
 * The planner prints the introspection types as if they were the graph's own, which graphql-js brings itself, and leaves
 * the names of inaccessible types in the unions they belong to.
 */
function apiSchemaOf(consumerSdl: string): GraphQLSchema {
  const printed = parse(consumerSdl, { noLocation: true });
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
  return buildASTSchema(own, { assumeValid: true, assumeValidSDL: true });
}

const fieldNamesOf = (schema: GraphQLSchema) =>
  new Set(
    Object.values(schema.getTypeMap()).flatMap((type) =>
      isObjectType(type) || isInterfaceType(type) ? Object.keys(type.getFields()) : [],
    ),
  );

function neededWithArguments(document: DocumentNode): ReadonlySet<string> {
  const names = new Set<string>();
  visit(document, {
    Argument: ({ name, value }) => {
      if (name.value === 'requires' && value.kind === Kind.STRING) {
        visit(parse(`{ ${value.value} }`, { noLocation: true }), {
          Field: (field) => void (field.arguments?.length && names.add(field.name.value)),
        });
      }
    },
  });
  return names;
}

function typeConditions(schema: GraphQLSchema): Supergraph['isA'] {
  const known = new Map<string, Map<string, boolean>>();
  return (typeName, condition) => {
    if (typeName === condition) {
      return true;
    }
    const remembered = known.get(condition)?.get(typeName);
    if (remembered !== undefined) {
      return remembered;
    }
    const wanted = schema.getType(condition);
    const type = schema.getType(typeName);
    if (wanted === undefined || type === undefined) {
      return false;
    }
    const meets =
      isAbstractType(wanted) && (isObjectType(type) || isInterfaceType(type)) && schema.isSubType(wanted, type);
    const ofCondition = known.get(condition) ?? new Map<string, boolean>();
    known.set(condition, ofCondition.set(typeName, meets));
    return meets;
  };
}
