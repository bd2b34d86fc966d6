import type { Command } from 'commander';
import { readConfiguration } from '../configuration.ts';
import { embeddedToken } from '../embedded-issuer.ts';
import { say, withExample } from '../example.ts';
import { keysFolderOf } from '../keys-folder.ts';
import { type Person, personOf, samplePeople } from '../people.ts';
import { StartError } from '../start-error.ts';
import { tableOf } from '../table.ts';

type Options = { readonly as?: string; readonly hours: string; readonly list?: true };

export function addToken(program: Command): void {
  const command = program
    .command('token')
    .description('print an access token of somebody of the samples, for a hub with invented people alone')
    .option('--as <person>', 'id of the person')
    .option('--hours <number>', 'how long it is good for, at most a week (168)', '12')
    .option('--list', 'show who there is')
    .action(async (options: Options) => say(await answer(options)));
  withExample(command, 'hub token --list', 'curl -H "authorization: Bearer $(hub token --as chair)" …');
}

async function answer({ as, hours, list }: Options): Promise<string> {
  const configuration = readConfiguration([]);
  if (configuration.production) {
    throw new StartError('Tokens of invented people are not made where NODE_ENV is "production".');
  }
  if (list) {
    return `${tableOf(['id', 'name', 'does', 'organisation'], rowsOf(samplePeople()))}\n`;
  }
  if (as === undefined) {
    throw new StartError('Say who the token is for with --as, or show everybody with --list.', 2);
  }
  const person = personOf(as, samplePeople());
  const goodFor = hoursIn(hours);
  return `${await embeddedToken(keysFolderOf(configuration), person, goodFor)}\n`;
}

function hoursIn(text: string): number {
  const hours = Number(text);
  if (!(hours > 0 && hours <= 168)) {
    throw new StartError(`The hours must be a number above 0 and at most 168, not "${text}".`, 2);
  }
  return hours;
}

const rowsOf = (people: readonly Person[]) =>
  people.map(({ id, name, does, organisation }) => [id, name, does, organisation ?? '']);
