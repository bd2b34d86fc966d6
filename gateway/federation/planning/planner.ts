import { createRequire } from 'node:module';
import type { QueryPlan } from '@graphql-hive/router-query-planner';
import { CaseReviewError } from '../../../subgraphs/kit/errors.ts';

/** What makes plans for the operations of one supergraph. */
export type Planner = {
  /** What callers see of the supergraph. */
  readonly consumerSchema: string;
  /**
   * Plans a document of one operation, and tells for how long it worked on it, which is without any waiting for others.
   * Throws BAD_USER_INPUT when it cannot, as PlanUnknown where another time it may.
   */
  readonly plan: (operation: string, worked?: (ms: number) => void) => Promise<QueryPlan>;
  /** Starts one like it for another text. It is retired with this one. */
  readonly another: (sdl: string) => Promise<Planner>;
  /** Is told that nothing new will come. What is under way is planned all the same. */
  readonly retire: () => void;
};

const require = createRequire(import.meta.url);

/** Where the planner is: native code, which is loaded only into the process that plans. */
export const plannerModule = () => require.resolve('@graphql-hive/router-query-planner');

/**
 * Plans in this process, which ends with the planner on a text that is no supergraph and on some operations: for tests and
 * tools. Throws when the planner has no build for this machine.
 */
export function plannerHere(sdl: string): Planner {
  const { QueryPlanner } = require(plannerModule()) as typeof import('@graphql-hive/router-query-planner');
  const planner = new QueryPlanner(sdl);
  return {
    consumerSchema: planner.consumerSchema,
    plan: async (operation, worked) => {
      const began = performance.now();
      const plan = await planner.planAsync(operation, null, new Set(), 0).catch(() => null);
      worked?.(performance.now() - began);
      if (plan === null) {
        throw cannotBePlanned();
      }
      return plan;
    },
    another: async (text) => plannerHere(text),
    retire: () => {},
  };
}

const REFUSAL = 'This request cannot be planned. Ask for fewer things at once.';

/** The refusal of an operation that has no plan, or only a wrong one. */
export const cannotBePlanned = () => new CaseReviewError('BAD_USER_INPUT', REFUSAL);

/** For how long an operation is refused that took too long. */
export const REFUSED_MS = 60_000;

/** The same of one that may have a plan: there was no time to find it, or no planner. It must not be remembered for good. */
export class PlanUnknown extends CaseReviewError {
  override readonly name = 'PlanUnknown';
  /** Until when it need not be tried again, in ms since 1970. */
  readonly until: number;

  constructor(until = 0) {
    super('BAD_USER_INPUT', REFUSAL);
    this.until = until;
  }
}
