import type { Command } from 'commander';
import { asking } from '../asking.ts';
import { erase } from '../contribution-acts.ts';
import { say, withExample } from '../example.ts';
import { organisationLine } from '../organisation-line.ts';
import { type OwnContribution, reasonOption, withOwnContribution } from '../own-contribution.ts';
import { StartError } from '../start-error.ts';

type Options = OwnContribution & { readonly reason: string; readonly yes?: true };

export function addErase(program: Command): void {
  const command = program
    .command('erase')
    .description('erase an entry that was taken back: one signatory asks, a second one confirms by the same command')
    .argument('<reference>', 'the entry, by the reference it has in the review')
    .addOption(reasonOption())
    .option('--yes', 'yes, for good');
  withOwnContribution(command).action(async (reference: string, options: Options) => run(reference, options));
  withExample(command, 'hub erase NVP-8 --yes --review ESCP-2024-01 --reason WRONG_PERSON --as nvp-signatory');
}

async function run(reference: string, options: Options): Promise<void> {
  if (options.yes !== true) {
    throw new StartError(
      `The words of "${reference}" go for good, drafts and earlier versions too. Nothing was done. If that is right: --yes`,
      2,
    );
  }
  const ask = await asking(options);
  const line = await organisationLine(ask, options.review, options.organisation ?? null);
  const erasure = await erase(ask, line, reference, options.reason);
  if (options.json) {
    say(`${JSON.stringify(erasure, null, 2)}\n`);
    return;
  }
  say(
    erasure.state === 'ASKED'
      ? `"${reference}" of ${line.code} is to be erased: ${erasure.askedBy} asks for it. Nothing is erased until a second signatory runs the same command.\n`
      : `The words of "${reference}" of ${line.code} are erased, as ${erasure.askedBy} asked. Its place, its hash and the receipts stay.\n`,
  );
}
