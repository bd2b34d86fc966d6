import { chmodSync, existsSync, mkdirSync, openSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { StartError } from './start-error.ts';

/** What the system's codes mean to whoever named a file. */
const faults: Readonly<Record<string, string>> = {
  EEXIST: 'there is a file of that name, which is left as it is',
  ENOTDIR: 'its folder is a file',
  EISDIR: 'it is a folder',
  EACCES: 'you may not',
  EPERM: 'you may not',
  EROFS: 'nothing can be written there',
  ENOSPC: 'the disk is full',
};

const isMissing = (error: unknown) => (error as NodeJS.ErrnoException).code === 'ENOENT';

const faultOf = (error: unknown) => faults[(error as NodeJS.ErrnoException).code ?? ''] ?? 'the system refuses it';

/** Says why a file could not be read. */
export const whyNotRead = (error: unknown): string =>
  isMissing(error) ? 'there is none of that name' : faultOf(error);

/** Says why a file could not be written. */
export const whyNotWritten = (error: unknown): string =>
  isMissing(error) ? 'its folder is not there' : faultOf(error);

const LOG_BYTES = 10 * 1024 * 1024;

/**
 * Makes a folder and its missing parents with exactly this mode, whatever the umask. What exists stays as it is. Throws
 * StartError where none can be made.
 */
export function makeFolder(folder: string, mode: number): void {
  if (existsSync(folder)) {
    return;
  }
  makeFolder(dirname(folder), mode);
  try {
    // Its parents are there: asked for those too, Node never comes to an end in /proc.
    mkdirSync(folder);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') {
      return;
    }
    throw new StartError(`The folder "${folder}" cannot be made, as ${faultOf(error)}: choose another.`);
  }
  chmodSync(folder, mode);
}

/** Writes a file that only its owner may read (0600), whole or not at all. Throws StartError where it cannot be written. */
export function writePrivate(path: string, text: string): void {
  const unfinished = `${path}.${process.pid}`;
  try {
    writeFileSync(unfinished, text, { mode: 0o600 });
    renameSync(unfinished, path);
  } catch (error) {
    throw new StartError(`The file "${path}" cannot be written: ${whyNotWritten(error)}.`);
  }
}

/** Opens a log for appending (0600) and gives its descriptor. One above 10 MB begins anew. */
export function openLog(path: string): number {
  makeFolder(dirname(path), 0o700);
  const tooLong = existsSync(path) && statSync(path).size > LOG_BYTES;
  return openSync(path, tooLong ? 'w' : 'a', 0o600);
}

/** The last line of a log that says something, or null: where it is a record in JSON, its message. */
export function lastLineOf(path: string): string | null {
  const lines = existsSync(path) ? readFileSync(path, 'utf8').split('\n') : [];
  const last = lines.findLast((line) => line.trim() !== '' && !isTail(line))?.trim() ?? null;
  try {
    return String((JSON.parse(last ?? '') as { msg?: string }).msg ?? last);
  } catch {
    return last;
  }
}

/** What Node writes below the error that ended it: where it was thrown, its fields, and the version. */
const isTail = (line: string) => /^(\s|[{}]$|Node\.js v)/.test(line);
