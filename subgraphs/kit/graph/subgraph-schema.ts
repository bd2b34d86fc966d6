import 'reflect-metadata';
import { buildSubgraphSchema } from '@apollo/subgraph';
import { printSchemaWithDirectives } from '@graphql-tools/utils';
import { type GraphQLSchema, parse } from 'graphql';
import { buildSchemaSync, createResolversMap } from 'type-graphql';
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
  const map = createResolversMap(classes) as Record<string, Record<string, unknown>>;
  for (const [type, resolve] of Object.entries(references)) {
    map[type] = { ...map[type], __resolveReference: resolve };
  }
  return { schema: buildSubgraphSchema([{ typeDefs: parse(sdl), resolvers: map as never }]), sdl };
}
