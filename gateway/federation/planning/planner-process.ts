import { createHash } from 'node:crypto';
import type { QueryPlan } from '@graphql-hive/router-query-planner';
import { leastRecentlyUsed } from '../../../subgraphs/kit/least-recently-used.ts';
import { cannotBePlanned, type Planner } from './planner.ts';
import { startPlannerChild } from './planner-child.ts';

/** Operations that are known to be beyond the planner. */
const REMEMBERED = 1_000;

/** Is told each time a planner ended and another has been started. */
export type PlannerObserver = { readonly plannerEnded: () => void };

/**
 * Plans in a process of its own, one operation after the other: native code, it ends the process it is in for some of what
 * it is given, and holds more memory than all the rest of a gateway. The one operation that ended it, or took too long, is
 * refused from then on, and another process is there for the next. Throws when the planner cannot work with this text.
 */
export async function startPlanner(sdl: string, observer?: PlannerObserver): Promise<Planner> {
  const refused = leastRecentlyUsed<true>(REMEMBERED);
  let child = startPlannerChild(sdl);
  let last: Promise<unknown> = Promise.resolve();
  let isRetired = false;
  const others: Planner[] = [];
  const { consumerSchema } = await child;

  const living = async () => {
    const held = await child.catch(() => null);
    child = held?.isAlive() ? child : startPlannerChild(sdl);
    return child;
  };
  const planNext = async (operation: string): Promise<QueryPlan> => {
    const key = createHash('sha256').update(operation).digest('base64');
    if (refused.get(key)) {
      throw cannotBePlanned();
    }
    const answer = await (await living()).plan(operation);
    if (answer.status === 'ended') {
      refused.set(key, true);
      observer?.plannerEnded();
      child = startPlannerChild(sdl);
      child.catch(() => {});
    }
    if (answer.status !== 'planned') {
      throw cannotBePlanned();
    }
    return answer.plan;
  };
  const endAfter = async (turn: Promise<unknown>) => {
    await turn;
    if (isRetired && turn === last) {
      (await child.catch(() => null))?.end();
    }
  };
  return {
    consumerSchema,
    plan: (operation) => {
      const planned = last.then(() => planNext(operation));
      last = planned.catch(() => {});
      void endAfter(last);
      return planned;
    },
    another: async (text) => {
      const other = await startPlanner(text, observer);
      others.push(other);
      if (isRetired) {
        other.retire();
      }
      return other;
    },
    retire: () => {
      isRetired = true;
      others.forEach((other) => void other.retire());
      void endAfter(last);
    },
  };
}
