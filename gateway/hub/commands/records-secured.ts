import type { Command } from 'commander';
import { asking } from '../asking.ts';
import { day } from '../day.ts';
import { say, withExample } from '../example.ts';
import { type OwnContribution, withOwnContribution } from '../own-contribution.ts';
import { lineOf } from '../requested-line.ts';

type Options = OwnContribution & { readonly on: string; readonly by: string; readonly words?: string };

const SECURE = `mutation Secure($review: ID!, $organisation: ID!, $on: Date!, $by: String!, $words: String) {
  secureRecords(review: $review, organisation: $organisation, on: $on, by: $by, words: $words)
}`;

export function addRecordsSecured(program: Command): void {
  const command = program
    .command('records-secured')
    .description('answer what a review asks first: since when nobody can change or destroy your records')
    .requiredOption('--on <day>', 'the day they were secured', day)
    .requiredOption('--by <role>', 'who saw to it: "Records manager"')
    .option('--words <text>', 'what else there is to say of it');
  withOwnContribution(command).action(async (options: Options) => run(options));
  withExample(
    command,
    'hub records-secured --on 2024-02-13 --by "Records manager" --review ESCP-2024-01 --as orc-author',
    'hub records-secured --on 2024-02-14 --by "Service manager" --organisation EDA --review ESCP-2024-01 --as manager',
  );
}

async function run(options: Options): Promise<void> {
  const { on, by, words = null } = options;
  const ask = await asking(options);
  const { review, organisation, code } = await lineOf(ask, options.review, options.organisation ?? null);
  await ask(SECURE, { review, organisation, on, by, words });
  say(
    options.json
      ? `${JSON.stringify({ code, on, by, words }, null, 2)}\n`
      : `The review knows that the records of ${code} are secured since ${on}, by ${by}.\n`,
  );
}
