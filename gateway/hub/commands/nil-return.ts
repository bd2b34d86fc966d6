import { Argument, type Command } from 'commander';
import { codesOf, type Declaration, declarations } from '../../../subgraphs/kit/vocabulary.ts';
import { asking } from '../asking.ts';
import { declare, type NilReturn } from '../contribution-acts.ts';
import { day } from '../day.ts';
import { say, withExample } from '../example.ts';
import { refuseWithout } from '../nothing-drafted.ts';
import { organisationLine } from '../organisation-line.ts';
import { type OwnContribution, several, withKey, withOwnContribution } from '../own-contribution.ts';
import { StartError } from '../start-error.ts';

type Options = OwnContribution & {
  readonly by?: string;
  readonly on?: string;
  readonly for?: readonly string[];
  readonly searchedFor?: readonly string[];
  readonly system?: readonly string[];
  readonly words?: string;
  readonly cancel?: true;
  readonly key?: string;
};

export function addNilReturn(program: Command): void {
  const command = program
    .command('nil-return')
    .description('say in the draft that there is nothing to send, and where it was searched')
    .addArgument(new Argument('[declaration]', 'what there is not').choices(codesOf(declarations)))
    .option('--by <person>', 'who searched or decided, by their role: "Records officer 1"')
    .option('--on <day>', 'the day of it: 2024-02-19', day)
    .option('--for <name>', 'for whom was searched, by the name the review gives; may be repeated', several)
    .option('--searched-for <what>', 'by what was searched: "date of birth"; may be repeated', several)
    .option('--system <name>', 'in which system was searched; may be repeated', several)
    .option('--words <text>', 'what else there is to say')
    .option('--cancel', 'take it out of the draft again: there is something to send after all');
  withKey(withOwnContribution(command)).action(async (declaration: Declaration | undefined, options: Options) =>
    run(declaration ?? null, options),
  );
  withExample(
    command,
    'hub nil-return NO_RECORD_FOUND --by "Records officer 1" --on 2024-02-19 --for Wren --for Mother --searched-for name --system "Case system" --review ESCP-2024-01 --as orc-author',
    'hub nil-return --cancel --review ESCP-2024-01 --as orc-author',
  );
}

async function run(declaration: Declaration | null, options: Options): Promise<void> {
  const nilReturn = nilReturnFrom(declaration, options);
  const ask = await asking(options);
  const line = await organisationLine(ask, options.review, options.organisation ?? null);
  if (nilReturn === null && options.key === undefined) {
    await refuseWithout(ask, line, ({ nilReturn: drafted }) => drafted !== null, 'nil return');
  }
  const { receipt, at } = await declare(ask, line, { nilReturn }, options.key);
  if (options.json) {
    say(`${JSON.stringify({ nilReturn, at, receipt }, null, 2)}\n`);
    return;
  }
  say(
    nilReturn === null
      ? `The draft of ${line.code} holds no nil return any more.\n`
      : `The draft of ${line.code} says: ${declarations[nilReturn.declaration]}\n`,
  );
  say('Nothing is sent to the review until it is signed off and published: hub sign, hub publish.\n');
}

type Declared = NilReturn & { readonly declaration: Declaration };

function nilReturnFrom(declaration: Declaration | null, { by, on, words, cancel, ...searched }: Options) {
  if ((cancel === true) === (declaration !== null)) {
    throw new StartError(`Say which it is: ${Object.keys(declarations).join(', ')}, or --cancel.`, 2);
  }
  if (declaration === null) {
    return null;
  }
  if (by === undefined || on === undefined) {
    throw new StartError('A nil return says who searched or decided, and on which day: --by and --on.', 2);
  }
  const { for: forWhom = [], searchedFor = [], system: systems = [] } = searched;
  return { declaration, by, on, forWhom, searchedFor, systems, words: words ?? null } satisfies Declared;
}
