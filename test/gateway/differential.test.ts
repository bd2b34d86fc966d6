import { buildSchema, type GraphQLSchema, graphql, lexicographicSortSchema, printSchema } from 'graphql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { cannotBePlanned } from '../../gateway/federation/planning/planner.ts';
import { federationSuites } from '../support/federation-suites/all.ts';
import { byName, differenceInErrors } from '../support/federation-suites/compare.ts';
import {
  composers,
  type InProcessEngine,
  inProcessEngine,
  subgraphSchema,
} from '../support/federation-suites/in-process-engine.ts';
import { referenceSchema } from '../support/federation-suites/reference.ts';

/** Questions for which the planner has a wrong plan, in stages too, and why. The graph of this hub has no such directive. */
const beyondPlanner: Readonly<Record<string, string>> = {
  'two needs of one field further down': 'It sends one of them for both.',
};

const printed = (schema: GraphQLSchema) => printSchema(lexicographicSortSchema(schema));
const cases = federationSuites.flatMap((suite) =>
  (['product', 'apollo'] as const).map((composer) => ({ ...suite, composer })),
);

describe.each(cases)('$rule (composed by $composer)', ({ subgraphs, whole, questions, composer }) => {
  const reference = referenceSchema(whole.typeDefs, whole.resolvers);
  let engine: InProcessEngine;

  beforeAll(async () => {
    const schemas = Object.fromEntries(subgraphs.map((subgraph) => [subgraph.name, subgraphSchema(subgraph)]));
    engine = await inProcessEngine(composers[composer](subgraphs), schemas);
  });

  afterAll(() => engine.close());

  it('shows callers the schema that one service would have', () => {
    expect(printed(engine.apiSchema)).toBe(printed(buildSchema(whole.typeDefs)));
  });

  for (const [shows, query, variables = {}] of questions) {
    if (beyondPlanner[shows] !== undefined) {
      it(`refuses what has no right plan: ${shows}`, async () => {
        const { data, errors } = await engine.ask(query, variables);

        expect([data, errors?.[0]?.message]).toEqual([undefined, cannotBePlanned().message]);
      });
      continue;
    }
    it(`answers as one service would: ${shows}`, async () => {
      const inOneOrder = query.includes('__') ? byName : (value: unknown) => value;
      const expected = await graphql({ schema: reference, source: query, variableValues: variables });

      const answer = await engine.ask(query, variables);

      expect(inOneOrder(answer.data)).toEqual(inOneOrder(JSON.parse(JSON.stringify(expected.data))));
      expect(differenceInErrors(answer, expected)).toEqual([]);
    });
  }
});
