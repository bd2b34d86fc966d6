import { join, resolve } from 'node:path';
import type { Configuration } from './configuration.ts';
import { dataFolderFor } from './data-folder.ts';

/** Folder of the hub's signing keys: HUB_KEYS where a hub runs elsewhere, else in the data folder. */
export const keysFolderOf = ({ keysFolder, dataFolder }: Configuration): string =>
  keysFolder === null ? join(dataFolderFor(dataFolder), 'keys') : resolve(keysFolder);
