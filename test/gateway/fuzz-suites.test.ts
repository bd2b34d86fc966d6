import fc from 'fast-check';
import { graphql } from 'graphql';
import { describe, expect, it } from 'vitest';
import { federationSuites } from '../support/federation-suites/all.ts';
import { differenceInErrors } from '../support/federation-suites/compare.ts';
import { composers, inProcessEngine, subgraphSchema } from '../support/federation-suites/in-process-engine.ts';
import { queryChoices, queryFrom } from '../support/federation-suites/random-query.ts';
import { referenceSchema } from '../support/federation-suites/reference.ts';

/** Rules on which the planner itself errs on some queries, and how. The graph of this hub has neither directive. */
const beyondPlanner: Readonly<Record<string, string>> = {
  '@provides': '`@provides` of one field is taken to hold for another.',
  '@interfaceObject':
    'Of two types one is asked about in the place of the other; two of them with other arguments end the process.',
  '@interfaceObject with @requires': 'Of two types one is asked about in the place of the other.',
};

const RUNS = process.env['TEST_SCALE'] === 'full' ? 1_000 : 60;
const LONGEST_MS = RUNS * 100;
const suites = federationSuites.filter(({ rule }) => beyondPlanner[rule] === undefined);

describe('random queries over small graphs', () => {
  it.each(suites.map((suite) => [suite.rule, suite] as const))(
    'have the answer one service would give: %s',
    async (_, { subgraphs, whole }) => {
      const schemas = Object.fromEntries(subgraphs.map((subgraph) => [subgraph.name, subgraphSchema(subgraph)]));
      const engine = await inProcessEngine(composers.apollo(subgraphs), schemas);
      const reference = referenceSchema(whole.typeDefs, whole.resolvers);
      const queries = queryChoices.map((chosen) => queryFrom(reference, chosen));
      const isAnsweredAlike = fc.asyncProperty(queries, async ({ query, variables }) => {
        const expected = await graphql({ schema: reference, source: query, variableValues: variables });
        const answer = await engine.ask(query, variables);
        fc.pre(answer.errors?.[0]?.extensions['code'] !== 'LIMIT_EXCEEDED');
        expect(answer.data).toEqual(JSON.parse(JSON.stringify(expected.data)));
        expect(differenceInErrors(answer, expected)).toEqual([]);
      });
      await fc.assert(isAnsweredAlike, { seed: 20_240_209, numRuns: RUNS });
    },
    LONGEST_MS,
  );
});
