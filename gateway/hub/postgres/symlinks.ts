import { existsSync, lstatSync, readFileSync, symlinkSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { z } from 'zod';

const links = z.array(z.object({ source: z.string(), target: z.string() }));

/**
 * Makes the links between PostgreSQL's libraries that npm packages cannot hold and an install script would make.
 * False when some are missing and the folder may not be written.
 */
export function makeMissingLinks(folder: string): boolean {
  const list = join(folder, 'pg-symlinks.json');
  if (!existsSync(list)) {
    return true;
  }
  return links
    .parse(JSON.parse(readFileSync(list, 'utf8')))
    .every(({ source, target }) => makeLink(folder, source, target));
}

function makeLink(folder: string, source: string, target: string): boolean {
  const [from, at] = [source, target].map((path) => join(folder, path.replace(/^native\//, ''))) as [string, string];
  if (lstatSync(at, { throwIfNoEntry: false }) !== undefined) {
    return true;
  }
  try {
    symlinkSync(relative(dirname(at), from), at);
    return true;
  } catch (error) {
    // Another start made it in the meantime.
    return (error as NodeJS.ErrnoException).code === 'EEXIST';
  }
}
