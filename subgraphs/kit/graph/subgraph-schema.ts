import 'reflect-metadata';
import { buildSubgraphSchema } from '@apollo/subgraph';
import { printSchemaWithDirectives } from '@graphql-tools/utils';
import { type GraphQLSchema, isInterfaceType, parse } from 'graphql';
import { buildSchemaSync, createResolversMap } from 'type-graphql';
import { badInput } from '../errors.ts';
import type { GraphClass } from './kind-types.ts';

const FEDERATION = `extend schema @link(url: "https://specs.apollo.dev/federation/v2.3", import: ["@key", "@shareable", "@inaccessible"])`;

// biome-ignore lint/suspicious/noExplicitAny: each subgraph has a context of its own; Apollo hands it through untyped.
type ReferenceResolver = (reference: { readonly id: string }, context: any) => Promise<object>;

export type SubgraphParts = {
  readonly resolvers: readonly GraphClass[];
  /** Types nothing names but an interface that they implement. */
  readonly orphanedTypes: readonly GraphClass[];
  readonly references: Readonly<Record<string, ReferenceResolver>>;
};

/** Makes a Federation 2 subgraph of TypeGraphQL classes. Gives the schema to serve and its SDL, which is the contract. */
export function subgraphSchema({ resolvers, orphanedTypes, references }: SubgraphParts): {
  readonly schema: GraphQLSchema;
  readonly sdl: string;
} {
  const classes = buildSchemaSync({
    resolvers: resolvers as unknown as [GraphClass, ...GraphClass[]],
    orphanedTypes: [...orphanedTypes],
    validate: false,
    skipCheck: true,
  });
  const sdl = `${FEDERATION}\n\n${printSchemaWithDirectives(classes)}\n`;
  const schema = buildSubgraphSchema([{ typeDefs: parse(sdl), resolvers: createResolversMap(classes) as never }]);
  resolveTogether(schema, references);
  nameTypesAtOnce(schema);
  return { schema, sdl };
}

type Representation = { readonly __typename: string; readonly id: string };

/** Answers `_entities` with objects that are all there: Apollo's own way makes three promises for each of them. */
function resolveTogether(schema: GraphQLSchema, references: SubgraphParts['references']): void {
  const field = schema.getQueryType()?.getFields()['_entities'];
  if (field !== undefined) {
    field.resolve = (_source, { representations }: { representations: readonly Representation[] }, context) =>
      Promise.all(
        representations.map((representation) => {
          const resolve = references[representation.__typename];
          if (resolve === undefined) {
            throw badInput(`"${representation.__typename}" is not a type that is looked up by a key here.`);
          }
          return resolve(representation, context);
        }),
      );
  }
}

/** Every object says its type itself. TypeGraphQL wraps that into a promise, and with it everything around each object. */
function nameTypesAtOnce(schema: GraphQLSchema): void {
  for (const type of Object.values(schema.getTypeMap())) {
    if (isInterfaceType(type)) {
      type.resolveType = ({ __typename }: { readonly __typename: string }) => __typename;
    }
  }
}
