import type { Command } from 'commander';
import { asking } from '../asking.ts';
import { say, withExample } from '../example.ts';
import { askedFor, type RequestOptions, withRequest } from '../request-options.ts';
import { lineOf } from '../requested-line.ts';
import { StartError } from '../start-error.ts';

type Options = RequestOptions & { readonly reason: string; readonly withdraw?: true };

export function addChangeRequest(program: Command): void {
  const command = program
    .command('change-request')
    .description('change what an organisation is asked for, or withdraw the request; it and the panel read why')
    .argument('<code>', 'its short code in the review')
    .requiredOption('--reason <text>', 'why')
    .option('--withdraw', 'it is no longer asked; only as long as nothing has come, on paper either');
  withRequest(command).action(async (code: string, options: Options) => run(code, options));
  withExample(
    command,
    'hub change-request ORC --due 2027-04-12 --reason "Half-term." --review ESCP-2024-01 --as manager',
    'hub change-request ORC --withdraw --reason "Never knew the family." --review ESCP-2024-01 --as manager',
  );
}

async function run(code: string, options: Options): Promise<void> {
  const change = askedFor(options);
  const isChange = Object.keys(change).length > 0;
  if (isChange === (options.withdraw === true)) {
    throw new StartError('Say what is changed (--due, --from, --to, --form, --question …), or --withdraw.', 2);
  }
  const ask = await asking(options);
  const { review, organisation } = await lineOf(ask, options.review, code);
  const at = { review, organisation, reason: options.reason };
  const act = isChange
    ? `mutation Change($review: ID!, $organisation: ID!, $reason: String!, $change: RequestChangeInput!) {
        changeRequest(review: $review, organisation: $organisation, reason: $reason, change: $change) }`
    : `mutation Withdraw($review: ID!, $organisation: ID!, $reason: String!) {
        withdrawRequest(review: $review, organisation: $organisation, reason: $reason) }`;
  await ask(act, isChange ? { ...at, change } : at);
  say(
    isChange
      ? `The request to ${code} is changed. What it was before stands in its history: hub status --json.\n`
      : `${code} is no longer asked. Its people no longer see the review; hub request asks it again.\n`,
  );
}
