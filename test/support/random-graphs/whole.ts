import { executeSync, type GraphQLFieldResolver, GraphQLSchema, isObjectType, parse } from 'graphql';
import { fieldOf, HIDDEN_VALUE, type Model, type Source } from './model.ts';
import { mapped, ROOT, resolveAll } from './services.ts';
import { inOneOrder } from './told.ts';
import { isUnknown, valueOfField } from './world.ts';

type Schemas = { readonly fullSchema: GraphQLSchema; readonly apiSchema: GraphQLSchema };
type Resolver = GraphQLFieldResolver<Source | undefined, unknown>;

/**
 * Resolves what callers see by one who knows everything, and nothing of federation. With `explainsNulls`, what a service
 * does not know and what callers may not know of are errors; else they are null.
 */
export function resolveWhole(model: Model, { fullSchema, apiSchema }: Schemas, explainsNulls: boolean): void {
  const missing = () => (explainsNulls ? new Error('Nobody may say.') : null);
  const needed = neededFrom(fullSchema);
  const resolve: Resolver = (given, args, _context, { parentType, fieldName }) => {
    const source = given ?? { ...ROOT, type: parentType.name };
    const { home, field } = fieldOf(model, source.type, fieldName);
    const isNotKnown = (service: number) => isUnknown(model, service, home, source.number);
    if (field.fixed === null && home.startsWith('E') && [...field.owners].every(isNotKnown)) {
      return missing();
    }
    const [needs] = field.needs.values();
    const told = needs === undefined ? '' : needed(parentType.name, source, needs);
    return valueOfField(model, source, home, field, args, told);
  };
  const shown = (value: unknown): unknown => {
    if (Array.isArray(value)) {
      return value.map(shown);
    }
    const isShown = (source: Source) => apiSchema.getType(source.type) !== undefined;
    return value === HIDDEN_VALUE ? missing() : mapped(value, (source) => (isShown(source) ? source : missing()));
  };
  resolveAll(fullSchema, resolve);
  resolveAll<Source>(apiSchema, (...question) => shown(resolve(...question)));
}

/** Asks the whole for what a field needs, as one asks about an object: of a schema that begins at its type. */
function neededFrom(fullSchema: GraphQLSchema) {
  const byType = new Map<string, GraphQLSchema>();
  return (typeName: string, source: Source, needs: string): string => {
    const schema = byType.get(typeName) ?? beginningAt(fullSchema, typeName);
    byType.set(typeName, schema);
    const { data } = executeSync({ schema, document: parse(`{ ${needs} }`), rootValue: source });
    return JSON.stringify(inOneOrder(data));
  };
}

function beginningAt(fullSchema: GraphQLSchema, typeName: string): GraphQLSchema {
  const query = fullSchema.getType(typeName);
  return new GraphQLSchema({
    ...fullSchema.toConfig(),
    query: isObjectType(query) ? query : null,
    mutation: null,
    assumeValid: true,
  });
}
