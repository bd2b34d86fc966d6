import { copyFileSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { installedFiles, prebuiltFolder } from './graphiql-files.ts';

// Part of the build: an image leaves out the packages these files come from, and keeps the files.
const files = installedFiles();
if (files !== null) {
  mkdirSync(prebuiltFolder, { recursive: true });
  for (const [name, { path }] of files) {
    copyFileSync(path, join(prebuiltFolder, name));
  }
}
