import { getOperationAST, parse } from 'graphql';
import { beforeEach, describe, expect, it } from 'vitest';
import { selectedBy } from '../../gateway/federation/operation/selections.ts';
import { operationPlanner } from '../../gateway/federation/planning/plan.ts';
import { cannotBePlanned, type Planner, PlanUnknown, plannerHere } from '../../gateway/federation/planning/planner.ts';
import { planInStages } from '../../gateway/federation/planning/stages/in-stages.ts';
import { type StepPlanner, stepPlanner } from '../../gateway/federation/planning/step-planner.ts';
import { readSupergraph } from '../../gateway/federation/supergraph.ts';
import { composers } from '../support/federation-suites/in-process-engine.ts';
import { interfaceObject } from '../support/federation-suites/interface-object/suite.ts';

const sdl = composers.product(interfaceObject.subgraphs);
const supergraph = readSupergraph(sdl);
const document = parse('{ entries { id note rating } anything { __typename } }');
const operation = getOperationAST(document)!;
const { apiSchema: schema, isA } = supergraph;
const asked = {
  rootType: 'Query',
  selected: selectedBy(operation, { schema, isA, fragments: new Map(), variables: {}, keyShown: (key) => key }),
};
const refusal = 'This request cannot be planned. Ask for fewer things at once.';

describe('an operation that is refused in one go', () => {
  /** Why a plan is refused, and why the planner that knows of stages does not start; null where all goes well. */
  let inOneGo: Error | null;
  let inStages: Error | null;
  let starting: Error | null;
  let plans: number;
  let plan: StepPlanner;

  const unless = <Result>(error: Error | null, work: () => Promise<Result>) =>
    error === null ? work() : Promise.reject(error);

  beforeEach(() => {
    [inOneGo, inStages, starting, plans] = [cannotBePlanned(), null, null, 0];
    const real = plannerHere(sdl);
    const planOf = (planner: Planner, why: () => Error | null) => (text: string) => {
      plans += 1;
      return unless(why(), () => planner.plan(text));
    };
    const another = async (text: string) => {
      const staged = await unless(starting, () => real.another(text));
      return { ...staged, plan: planOf(staged, () => inStages) };
    };
    plan = stepPlanner({ ...supergraph, planner: { ...real, plan: planOf(real, () => inOneGo), another } });
  });

  const outcome = () =>
    plan(document, asked).then(
      (step) => step?.kind,
      ({ message }) => message,
    );

  it('is planned in stages', async () => {
    expect(await outcome()).toBe('sequence');
  });

  it('is refused while the planner that knows of stages does not start, and no longer', async () => {
    starting = new Error('There is no memory for another process.');
    const before = await outcome();
    starting = null;

    expect([before, await outcome()]).toEqual([refusal, 'sequence']);
  });

  it.each<[string, () => void]>([
    ['in one go', () => ([inOneGo, inStages] = [new PlanUnknown(), cannotBePlanned()])],
    ['in stages', () => (inStages = new PlanUnknown())],
  ])('is refused while there is no time for it %s, and no longer', async (_, happens) => {
    happens();
    const before = await outcome();
    [inOneGo, inStages] = [null, null];

    expect([before, await outcome()]).toEqual([refusal, 'sequence']);
  });

  it.each([
    ['for as long as no other time would be better', 60_000, 0],
    ['and tried again after that', -1, 1],
  ])('is refused where there was no time for it, %s', async (_, ms, triedAgain) => {
    inStages = new PlanUnknown(Date.now() + ms);
    const before = await outcome();
    const tried = plans;

    expect([before, await outcome()]).toEqual([refusal, refusal]);
    expect(Math.sign(plans - tried)).toBe(triedAgain);
  });

  it('is refused for good, and no planner is asked again, where it has no plan', async () => {
    inStages = cannotBePlanned();
    const before = await outcome();
    const tried = plans;

    expect([before, await outcome()]).toEqual([refusal, refusal]);
    expect(plans).toBe(tried);
  });
});

describe('planning in stages', () => {
  it('tries nothing more when its time is over, and does not take that for want of a plan', async () => {
    let plans = 0;
    const slowly = async (_: unknown, worked: (ms: number) => void) => {
      plans += 1;
      worked(3_000);
      throw cannotBePlanned();
    };

    const refused = await planInStages(document, supergraph, slowly).catch((error) => error);

    expect(refused).toBeInstanceOf(PlanUnknown);
    expect(refused.until - Date.now()).toBeGreaterThan(50_000);
    expect(plans).toBe(2);
  });
});

describe('the operations that are remembered', () => {
  it.each([
    ['60 short ones', 30, 60],
    ['fewer long ones', 40_000, 6],
    ['none that is longer than all together may be', 240_001, 0],
  ])('are %s, also of those without a plan', async (_, length, number) => {
    const plan = () => Promise.reject(cannotBePlanned());
    const refusing: Planner = { ...supergraph.planner, plan, another: async () => refusing };
    let held = 0;
    const plansHeld = (operations: number) => {
      held = operations;
    };
    const prepare = operationPlanner({ ...supergraph, planner: refusing }, { planned: () => {}, plansHeld });

    for (let index = 0; index < 70; index++) {
      const source = `{ a${index}: entries { id } }`.padEnd(length);
      const parsed = parse(source);
      const valid = { source, queryHash: `${index}`, operationName: null, document: parsed };
      const prepared = prepare({ ...valid, operation: getOperationAST(parsed)! });
      await expect(prepared.settled({})).rejects.toThrow(refusal);
    }

    expect(held).toBe(number);
  });
});
