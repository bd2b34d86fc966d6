import { join, resolve } from 'node:path';
import type { Command } from 'commander';
import { checkedBackup } from '../backup/backup-file.ts';
import { restoreBackup } from '../backup/restore-backup.ts';
import { namedProcesses, withDatabases } from '../backup/with-databases.ts';
import { say, withExample } from '../example.ts';
import { StartError } from '../start-error.ts';

type Options = { readonly only?: string };

export function addRestore(program: Command): void {
  const command = program
    .command('restore')
    .description('put a backup in place of what is in the databases; the services of these databases must be stopped')
    .argument('<folder>', 'where "hub backup" put it')
    .option('--only <names>', 'these databases alone, separated by commas')
    .action(run);
  withExample(command, 'hub restore /backups/monday --only reviews');
}

async function run(folder: string, { only }: Options): Promise<void> {
  const names = namedProcesses(only);
  const backups = new Map<string, Awaited<ReturnType<typeof checkedBackup>>>();
  for (const name of names) {
    const backup = await checkedBackup(join(resolve(folder), name));
    if (backup.database !== name) {
      throw new StartError(
        `"${join(resolve(folder), name)}" is a backup of "${backup.database}". Nothing was restored.`,
      );
    }
    backups.set(name, backup);
  }
  await withDatabases(names, async (addresses) => {
    for (const [name, backup] of backups) {
      const kept = await restoreBackup(addresses.get(name)!, join(resolve(folder), name), backup);
      const but = kept.length === 0 ? '' : `, but ${kept.join(', ')} went on and stay as they are`;
      say(`${name} is as it was on ${backup.takenAt}${but}.\n`);
    }
  });
  say('Start the services and run "hub resync": it gives back what others still hold, and names what is lost.\n');
}
