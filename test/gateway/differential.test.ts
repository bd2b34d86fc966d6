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
  'a field that is an object here, and a union or an interface there':
    'It gives the field the narrower of the two types.',
};

/** Questions the planner plans wrongly, and how. The graph of this hub has neither directive. */
const beyondPlanner: Readonly<Record<string, string>> = {
  'what another path provides':
    '`@provides` of one field is taken to hold for another: a null is asked of who does not know.',
  'a chain of needs beside all else': 'It finds no plan and says so: the request is refused.',
  'a field for one type beside a key for another, from its own root':
    'Of two types that `@interfaceObject` stands for, one is asked about in the place of the other.',
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

  for (const [shows, query, variables = {}] of questions) {
    const answers = beyondPlanner[shows] === undefined ? it : it.fails;
    answers(`answers as one service would: ${shows}`, async () => {
      const inOneOrder = query.includes('__') ? byName : (value: unknown) => value;
      const expected = await graphql({ schema: reference, source: query, variableValues: variables });

      const answer = await engine.ask(query, variables);

      expect(inOneOrder(answer.data)).toEqual(inOneOrder(JSON.parse(JSON.stringify(expected.data))));
      expect(differenceInErrors(answer, expected)).toEqual([]);
    });
  }
});
