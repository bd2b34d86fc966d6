import fc from 'fast-check';
import { type ExecutionResult, graphql } from 'graphql';
import { expect, it } from 'vitest';
import { cannotBePlanned } from '../../gateway/federation/planning/planner.ts';
import { differenceInErrors } from '../support/federation-suites/compare.ts';
import { queryChoices, queryFrom, type RandomQuery } from '../support/federation-suites/random-query.ts';
import { graphChoices } from '../support/random-graphs/choices.ts';
import { type RandomGraph, randomGraph } from '../support/random-graphs/random-graph.ts';

const GRAPHS = process.env['TEST_SCALE'] === 'full' ? 30 : 15;
const LONGEST_MS = GRAPHS * 4_000;
const EIGHTH = 8;

const cases = fc.record({
  choices: graphChoices,
  chosen: fc.array(queryChoices, { minLength: 1, maxLength: 20, size: 'max' }),
  explainsNulls: fc.boolean(),
});

/** What became of what was tried. */
const seen = { graphs: 0, composed: 0, questions: 0, refused: 0 };

/** What is refused has no answer, and so no wrong one: too many rows, or no right plan. */
const isRefused = ({ data, errors = [] }: ExecutionResult) =>
  data === undefined &&
  (errors[0]?.extensions['code'] === 'LIMIT_EXCEEDED' || errors[0]?.message === cannotBePlanned().message);

it(
  'answers for random graphs, cut into services at random, as one service would',
  async () => {
    const isAnsweredAlike = fc.asyncProperty(cases, async ({ choices, chosen, explainsNulls }) => {
      const graph = await randomGraph(choices, explainsNulls);
      seen.graphs += 1;
      fc.pre(graph !== null);
      seen.composed += 1;
      try {
        for (const [index, each] of chosen.entries()) {
          const isChange = index % EIGHTH === EIGHTH - 1 && graph.whole.getMutationType() !== undefined;
          await compare(graph, queryFrom(graph.whole, each, isChange ? 'mutation' : 'query'));
        }
      } finally {
        graph.close();
      }
    });
    await fc.assert(isAnsweredAlike, { seed: 20_261_122, numRuns: GRAPHS, interruptAfterTimeLimit: LONGEST_MS });

    expect(seen.composed / seen.graphs).toBeGreaterThan(0.7);
    expect(seen.refused / seen.questions).toBeLessThan(0.05);
  },
  LONGEST_MS * 2,
);

async function compare({ engine, whole, text }: RandomGraph, { query, variables }: RandomQuery): Promise<void> {
  const expected = await graphql({ schema: whole, source: query, variableValues: variables });
  const answer = await engine.ask(query, variables);
  seen.questions += 1;
  if (isRefused(answer)) {
    seen.refused += 1;
    return;
  }
  const about = `${text}\n${query}\n${JSON.stringify(variables)}`;
  expect(answer.data, about).toEqual(JSON.parse(JSON.stringify(expected.data)));
  expect(JSON.stringify(answer.data), about).toBe(JSON.stringify(expected.data));
  const differences = differenceInErrors(answer, expected).filter((each) => !isOfWhatNobodyAsked(each, answer.data));
  expect(differences, about).toEqual([]);
}

/**
 * What one field needs of another service may fail too. It is named where it would have been, had it been asked for. And what
 * is below an object that callers may not know of.
 */
function isOfWhatNobodyAsked(difference: string, data: unknown): boolean {
  const [, ...keys] = difference.split('/');
  let value = data;
  for (const key of keys) {
    if (value === null || value === undefined) {
      return difference.startsWith('no error');
    }
    value = (value as Readonly<Record<string, unknown>>)[key];
  }
  return difference.startsWith('no error') && value === undefined;
}
