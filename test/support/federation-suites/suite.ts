import type { SubgraphDefinition } from '../tiny-subgraph.ts';

/** What a resolver of a suite may be: given its parent and arguments, and nothing of any server. */
export type Resolvers = Readonly<Record<string, unknown>>;

/** A subgraph of a suite. One of Federation 1 links no specification, and shares its value types unasked. */
export type SuiteSubgraph = SubgraphDefinition & { readonly federation?: 1 };

/** One query of a suite: what it shows, its text, and its variables. */
export type Question = readonly [shows: string, query: string, variables?: Readonly<Record<string, unknown>>];

/**
 * One rule of federation: the same values served twice, by subgraphs that each know a part, and by one schema that
 * knows everything and nothing of federation.
 */
export type FederationSuite = {
  readonly rule: string;
  readonly subgraphs: readonly SuiteSubgraph[];
  readonly whole: { readonly typeDefs: string; readonly resolvers: Resolvers };
  readonly questions: readonly Question[];
};

/** The id by which a reference asks for an object. */
export type Id = { readonly id: string };
