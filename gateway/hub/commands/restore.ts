import { join, resolve } from 'node:path';
import type { Command } from 'commander';
import { checkedBackup } from '../backup/backup-file.ts';
import { lostInWords } from '../backup/lost-rows.ts';
import { restoreBackup } from '../backup/restore-backup.ts';
import { namedProcesses, withDatabases } from '../backup/with-databases.ts';
import { say, withExample } from '../example.ts';
import { StartError } from '../start-error.ts';

type Options = { readonly only?: string; readonly replaceLogs?: boolean };

export function addRestore(program: Command): void {
  const command = program
    .command('restore')
    .description('put a backup in place of what is in the databases; the services of these databases must be stopped')
    .argument('<folder>', 'where "hub backup" put it')
    .option('--only <names>', 'these databases alone, separated by commas')
    .option('--replace-logs', 'lose the rows of access logs that did not go on from the backup')
    .action(run);
  withExample(command, 'hub restore /backups/monday --only reviews');
}

async function run(folder: string, { only, replaceLogs = false }: Options): Promise<void> {
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
      const { kept, lost } = await restoreBackup(addresses.get(name)!, join(resolve(folder), name), backup, {
        replaceLogs,
      });
      const but = kept.length === 0 ? '' : `, but ${kept.join(', ')} went on and stay as they are`;
      const gone = lost.length === 0 ? '' : ` Gone with what was there: ${lostInWords(lost)}.`;
      say(`${name} is as it was on ${backup.takenAt}${but}.${gone}\n`);
    }
  });
  say('Start the services and run "hub resync": it gives back what others still hold, and names what is lost.\n');
}
