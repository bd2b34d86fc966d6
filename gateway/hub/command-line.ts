import { Command, CommanderError } from 'commander';
import { CaseReviewError } from '../../subgraphs/kit/errors.ts';
import { commands } from './commands.ts';
import { withExample } from './example.ts';
import { StartError } from './start-error.ts';

/** Runs one command line. The exit code is 0 done or stopped on request, 1 it could not be done, 2 it was asked wrongly. */
export async function runCommandLine(words: readonly string[]): Promise<number> {
  try {
    const program = await programFor(words[0]);
    await program.parseAsync(words, { from: 'user' });
    return 0;
  } catch (error) {
    if (error instanceof CommanderError) {
      return error.exitCode === 0 ? 0 : 2;
    }
    if (error instanceof StartError || error instanceof CaseReviewError) {
      process.stderr.write(`${error.message}\n`);
      return exitCodeOf(error);
    }
    throw error;
  }
}

/** What the hub calls wrong in what it was asked was asked wrongly of the command too. */
const exitCodeOf = (error: StartError | CaseReviewError) =>
  error instanceof StartError ? error.exitCode : error.extensions['code'] === 'BAD_USER_INPUT' ? 2 : 1;

/** The program with the one command that is asked for, or with all where none of them is: then its help is shown. */
async function programFor(name: string | undefined): Promise<Command> {
  const all = new Command('hub')
    .description('The safeguarding review hub: one joint chronology of the parts that agencies publish.')
    .exitOverride()
    .configureOutput({ outputError: (text, write) => write(`${sentence(text)}\n`) });
  withExample(all, 'hub start', 'hub token --list');
  const known = name !== undefined && Object.hasOwn(commands, name);
  const asked = known ? [name] : Object.keys(commands);
  for (const addCommand of await Promise.all(asked.map((each) => commands[each]!()))) {
    addCommand(all);
  }
  return all;
}

/** Makes a sentence, with values in double quotes, of commander's "error: unknown command 'strat'". */
function sentence(text: string): string {
  const words = text
    .replace(/^error: /, '')
    .trim()
    .replaceAll("'", '"')
    .replace(/\n\((.*)\)$/, '. $1');
  const whole = words.charAt(0).toUpperCase() + words.slice(1);
  return /[.?]$/.test(whole) ? whole : `${whole}.`;
}
