import { createHash } from 'node:crypto';
import { leastRecentlyUsed } from '../../../subgraphs/kit/least-recently-used.ts';
import { cannotBePlanned, type Planner, PlanUnknown, REFUSED_MS } from './planner.ts';
import { startPlannerChild } from './planner-child.ts';

/** Operations that are known to be beyond the planner. */
const REMEMBERED = 1_000;

/** The longest that one plan may take, and for how long an operation that took longer is refused. */
type PlannerLimits = { readonly planningMs: number; readonly refusedMs: number };
const usualLimits: PlannerLimits = { planningMs: 2_000, refusedMs: REFUSED_MS };

const FOR_GOOD = Number.POSITIVE_INFINITY;
const refusal = (until: number) => (until === FOR_GOOD ? cannotBePlanned() : new PlanUnknown(until));

/** Is told each time a planner ended and another has been started. */
export type PlannerObserver = { readonly plannerEnded: () => void };

/**
 * Plans in a process of its own, one operation after the other: native code, it ends the process it is in for some of what
 * it is given, and holds more memory than all the rest of a gateway. The one operation that ended it is refused from then
 * on, one that took too long for a while, and another process is there for the next. Throws when the planner cannot work
 * with this text.
 */
export async function startPlanner(
  sdl: string,
  observer?: PlannerObserver,
  limits: PlannerLimits = usualLimits,
): Promise<Planner> {
  const refusedUntil = leastRecentlyUsed<number>(REMEMBERED);
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
  const planNext: Planner['plan'] = async (operation, worked) => {
    const key = createHash('sha256').update(operation).digest('base64');
    const until = refusedUntil.get(key) ?? 0;
    if (until > Date.now()) {
      throw refusal(until);
    }
    const held = await living();
    const began = performance.now();
    const answer = await held.plan(operation, limits.planningMs);
    worked?.(performance.now() - began);
    if (answer.status === 'ended' || answer.status === 'stopped') {
      const nextAt = answer.status === 'ended' ? FOR_GOOD : Date.now() + limits.refusedMs;
      refusedUntil.set(key, nextAt);
      observer?.plannerEnded();
      child = startPlannerChild(sdl);
      child.catch(() => {});
      throw refusal(nextAt);
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
    plan: (operation, worked) => {
      const planned = last.then(() => planNext(operation, worked));
      last = planned.catch(() => {});
      void endAfter(last);
      return planned;
    },
    another: async (text) => {
      const other = await startPlanner(text, observer, limits);
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
