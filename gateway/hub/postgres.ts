import type { ChildProcess } from 'node:child_process';
import { realpathSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { makeFolder } from './files.ts';
import { freePorts } from './ports.ts';
import { postgresBinaries } from './postgres/binaries.ts';
import { ADMINISTRATOR, checkCluster, isNew, makeCluster, passwordOf } from './postgres/cluster.ts';
import { databaseUser, mayEnter } from './postgres/database-user.ts';
import { clearLeftover, stopServer } from './postgres/leftover.ts';
import { launch, type ServerCommand } from './postgres/server.ts';
import { settings } from './postgres/settings.ts';
import { StartError } from './start-error.ts';
import { howItEnded } from './tell-restart.ts';

/** How long backends of a killed server may take to notice, in milliseconds. */
const ORPHANS_MS = 30_000;

export type PostgresOptions = {
  /** The hub's data folder; the cluster is `postgres` in it and the log `logs/postgres.log`. */
  readonly dataFolder: string;
  /** A free one when left out. */
  readonly port?: number;
  readonly settings?: Readonly<Record<string, string>>;
  readonly initArguments?: readonly string[];
  /** Ends what the start has begun. */
  readonly signal?: AbortSignal;
};

/** A PostgreSQL of the hub's own, on 127.0.0.1 alone. */
export type Postgres = {
  readonly port: number;
  readonly pid: number;
  /** Address of the database `postgres` for its administrator, password included. */
  readonly adminUrl: string;
  /** Settles when the server has ended, whoever ended it, with how: a signal, or an exit code. */
  readonly exited: Promise<string>;
  stop(): Promise<void>;
};

/** Starts the PostgreSQL of a data folder, which it makes when there is none. Throws StartError when it cannot. */
export async function startPostgres(options: PostgresOptions): Promise<Postgres> {
  const user = databaseUser();
  makeFolder(options.dataFolder, user === null ? 0o700 : 0o711);
  const dataFolder = realpathSync(options.dataFolder);
  if (!mayEnter(user, dataFolder)) {
    throw new StartError(
      `The data folder "${dataFolder}" cannot be entered by user "${user?.name}", as whom PostgreSQL runs here: choose another with HUB_DATA.`,
    );
  }
  const binaries = await postgresBinaries(user, dataFolder);
  const folder = join(dataFolder, 'postgres');
  if (isNew(folder)) {
    await makeCluster(folder, binaries, user, options.initArguments ?? [], options.signal);
  }
  checkCluster(folder, binaries, user);
  await clearLeftover(folder);
  const [free] = await freePorts(1);
  const port = options.port ?? (free as number);
  const logFile = join(dataFolder, 'logs/postgres.log');
  const command = { binaries, user, folder, port, settings: { ...settings, ...options.settings }, logFile };
  return running(await launchPastOrphans(command, options.signal), port, folder);
}

/** Launches until the backends of a killed server have let go of its memory, which bars the start. */
async function launchPastOrphans(command: ServerCommand, signal?: AbortSignal): Promise<ChildProcess> {
  const until = Date.now() + ORPHANS_MS;
  for (;;) {
    const launched = await launch(command, signal);
    signal?.throwIfAborted();
    if (launched.status === 'ready') {
      return launched.child;
    }
    if (!/shared memory block .* still in use/.test(launched.lastWords) || Date.now() > until) {
      throw new StartError(`PostgreSQL did not start: ${launched.lastWords} (its log is "${command.logFile}").`);
    }
    await pause(250);
  }
}

function running(child: ChildProcess, port: number, folder: string): Postgres {
  const exited = new Promise<string>((resolve) => {
    child.once('exit', (code, signal) => resolve(howItEnded(code, signal)));
  });
  const pid = child.pid as number;
  return {
    port,
    pid,
    adminUrl: `postgres://${ADMINISTRATOR}:${passwordOf(folder)}@127.0.0.1:${port}/postgres`,
    exited,
    stop: async () => {
      if (child.exitCode === null && child.signalCode === null) {
        await stopServer(pid, folder);
        await exited;
      }
    },
  };
}
