import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { StartError } from '../start-error.ts';

/** The user PostgreSQL runs as. Null is the user of this process; it is another only for root, whom PostgreSQL refuses. */
export type DatabaseUser = { readonly name: string; readonly uid: number; readonly gid: number } | null;

/** Finds the user PostgreSQL runs as. Throws StartError when this is root's process and there is nobody else. */
export function databaseUser(): DatabaseUser {
  if (process.getuid?.() !== 0) {
    return null;
  }
  const users = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .map((line) => line.split(':'));
  const found = users.find(([name]) => name === 'postgres') ?? users.find(([name]) => name === 'nobody');
  if (found === undefined) {
    throw new StartError('PostgreSQL does not run as root, and there is no user "postgres" or "nobody" to run it as.');
  }
  // macOS writes the user "nobody" as -2.
  const [uid, gid] = [Number(found[2]) >>> 0, Number(found[3]) >>> 0];
  return { name: found[0] as string, uid, gid };
}

/** True when the user may go into the folder: asked of the system, because modes do not say all. */
export const mayEnter = (user: DatabaseUser, folder: string) => shellAs(user, 'cd "$1"', folder);

/** True when the user may make files in the folder. */
export const mayWrite = (user: DatabaseUser, folder: string) => shellAs(user, 'test -w "$1" && test -x "$1"', folder);

/** What `spawn` needs to run something as the user. */
export const runAs = (user: DatabaseUser) => (user === null ? {} : { uid: user.uid, gid: user.gid });

function shellAs(user: DatabaseUser, command: string, folder: string): boolean {
  const ran = spawnSync('/bin/sh', ['-c', command, 'sh', folder], { ...runAs(user), cwd: '/', stdio: 'ignore' });
  return ran.status === 0;
}
