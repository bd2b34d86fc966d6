import { QueryPlanner } from '@graphql-hive/router-query-planner';
import {
  buildASTSchema,
  buildSchema,
  type GraphQLSchema,
  isAbstractType,
  isInterfaceType,
  isObjectType,
  Kind,
  parse,
  visit,
} from 'graphql';

/** The composed graph, read once at the start. */
export type Supergraph = {
  readonly sdl: string;
  readonly planner: QueryPlanner;
  /** What callers see. */
  readonly apiSchema: GraphQLSchema;
  /** Everything, `@inaccessible` parts included: what services may answer with. */
  readonly fullSchema: GraphQLSchema;
  /** Tells whether an object of this type meets a type condition. */
  readonly isA: (typeName: string, condition: string) => boolean;
};

/** Reads a supergraph. Throws when the planner has no build for this machine or the text is not a supergraph. */
export function readSupergraph(sdl: string): Supergraph {
  const planner = new QueryPlanner(sdl);
  const fullSchema = buildSchema(sdl, { assumeValid: true, assumeValidSDL: true });
  return { sdl, planner, apiSchema: apiSchemaOf(planner.consumerSchema), fullSchema, isA: typeConditions(fullSchema) };
}

/** The names of the services in a supergraph, as its `join__Graph` enum gives them. */
export function serviceNamesIn(sdl: string): readonly string[] {
  const names: string[] = [];
  for (const definition of parse(sdl, { noLocation: true }).definitions) {
    if (definition.kind !== Kind.ENUM_TYPE_DEFINITION || definition.name.value !== 'join__Graph') {
      continue;
    }
    for (const value of definition.values ?? []) {
      const name = value.directives
        ?.find((directive) => directive.name.value === 'join__graph')
        ?.arguments?.find((argument) => argument.name.value === 'name')?.value;
      names.push(name?.kind === Kind.STRING ? name.value : value.name.value);
    }
  }
  return names;
}

/** The planner prints the introspection types as if they were the graph's own; graphql-js brings them itself. */
function apiSchemaOf(consumerSdl: string): GraphQLSchema {
  const own = visit(parse(consumerSdl, { noLocation: true }), {
    enter: (node) =>
      'name' in node && node.name !== undefined && node.kind !== Kind.NAMED_TYPE && node.name.value.startsWith('__')
        ? null
        : undefined,
  });
  return buildASTSchema(own, { assumeValid: true, assumeValidSDL: true });
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
