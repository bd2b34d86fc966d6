import { spawn } from 'node:child_process';
import type { QueryPlan } from '@graphql-hive/router-query-planner';
import { plannerModule } from './planner.ts';

/** Longest that reading a supergraph may take. */
const READING_MS = 20_000;

/** There is no answer: the planner ended over it, or was stopped. */
type NoAnswer = { readonly status: 'ended' | 'stopped' };

/** What the planner made of an operation: nothing when it cannot, when it ended over it, and when it was stopped. */
export type PlannerAnswer =
  | { readonly status: 'planned'; readonly plan: QueryPlan }
  | { readonly status: 'refused' }
  | NoAnswer;

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
  let isEnded = false;
  // It lives on for a moment after it was ended: what comes next is not for it.
  const isAlive = () => !isEnded && child.connected && child.exitCode === null && child.signalCode === null;
  const end = () => {
    isEnded = true;
    child.kill('SIGKILL');
  };
  child.unref();
  child.channel?.unref();
  child.on('error', end);
  /** Gives what it answers next, or how it ended instead. An answer that comes when it was stopped is none. */
  const answerTo = <Answer>(message: object, longestMs: number) =>
    new Promise<Answer | NoAnswer>((resolve) => {
      const stop = () => {
        end();
        settle({ status: 'stopped' });
      };
      const timer = setTimeout(stop, longestMs);
      const settle = (answer: Answer | NoAnswer) => {
        clearTimeout(timer);
        child.off('message', settle).off('exit', ended).off('error', ended);
        resolve(answer);
      };
      // Killed by a machine that is short of memory: that need not be the operation's fault.
      const ended = (_: unknown, signal?: unknown) => settle({ status: signal === 'SIGKILL' ? 'stopped' : 'ended' });
      child.on('message', settle).on('exit', ended).on('error', ended);
      isAlive() ? child.send(message, () => {}) : stop();
    });
  const read = await answerTo<{ readonly consumerSchema: string }>({ sdl }, READING_MS);
  if ('status' in read) {
    throw new Error('The planner cannot work with this supergraph, or has no build for this machine.');
  }
  return {
    consumerSchema: read.consumerSchema,
    plan: (operation, longestMs) => answerTo<PlannerAnswer>({ operation }, longestMs),
    isAlive,
    end,
  };
}
