import { buildSchema, type GraphQLSchema, graphql, lexicographicSortSchema, printSchema } from 'graphql';
import { beforeAll, describe, expect, it } from 'vitest';
import { federationSuites } from '../support/federation-suites/all.ts';
import { byName, differenceInErrors } from '../support/federation-suites/compare.ts';
import {
  composers,
  type InProcessEngine,
  inProcessEngine,
  subgraphSchema,
} from '../support/federation-suites/in-process-engine.ts';
import { referenceSchema } from '../support/federation-suites/reference.ts';

/** What the MIT composer cannot compose, and why. Apollo's composes all of it. */
const beyondGuild: Readonly<Record<string, string>> = {
  '@interfaceObject with @requires': 'It leaves the requirement out of the supergraph, so that nothing is sent along.',
};

const printed = (schema: GraphQLSchema) => printSchema(lexicographicSortSchema(schema));
const cases = federationSuites.flatMap((suite) =>
  (['guild', 'apollo'] as const)
    .filter((composer) => composer === 'apollo' || beyondGuild[suite.rule] === undefined)
    .map((composer) => ({ ...suite, composer })),
);

describe.each(cases)('$rule (composed by $composer)', ({ subgraphs, whole, questions, composer }) => {
  const reference = referenceSchema(whole.typeDefs, whole.resolvers);
  let engine: InProcessEngine;

  beforeAll(async () => {
    const schemas = Object.fromEntries(subgraphs.map((subgraph) => [subgraph.name, subgraphSchema(subgraph)]));
    engine = await inProcessEngine(composers[composer](subgraphs), schemas);
  });

  it('shows callers the schema that one service would have', () => {
    expect(printed(engine.apiSchema)).toBe(printed(buildSchema(whole.typeDefs)));
  });

  const tables = questions.map(([shows, query, variables = {}]) => [shows, query, variables] as const);

  it.each(tables)('answers as one service would: %s', async (_, query, variables) => {
    const inOneOrder = query.includes('__') ? byName : (value: unknown) => value;
    const expected = await graphql({ schema: reference, source: query, variableValues: variables });

    const answer = await engine.ask(query, variables);

    expect(inOneOrder(answer.data)).toEqual(inOneOrder(JSON.parse(JSON.stringify(expected.data))));
    expect(differenceInErrors(answer, expected)).toEqual([]);
  });
});
