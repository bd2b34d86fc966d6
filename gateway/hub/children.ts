import { setTimeout as pause } from 'node:timers/promises';
import { becameHealthy, type ChildCommand, type Life, startLife } from './child-process.ts';
import { lastLineOf } from './files.ts';
import { growingPauses, type PauseLimits, type Pauses } from './pauses.ts';
import { StartError } from './start-error.ts';
import { tellRestart } from './tell-restart.ts';

/** A child that dies this often before it was ever well stops the start. */
const FIRST_LIVES = 5;

export type ChildLimits = PauseLimits & {
  /** A child that was well for so long begins again with the shortest pause, in milliseconds. */
  readonly settledMs: number;
  /** How long the first start may take until it is well, in milliseconds. */
  readonly firstHealthMs: number;
};

const usual: ChildLimits = { shortestMs: 500, longestMs: 30_000, settledMs: 60_000, firstHealthMs: 90_000 };

/** A child that is started again whenever it dies, until it is stopped. */
export type Child = {
  readonly name: string;
  /** Of its present life; null between two. */
  pid(): number | null;
  stop(): Promise<void>;
};

/**
 * Starts a child and waits until it is well; from then on it is started again, after growing pauses, whenever it dies.
 * Throws StartError, with its name and the last line of its log, when it never comes up, and what aborted it otherwise.
 */
export async function startChild(
  command: ChildCommand,
  signal: AbortSignal,
  limits: ChildLimits = usual,
): Promise<Child> {
  const inTime = AbortSignal.any([signal, AbortSignal.timeout(limits.firstHealthMs)]);
  const pauses = growingPauses(limits);
  for (let lives = 1; lives <= FIRST_LIVES; lives += 1) {
    const life = startLife(command);
    try {
      if (await becameHealthy(life, command.healthUrl, inTime)) {
        return keepAlive(command, life, pauses, limits);
      }
      if (lives < FIRST_LIVES) {
        await pause(pauses.next(), undefined, { signal: inTime });
      }
    } catch {
      await life.stop();
      signal.throwIfAborted();
      break;
    }
  }
  throw new StartError(
    `The service "${command.name}" does not start: ${lastWords(command)} (its log is "${command.logFile}").`,
  );
}

const lastWords = ({ logFile }: ChildCommand) => lastLineOf(logFile)?.replace(/\.$/, '') ?? 'it said nothing';

function keepAlive(command: ChildCommand, firstLife: Life, pauses: Pauses, limits: ChildLimits): Child {
  const ending = new AbortController();
  let life = firstLife;
  const revive = async () => {
    const since = Date.now();
    const why = await life.ended;
    if (ending.signal.aborted) {
      return;
    }
    tellRestart(command.name, why, command.logFile);
    if (Date.now() - since >= limits.settledMs) {
      pauses.reset();
    }
    await pause(pauses.next(), undefined, { signal: ending.signal });
    life = startLife(command);
    await becameHealthy(life, command.healthUrl, ending.signal);
  };
  const revived = untilAborted(revive, ending.signal);
  return {
    name: command.name,
    pid: () => (life.hasEnded() ? null : life.pid),
    stop: async () => {
      ending.abort();
      await life.stop();
      await revived;
    },
  };
}

/** Does it again and again; a failure, such as a full disk, is met by the next time, an abort by the end. */
export async function untilAborted(work: () => Promise<void>, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    await work().catch(() => undefined);
  }
}
