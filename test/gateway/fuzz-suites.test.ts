import fc from 'fast-check';
import { type ExecutionResult, graphql } from 'graphql';
import { describe, expect, it } from 'vitest';
import { cannotBePlanned } from '../../gateway/federation/planning/planner.ts';
import { federationSuites } from '../support/federation-suites/all.ts';
import { differenceInErrors } from '../support/federation-suites/compare.ts';
import { composers, inProcessEngine, subgraphSchema } from '../support/federation-suites/in-process-engine.ts';
import { queryChoices, queryFrom } from '../support/federation-suites/random-query.ts';
import { referenceSchema } from '../support/federation-suites/reference.ts';
import { wrongValues } from '../support/federation-suites/wrong-values/suite.ts';

const RUNS = process.env['TEST_SCALE'] === 'full' ? 1_000 : 25;
const LONGEST_MS = 60_000 + RUNS * 200;

/** What is refused has no answer, and so no wrong one: too many rows, or no right plan. */
const isRefused = ({ data, errors = [] }: ExecutionResult) =>
  data === undefined &&
  (errors[0]?.extensions['code'] === 'LIMIT_EXCEEDED' || errors[0]?.message === cannotBePlanned().message);

/** A need that fails is named by the name of its field, which a caller may have given to another one: there it has a value. */
const suites = federationSuites.filter((suite) => suite !== wrongValues);

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
        fc.pre(!isRefused(answer));
        expect(answer.data).toEqual(JSON.parse(JSON.stringify(expected.data)));
        expect(differenceInErrors(answer, expected)).toEqual([]);
      });
      await fc.assert(isAnsweredAlike, { seed: 20_240_209, numRuns: RUNS });
      engine.close();
    },
    LONGEST_MS,
  );
});
