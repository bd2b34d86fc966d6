import type { Command } from 'commander';
import { type AskingOptions, asking, withAsking } from '../asking.ts';
import { say, withExample } from '../example.ts';
import type { Ask } from '../graph.ts';
import { StartError } from '../start-error.ts';
import { tableOf } from '../table.ts';

type Options = AskingOptions & {
  readonly appoint?: string;
  readonly dismiss?: string;
  readonly partnership?: string;
  readonly json?: true;
};

export function addAdministrators(program: Command): void {
  const command = program
    .command('administrators')
    .description('show who administers your partnership, let somebody in, or end somebody')
    .option('--appoint <person>', 'let them administer it, by their id here; they see no entry')
    .option('--dismiss <person>', 'end that they do, within ten seconds')
    .option('--partnership <id>', 'the partnership, if you administer several')
    .option('--json', 'print who does and who did as JSON');
  withAsking(command).action(async (options: Options) => run(options));
  withExample(
    command,
    'hub administrators --as administrator',
    'hub administrators --appoint deputy-administrator --as administrator',
  );
}

async function run({ appoint, dismiss, partnership, json, ...options }: Options): Promise<void> {
  if (appoint !== undefined && dismiss !== undefined) {
    throw new StartError('Say one of --appoint and --dismiss.', 2);
  }
  const ask = await asking(options);
  if (appoint !== undefined) {
    await change(ask, 'appointAdministrator', appoint, partnership);
  }
  if (dismiss !== undefined) {
    await change(ask, 'dismissAdministrator', dismiss, partnership);
  }
  const all = await administratorsOf(ask, partnership);
  say(json ? `${JSON.stringify(all, null, 2)}\n` : `${inWords(all)}\n`);
}

const change = (ask: Ask, act: string, person: string, partnership: string | undefined) =>
  ask(
    `mutation Administrators($person: String!, $partnership: ID) { ${act}(person: $person, partnership: $partnership) }`,
    { person, partnership },
  );

type Administrator = Readonly<Record<'person' | 'since', string>> &
  Readonly<Record<'appointedBy' | 'endedAt' | 'endedBy', string | null>>;

const administratorsOf = async (ask: Ask, partnership: string | undefined) =>
  (
    await ask<{ administrators: readonly Administrator[] }>(
      'query Administrators($partnership: ID) { administrators(partnership: $partnership) { person since appointedBy endedAt endedBy } }',
      { partnership },
    )
  ).administrators;

const OPERATOR = 'whoever runs the hub';

const inWords = (all: readonly Administrator[]) =>
  tableOf(
    ['Administrator', 'Since', 'Let in by', 'Until', 'Ended by'],
    all.map(({ person, since, appointedBy, endedAt, endedBy }) => [
      person,
      since.slice(0, 10),
      appointedBy ?? OPERATOR,
      endedAt?.slice(0, 10) ?? '',
      endedAt === null ? '' : (endedBy ?? OPERATOR),
    ]),
  );
