import { setImmediate } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Planner, PlanUnknown } from '../../gateway/federation/planning/planner.ts';
import { startPlanner } from '../../gateway/federation/planning/planner-process.ts';
import { composers } from '../support/federation-suites/in-process-engine.ts';
import { interfaceObject } from '../support/federation-suites/interface-object/suite.ts';

/** The planner ends its process over these, whose fields of one key have other arguments. */
const fatal = '{ entries { ... on HealthEntry { stars(of: 1) } ... on PoliceEntry { stars(of: 2) } } }';
const alsoFatal = '{ rated { ... on HealthEntry { stars(of: 1) } ... on PoliceEntry { stars(of: 2) } } }';
/** Takes some twenty milliseconds. */
const long = `{ ${Array.from({ length: 300 }, (_, index) => `a${index}: entries { id rating }`).join(' ')} }`;
const supergraph = composers.apollo(interfaceObject.subgraphs);
const refusal = 'This request cannot be planned. Ask for fewer things at once.';

describe('a planner in a process of its own', () => {
  let planner: Planner;
  let ended = 0;

  beforeAll(async () => {
    planner = await startPlanner(supergraph, { plannerEnded: () => ended++ });
  });
  afterAll(() => planner.retire());

  const outcome = (operation: string, by = planner) =>
    by.plan(operation).then(
      ({ node }) => node?.kind,
      ({ message, extensions }) => [extensions.code, message],
    );

  it('refuses the operation that ends it, and plans all others that were asked at the same time', async () => {
    const asked = ['{ entries { id } }', fatal, '{ rated { rating } }', alsoFatal, '{ entries { rating } }'];

    expect(await Promise.all(asked.map((each) => outcome(each)))).toEqual([
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

  it.each([
    ['for a while', 60_000, ['BAD_USER_INPUT', refusal]],
    ['and plans it when it is asked after a while', 0, 'Sequence'],
  ])('refuses what took too long, %s', async (_, refusedMs, later) => {
    const limits = { planningMs: 1, refusedMs };
    const hurried = await startPlanner(supergraph, { plannerEnded: () => ended++ }, limits);
    ended = 0;

    await expect(hurried.plan(long)).rejects.toBeInstanceOf(PlanUnknown);
    limits.planningMs = 60_000;

    expect(await outcome(long, hurried)).toEqual(later);
    expect(await outcome('{ rated { rating } }', hurried)).toBe('Fetch');
    expect(ended).toBe(1);
    hurried.retire();
  });

  it('tells how long it worked on each, and does not count for how long that one waited for others', async () => {
    let worked = 0;
    const began = performance.now();
    const ten = Array.from({ length: 10 }, () =>
      planner.plan(long, (ms) => {
        worked += ms;
      }),
    );
    await Promise.all(ten);

    expect(worked).toBeGreaterThan(0);
    expect(worked).toBeLessThanOrEqual(performance.now() - began);
  });

  it('plans the next one when it was stopped at the moment of its answer', async () => {
    const limits = { planningMs: 100, refusedMs: 60_000 };
    const hurried = await startPlanner(supergraph, undefined, limits);
    const late = outcome(long, hurried);
    await setImmediate();
    limits.planningMs = 60_000;
    const next = outcome('{ rated { rating } }', hurried);

    // Nothing is heard meanwhile: neither that there is an answer nor that the time is over.
    const until = performance.now() + 400;
    while (performance.now() < until) {}

    expect([await late, await next]).toEqual([['BAD_USER_INPUT', refusal], 'Fetch']);
    hurried.retire();
  });

  it('does not start with what is no supergraph', async () => {
    await expect(startPlanner('no supergraph {')).rejects.toThrow(
      'The planner cannot work with this supergraph, or has no build for this machine.',
    );
  });

  it('plans for requests under way when it is retired', async () => {
    const retired = await startPlanner(supergraph);
    const before = retired.plan('{ entries { id } }');
    retired.retire();

    expect((await before).node?.kind).toBe('Fetch');
    expect((await retired.plan('{ rated { rating } }')).node?.kind).toBe('Fetch');
  });
});
