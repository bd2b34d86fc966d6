import fc from 'fast-check';
import { graphql } from 'graphql';
import { describe, expect, it } from 'vitest';
import { federationSuites } from '../support/federation-suites/all.ts';
import { differenceInErrors } from '../support/federation-suites/compare.ts';
import { composers, inProcessEngine, subgraphSchema } from '../support/federation-suites/in-process-engine.ts';
import { queryChoices, queryFrom } from '../support/federation-suites/random-query.ts';
import { referenceSchema } from '../support/federation-suites/reference.ts';

describe.each(federationSuites)('$rule', ({ subgraphs, whole }) => {
  it('random', async () => {
    const schemas = Object.fromEntries(subgraphs.map((s) => [s.name, subgraphSchema(s)]));
    const engine = await inProcessEngine(composers.apollo(subgraphs), schemas);
    const reference = referenceSchema(whole.typeDefs, whole.resolvers);
    await fc.assert(
      fc.asyncProperty(
        queryChoices.map((c) => queryFrom(reference, c)),
        async ({ query, variables }) => {
          const expected = await graphql({ schema: reference, source: query, variableValues: variables });
          const answer = await engine.ask(query, variables);
          fc.pre(answer.errors?.[0]?.extensions['code'] !== 'LIMIT_EXCEEDED');
          expect(answer.data).toEqual(JSON.parse(JSON.stringify(expected.data)));
          expect(differenceInErrors(answer, expected)).toEqual([]);
        },
      ),
      { seed: Number(process.env['SEED'] ?? 1), numRuns: 400 },
    );
  }, 120000);
});
