import { createHash } from 'node:crypto';
import { createReadStream, existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { z } from 'zod';
import { StartError } from '../start-error.ts';

/** Says what a backup of one database holds. It is written last: a folder without it is half a backup. */
const CONTENTS = 'backup.json';

const table = z.strictObject({
  name: z.string(),
  /** Each as `name type`, in the order in which rows hold them. */
  columns: z.array(z.string()),
  rows: z.number().int().min(0),
  file: z.string().regex(/^[\w.-]+$/),
  sha256: z.string(),
});

const backup = z.strictObject({
  format: z.literal('safeguarding-backup/1'),
  database: z.string(),
  takenAt: z.iso.datetime(),
  migrations: z.array(z.string()),
  tables: z.array(table),
  partitions: z.array(z.strictObject({ name: z.string(), of: z.string(), bound: z.string() })),
  sequences: z.array(z.strictObject({ name: z.string(), last: z.string() })),
});

export type Backup = z.infer<typeof backup>;
export type BackedUpTable = z.infer<typeof table>;

export const contentsOf = (folder: string) => join(folder, CONTENTS);

/** Reads what a backup of one database holds and checks every file of it. Throws StartError for half a backup, or a changed one. */
export async function checkedBackup(folder: string): Promise<Backup> {
  const contents = readContents(folder);
  for (const { file, sha256, name } of contents.tables) {
    const path = join(folder, file);
    if (!existsSync(path)) {
      throw new StartError(
        `The backup in "${folder}" is not whole: the rows of "${name}" are missing. Nothing was restored.`,
      );
    }
    if ((await sha256Of(path)) !== sha256) {
      throw new StartError(
        `The backup in "${folder}" was changed or damaged: the rows of "${name}" are not those that were saved. Nothing was restored.`,
      );
    }
  }
  return contents;
}

function readContents(folder: string): Backup {
  const path = contentsOf(folder);
  if (!existsSync(path)) {
    throw new StartError(`There is no whole backup in "${folder}": ${CONTENTS} is missing. Nothing was restored.`);
  }
  try {
    return backup.parse(JSON.parse(readFileSync(path, 'utf8')));
  } catch {
    throw new StartError(`"${path}" does not say what a backup of this product holds. Nothing was restored.`);
  }
}

/** SHA-256 of a file's bytes, in hexadecimal. */
export async function sha256Of(path: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(path), hash);
  return hash.digest('hex');
}
