import { spawn } from 'node:child_process';
import type { QueryPlan } from '@graphql-hive/router-query-planner';
import { plannerModule } from './planner.ts';

/** Longest that reading a supergraph may take. */
const READING_MS = 20_000;

/** What the planner made of an operation: nothing when it cannot, when it ended over it, and when it was stopped. */
export type PlannerAnswer =
  | { readonly status: 'planned'; readonly plan: QueryPlan }
  | { readonly status: 'refused' }
  | { readonly status: 'ended' }
  | { readonly status: 'stopped' };

/** A process that plans. It takes one operation at a time, and ends with this one. */
export type PlannerChild = {
  readonly consumerSchema: string;
  readonly plan: (operation: string, longestMs: number) => Promise<PlannerAnswer>;
  readonly isAlive: () => boolean;
  readonly end: () => void;
};

/** The whole of what runs there. */
const script = `
  const { QueryPlanner } = require(process.argv[1]);
  let planner;
  process.on('disconnect', () => process.kill(process.pid, 'SIGKILL'));
  process.on('message', async ({ sdl, operation }) => {
    if (sdl !== undefined) {
      planner = new QueryPlanner(sdl);
      return process.send({ consumerSchema: planner.consumerSchema });
    }
    const plan = await planner.planAsync(operation, null, new Set(), 0).catch(() => null);
    process.send(plan === null ? { status: 'refused' } : { status: 'planned', plan });
  });`;

/** Starts a process that plans with a supergraph. Throws when the planner cannot work with that, or not on this machine. */
export async function startPlannerChild(sdl: string): Promise<PlannerChild> {
  // It says nothing of its own: what it is given to plan may hold what nobody but the caller may read.
  const child = spawn(process.execPath, ['-e', script, plannerModule()], {
    env: {},
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  });
  const isAlive = () => child.connected && child.exitCode === null && child.signalCode === null;
  const end = () => void child.kill('SIGKILL');
  child.unref();
  child.channel?.unref();
  child.on('error', end);
  /** Gives what it answers next; null when it ends instead, or is ended for taking too long. */
  const answerTo = (message: object, longestMs: number) =>
    new Promise<unknown>((resolve) => {
      const timer = setTimeout(end, longestMs);
      const settle = (answer: unknown) => {
        clearTimeout(timer);
        child.off('message', settle).off('exit', ended).off('error', ended);
        resolve(answer);
      };
      const ended = () => settle(null);
      child.on('message', settle).on('exit', ended).on('error', ended);
      isAlive() ? child.send(message, () => {}) : ended();
    });
  const read = (await answerTo({ sdl }, READING_MS)) as { readonly consumerSchema: string } | null;
  if (read === null) {
    throw new Error('The planner cannot work with this supergraph, or has no build for this machine.');
  }
  return {
    consumerSchema: read.consumerSchema,
    plan: async (operation, longestMs) => {
      const answer = (await answerTo({ operation }, longestMs)) as PlannerAnswer | null;
      // For taking too long, or by a machine that is short of memory: neither need be the operation's fault.
      return answer ?? { status: child.signalCode === 'SIGKILL' ? 'stopped' : 'ended' };
    },
    isAlive,
    end,
  };
}
