import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Command } from 'commander';
import { takeBackup } from '../backup/take-backup.ts';
import { namedProcesses, withDatabases } from '../backup/with-databases.ts';
import { say, withExample } from '../example.ts';
import { StartError } from '../start-error.ts';

type Options = { readonly only?: string };

export function addBackup(program: Command): void {
  const command = program
    .command('backup')
    .description('save each database as it is, into a folder of its own with checksums; the hub may go on running')
    .argument('<folder>', 'where to; must not hold a backup yet')
    .option('--only <names>', 'these databases alone, separated by commas')
    .action(run);
  withExample(command, 'hub backup /backups/monday', 'hub backup /backups/health --only health');
}

async function run(folder: string, { only }: Options): Promise<void> {
  const names = namedProcesses(only);
  const places = new Map(names.map((name) => [name, join(resolve(folder), name)]));
  const taken = [...places.values()].find((place) => existsSync(place));
  if (taken !== undefined) {
    throw new StartError(`"${taken}" is there already: choose another folder.`);
  }
  await withDatabases(names, async (addresses) => {
    for (const [name, place] of places) {
      const { tables } = await takeBackup(addresses.get(name)!, name, place);
      const rows = tables.reduce((sum, table) => sum + table.rows, 0);
      say(`${name}: ${rows} rows of ${tables.length} tables are in "${place}".\n`);
    }
  });
  say(
    'Keys and passwords are not in it: keep those elsewhere. Without the keys nothing that was signed can be checked.\n',
  );
}
