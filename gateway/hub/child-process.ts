import { spawn } from 'node:child_process';
import { closeSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { SERVING } from '../../subgraphs/kit/service/parent.ts';
import { openLog } from './files.ts';
import { endGroupWithUs, signalGroup } from './process-groups.ts';
import { howItEnded } from './tell-restart.ts';

/** How a process's heap grows. docs/decisions/0026 has the figures. */
export type HeapRoom = {
  /** Megabytes in which what is new may be forgotten before it is old. Three times that is taken. */
  readonly youngMb: number;
  /** How far it may grow beyond what lives in it before all of it is looked through: not fourfold, as V8 would have it. */
  readonly growthPercent: number;
};

const usualHeap: HeapRoom = { youngMb: 16, growthPercent: 30 };
/** Each of the C library's arenas keeps what it was given back; without this there are sixteen, and 40 MB more. */
const MALLOC_ARENA_MAX = '2';

/** How long a child may take to end in order, in milliseconds. */
const PATIENCE_MS = 5_000;
/** How long one answer of `/health` may take, in milliseconds. */
const ANSWER_MS = 2_000;

export type ChildCommand = {
  readonly name: string;
  /** The compiled file that node runs, and its arguments. */
  readonly script: string;
  readonly arguments: readonly string[];
  /** All of it: nothing is inherited. */
  readonly environment: Readonly<Record<string, string>>;
  /** Answers 200 when the child can do its work. */
  readonly healthUrl: string;
  readonly logFile: string;
  /** Unless given, what a service needs. */
  readonly heap?: HeapRoom;
};

const heapOf = ({ heap: { youngMb, growthPercent } = usualHeap }: ChildCommand) => [
  `--heap-growing-percent=${growthPercent}`,
  `--max-semi-space-size=${youngMb}`,
  // What is new is looked through when its room is full, and not as soon as four fifths of it are.
  '--no-minor-gc-task',
  // Threads that compile and collect beside the main one: there are four otherwise, as quick on two processors, and what
  // they compiled with stays in pieces in the C library's room: 25 MB in two starts of five.
  '--v8-pool-size=1',
  // V8 takes what outlived the first collections for what always will, and puts it among the old from then on. Here that
  // was a part of each request, decided while all of them began at once: it kept the rest of its request with it, until
  // everything was looked through. A third of a gateway's time, of every second one that was started.
  '--no-allocation-site-pretenuring',
];

/** One life of a child. */
export type Life = {
  readonly pid: number | null;
  /** Settles with how it ended: a signal, or an exit code. */
  readonly ended: Promise<string>;
  hasEnded(): boolean;
  /** Whether it has said that it serves: what answers on its port before that is another program. */
  serves(): boolean;
  stop(): Promise<void>;
};

/** Starts a child that leads a process group of its own and ends when its channel to us does. */
export function startLife(command: ChildCommand): Life {
  const log = openLog(command.logFile);
  const child = spawn(process.execPath, [...heapOf(command), command.script, ...command.arguments], {
    env: { MALLOC_ARENA_MAX, ...command.environment },
    detached: true,
    stdio: ['ignore', log, log, 'ipc'],
  });
  closeSync(log);
  endGroupWithUs(child);
  let over = false;
  let serving = false;
  child.on('message', (said) => {
    serving ||= said === SERVING;
  });
  const ended = new Promise<string>((resolve) => {
    const end = (why: string) => {
      over = true;
      resolve(why);
    };
    child.once('exit', (code, signal) => end(howItEnded(code, signal)));
    child.once('error', ({ message }) => end(message));
  });
  return {
    pid: child.pid ?? null,
    ended,
    hasEnded: () => over,
    serves: () => serving,
    stop: async () => {
      child.kill('SIGTERM');
      await Promise.race([ended, pause(PATIENCE_MS, undefined, { ref: false })]);
      if (!over && child.pid !== undefined) {
        signalGroup(child.pid, 'SIGKILL');
      }
      await ended;
    },
  };
}

/** Waits until the child serves and answers that it is well (true) or ends before (false). Throws what aborted it. */
export async function becameHealthy(life: Life, healthUrl: string, signal: AbortSignal): Promise<boolean> {
  while (!life.hasEnded()) {
    signal.throwIfAborted();
    if (life.serves() && (await answers(healthUrl)) && !life.hasEnded()) {
      return true;
    }
    await Promise.race([life.ended, pause(100)]);
  }
  signal.throwIfAborted();
  return false;
}

async function answers(url: string): Promise<boolean> {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(ANSWER_MS) });
    await response.arrayBuffer();
    return response.status === 200;
  } catch {
    return false;
  }
}
