import type { Command } from 'commander';
import { askResync, beginNewLife } from '../backup/ask-resync.ts';
import { namedProcesses, withDatabases } from '../backup/with-databases.ts';
import { say, withExample } from '../example.ts';
import { StartError } from '../start-error.ts';

type Options = { readonly only?: string };

/** How long a service may take to compare, in milliseconds. */
const PATIENCE_MS = 60_000;

export function addResync(program: Command): void {
  const command = program
    .command('resync')
    .description(
      'after a restore: let agencies and hub give each other back what one of them lost, and name what is lost',
    )
    .option('--only <names>', 'these services alone, separated by commas')
    .action(run);
  withExample(command, 'hub resync');
}

async function run({ only }: Options): Promise<void> {
  const names = namedProcesses(only).filter((name) => name !== 'gateway');
  const silent = await withDatabases(names, async (addresses) => {
    const reviews = addresses.get('reviews');
    if (reviews !== undefined) {
      await beginNewLife(reviews);
    }
    const agencies = names.filter((name) => name !== 'reviews');
    const told = await Promise.all(agencies.map((name) => compared(name, addresses.get(name)!)));
    return agencies.filter((_, index) => told[index] === false);
  });
  if (silent.length > 0) {
    throw new StartError(`No answer from ${silent.join(', ')}: it compares when it runs and reaches the reviews.`);
  }
}

async function compared(name: string, url: string): Promise<boolean> {
  const findings = await askResync(url, PATIENCE_MS);
  if (findings === null) {
    return false;
  }
  const lines = findings.map(({ code, review, says }) => `${name}, ${code} in review ${review}: ${says}\n`);
  say(lines.length === 0 ? `${name}: holds what the hub holds.\n` : lines.join(''));
  return true;
}
