import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Planner } from '../../gateway/federation/planning/planner.ts';
import { startPlanner } from '../../gateway/federation/planning/planner-process.ts';
import { composers } from '../support/federation-suites/in-process-engine.ts';
import { interfaceObject } from '../support/federation-suites/interface-object/suite.ts';

/** The planner ends its process over these, whose fields of one key have other arguments. */
const fatal = '{ entries { ... on HealthEntry { stars(of: 1) } ... on PoliceEntry { stars(of: 2) } } }';
const alsoFatal = '{ rated { ... on HealthEntry { stars(of: 1) } ... on PoliceEntry { stars(of: 2) } } }';
const refusal = 'This request cannot be planned. Ask for fewer things at once.';

describe('a planner in a process of its own', () => {
  let planner: Planner;
  let ended = 0;

  beforeAll(async () => {
    planner = await startPlanner(composers.apollo(interfaceObject.subgraphs), { plannerEnded: () => ended++ });
  });
  afterAll(() => planner.retire());

  const outcome = (operation: string) =>
    planner.plan(operation).then(
      ({ node }) => node?.kind,
      ({ message, extensions }) => [extensions.code, message],
    );

  it('refuses the operation that ends it, and plans all others that were asked at the same time', async () => {
    const asked = ['{ entries { id } }', fatal, '{ rated { rating } }', alsoFatal, '{ entries { rating } }'];

    expect(await Promise.all(asked.map(outcome))).toEqual([
      'Fetch',
      ['BAD_USER_INPUT', refusal],
      'Fetch',
      ['BAD_USER_INPUT', refusal],
      'Sequence',
    ]);
    expect(ended).toBe(2);
  });

  it('refuses it at once when it is asked again, and does not end', async () => {
    expect(await outcome(fatal)).toEqual(['BAD_USER_INPUT', refusal]);
    expect(ended).toBe(2);
  });

  it('refuses what it cannot plan without ending', async () => {
    expect(await outcome('{ nothing }')).toEqual(['BAD_USER_INPUT', refusal]);
    expect(ended).toBe(2);
  });

  it('does not start with what is no supergraph', async () => {
    await expect(startPlanner('no supergraph {')).rejects.toThrow(
      'The planner cannot work with this supergraph, or has no build for this machine.',
    );
  });

  it('plans for requests under way when it is retired', async () => {
    const retired = await startPlanner(composers.apollo(interfaceObject.subgraphs));
    const before = retired.plan('{ entries { id } }');
    retired.retire();

    expect((await before).node?.kind).toBe('Fetch');
    expect((await retired.plan('{ rated { rating } }')).node?.kind).toBe('Fetch');
  });
});
