import {
  type GraphQLFieldResolver,
  type GraphQLSchema,
  getNamedType,
  isAbstractType,
  isObjectType,
  Kind,
  type SelectionSetNode,
} from 'graphql';
import { subgraphSchema } from '../federation-suites/in-process-engine.ts';
import type { SuiteSubgraph } from '../federation-suites/suite.ts';
import { type Field, fieldOf, type Model, type Service, type Source, serviceName, serviceNamed } from './model.ts';
import { references } from './references.ts';
import { sdlOf } from './sdl.ts';
import { fieldsIn, neededText, type Told } from './told.ts';
import { valueOfField } from './world.ts';

/** An object as a service has it: with what it was told of it, and what it knows of it where it gives it. */
type ServedSource = Source & { readonly told?: Told; readonly provided?: readonly SelectionSetNode[] };

export const ROOT: Source = { __typename: '', type: '', seed: '', number: 0 };

/** The services of a graph; not those that know of nothing. */
export const servicesOf = (model: Model): readonly SuiteSubgraph[] =>
  model.services
    .map((service) => ({
      name: serviceName(service),
      typeDefs: sdlOf(model, service),
      resolvers: references(model, service),
    }))
    .filter(({ typeDefs }) => /^type/m.test(typeDefs));

export function servedSchema(model: Model, definition: SuiteSubgraph): GraphQLSchema {
  const schema = subgraphSchema(definition);
  resolveAll(schema, served(model, serviceNamed(definition.name)));
  return schema;
}

/** Resolves every field of every type alike, but for those that federation adds. */
export function resolveAll<Of extends Source>(
  schema: GraphQLSchema,
  resolve: GraphQLFieldResolver<Of | undefined, unknown>,
): void {
  for (const type of Object.values(schema.getTypeMap())) {
    if (isAbstractType(type)) {
      type.resolveType = ({ __typename }) => __typename;
    } else if (isObjectType(type) && !type.name.startsWith('_')) {
      for (const field of Object.values(type.getFields()).filter(({ name }) => !name.startsWith('_'))) {
        field.resolve = resolve;
      }
    }
  }
}

/** What a service answers. Throws for what it does not know, and for what it was not told. */
function served(model: Model, service: Service): GraphQLFieldResolver<ServedSource | undefined, unknown> {
  return (given, args, _context, { parentType, fieldName, returnType, schema }) => {
    const source = given ?? { ...ROOT, type: parentType.name };
    const { home, field } = fieldOf(model, source.type, fieldName);
    const below = providedBelow(source, fieldName);
    const isWhole = source.__typename !== source.type;
    if (!field.owners.has(service) && below.length === 0 && !(isWhole && field.fixed !== null)) {
      throw new Error(`${serviceName(service)} does not know ${parentType.name}.${fieldName} here.`);
    }
    const needs = field.owners.has(service) ? field.needs.get(service) : undefined;
    const told = needs === undefined ? '' : neededText(schema, needs, source.told ?? {});
    const value = valueOfField(model, source, home, field, args, told);
    const type = getNamedType(returnType);
    const asWhole = isObjectType(type) && type.name === 'X' ? { __typename: type.name } : {};
    const provided = [...below, ...ownProvision(field, service)];
    return mapped(value, (each) => ({ ...each, ...asWhole, provided }));
  };
}

const ownProvision = ({ owners, provides }: Field, service: Service) =>
  owners.has(service) && provides.has(service) ? [fieldsIn(provides.get(service)!)] : [];

const nothing: SelectionSetNode = { kind: Kind.SELECTION_SET, selections: [] };

/** What is known of an object where it is given as this field; nothing where the field is not known there at all. */
function providedBelow({ provided = [], type }: ServedSource, name: string): readonly SelectionSetNode[] {
  return provided.flatMap(({ selections }) =>
    selections.flatMap((each) => {
      if (each.kind === Kind.FIELD) {
        return each.name.value === name ? [each.selectionSet ?? nothing] : [];
      }
      const isOfType = each.kind === Kind.INLINE_FRAGMENT && each.typeCondition?.name.value === type;
      return isOfType ? providedBelow({ ...ROOT, provided: [each.selectionSet], type }, name) : [];
    }),
  );
}

/** Changes each object in a value. */
export function mapped(value: unknown, change: (source: Source) => unknown): unknown {
  if (Array.isArray(value)) {
    return value.map((each) => mapped(each, change));
  }
  return typeof value === 'object' && value !== null && !(value instanceof Error) ? change(value as Source) : value;
}
