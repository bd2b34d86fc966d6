import { createHash } from 'node:crypto';
import { accessSync, constants, existsSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { checkout, PRODUCT } from './checkout.ts';
import { makeFolder } from './files.ts';
import { type DatabaseUser, databaseUser, mayEnter } from './postgres/database-user.ts';
import { StartError } from './start-error.ts';

/**
 * Chooses and makes the folder for everything the hub keeps: HUB_DATA, else `.data` in the checkout, else, where the
 * user PostgreSQL runs as cannot come there, one of this checkout's own in /var/lib. Never a temporary folder.
 * Root's has mode 0711: others may pass through to PostgreSQL's own folder, which is 0700 like the rest.
 */
export function openDataFolder(chosen: string | null, user: DatabaseUser = databaseUser()): string {
  const folder = dataFolderFor(chosen, user);
  try {
    makeFolder(folder, user === null ? 0o700 : 0o711);
    accessSync(folder, constants.W_OK | constants.X_OK);
  } catch {
    throw new StartError(`The data folder "${folder}" cannot be written: choose another with HUB_DATA.`);
  }
  return folder;
}

/** Where the hub keeps its data, made or not. */
export function dataFolderFor(chosen: string | null, user: DatabaseUser = databaseUser()): string {
  if (chosen !== null) {
    const folder = resolve(chosen);
    if (existsSync(folder) && !statSync(folder).isDirectory()) {
      throw new StartError(`HUB_DATA names "${folder}", which is a file and no folder: choose another.`);
    }
    if (!mayEnter(user, nearest(folder))) {
      throw new StartError(
        `The user "${user?.name}", as whom PostgreSQL runs here, cannot reach HUB_DATA "${folder}": let others pass (chmod o+x), or choose a folder outside of root's home.`,
      );
    }
    return folder;
  }
  return besideOrElsewhere(checkout, user);
}

/** Where data is already, it stays: a checkout that can be reached since yesterday must not show an empty hub today. */
function besideOrElsewhere(home: string, user: DatabaseUser): string {
  const beside = join(home, '.data');
  const elsewhere = join('/var/lib', PRODUCT, createHash('sha256').update(home).digest('hex').slice(0, 12));
  if (user !== null && holdsData(elsewhere) && !holdsData(beside)) {
    return elsewhere;
  }
  if (mayEnter(user, nearest(beside))) {
    return beside;
  }
  if (holdsData(beside)) {
    throw new StartError(
      `The data folder "${beside}" belongs to another user (${statSync(beside).uid}): start as that user, or choose another with HUB_DATA.`,
    );
  }
  return elsewhere;
}

const holdsData = (folder: string) => existsSync(join(folder, 'postgres'));
const nearest = (folder: string): string => (existsSync(folder) ? folder : nearest(dirname(folder)));
