import { randomBytes } from 'node:crypto';
import {
  chownSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { StartError } from '../start-error.ts';
import type { Binaries } from './binaries.ts';
import { type DatabaseUser, mayWrite } from './database-user.ts';
import { run } from './run.ts';

/** The administrator of our own server. */
export const ADMINISTRATOR = 'hub';
const PASSWORD_FILE = 'hub-password';

/** True when nothing was ever kept in this folder. */
export const isNew = (folder: string) => !existsSync(folder) || readdirSync(folder).length === 0;

/** The administrator's password of a cluster. */
export const passwordOf = (folder: string) => readFileSync(join(folder, PASSWORD_FILE), 'utf8');

/**
 * Makes a new cluster beside its place and moves it there when it is whole, so that a start that is broken off leaves
 * nothing that the next one would stumble over.
 */
export async function makeCluster(
  folder: string,
  binaries: Binaries,
  user: DatabaseUser,
  initArguments: readonly string[],
  signal?: AbortSignal,
): Promise<void> {
  sweepUnfinished(folder);
  const unfinished = `${folder}.unfinished-${randomBytes(4).toString('hex')}`;
  const cluster = join(unfinished, 'cluster');
  const passwordFile = join(unfinished, PASSWORD_FILE);
  for (const made of [unfinished, cluster]) {
    mkdirSync(made, { mode: 0o700 });
    giveTo(user, made);
  }
  try {
    writeFileSync(passwordFile, randomBytes(24).toString('base64url'), { mode: 0o600 });
    giveTo(user, passwordFile);
    const ran = await run(
      join(binaries.folder, 'bin/initdb'),
      initdb(cluster, passwordFile, initArguments),
      user,
      signal,
    );
    if (ran.code !== 0) {
      throw new StartError(`PostgreSQL could not make its data folder "${folder}": ${ran.output.split('\n').at(-1)}`);
    }
    renameSync(passwordFile, join(cluster, PASSWORD_FILE));
    renameSync(cluster, folder);
  } finally {
    rmSync(unfinished, { recursive: true, force: true });
  }
}

/** Throws StartError, in one sentence, when the folder is not a whole cluster of this version that the user may use. */
export function checkCluster(folder: string, { major }: Binaries, user: DatabaseUser): void {
  const owner = statSync(folder).uid;
  const runner = user?.uid ?? process.getuid?.() ?? owner;
  if (owner !== runner || !mayWrite(user, folder)) {
    const who = user === null ? `user ${runner}` : `user "${user.name}"`;
    throw new StartError(
      `The data folder "${folder}" cannot be written by ${who}, as whom PostgreSQL runs here: start as its owner (user ${owner}), or choose another folder with HUB_DATA.`,
    );
  }
  for (const needed of ['PG_VERSION', 'global/pg_control', PASSWORD_FILE]) {
    if (!existsSync(join(folder, needed))) {
      throw new StartError(
        `The data folder "${folder}" is not whole ("${needed}" is missing): restore it from a backup, or move it away to begin with nothing.`,
      );
    }
  }
  const kept = readFileSync(join(folder, 'PG_VERSION'), 'utf8').trim();
  if (kept !== major) {
    throw new StartError(
      `The data folder "${folder}" was written by PostgreSQL ${kept}, and this release of the hub has PostgreSQL ${major}: restore a backup into a new folder, chosen with HUB_DATA.`,
    );
  }
}

const initdb = (cluster: string, passwordFile: string, more: readonly string[]) => [
  ...['-D', cluster, '-U', ADMINISTRATOR, '--auth=scram-sha-256', `--pwfile=${passwordFile}`],
  ...['--encoding=UTF8', '--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8', ...more],
];

function giveTo(user: DatabaseUser, path: string): void {
  if (user !== null) {
    chownSync(path, user.uid, user.gid);
  }
}

function sweepUnfinished(folder: string): void {
  for (const name of readdirSync(dirname(folder))) {
    if (name.startsWith(`${basename(folder)}.unfinished-`)) {
      rmSync(join(dirname(folder), name), { recursive: true, force: true });
    }
  }
}
