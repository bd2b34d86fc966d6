import type { Command } from 'commander';
import { type AskingOptions, asking, withAsking } from '../asking.ts';
import { contributionStatus, signOff } from '../contribute.ts';
import { besidesInWords, entriesInWords } from '../draft-in-words.ts';
import { say, withExample } from '../example.ts';
import { organisationLine } from '../organisation-line.ts';
import { overseenIn, signatoryInWords } from '../signature-in-words.ts';

type Options = AskingOptions & {
  readonly review: string;
  readonly organisation?: string;
  readonly role: string;
  readonly key?: string;
};

export function addSign(program: Command): void {
  const command = program
    .command('sign')
    .description("sign an organisation's draft off, as somebody who wrote none of it; what is signed may be published")
    .requiredOption('--review <reference>', "the review, by the partnership's number for it")
    .requiredOption('--role <words>', 'what you are: "Director of nursing"')
    .option('--organisation <code>', 'the short code of your organisation in the review')
    .option('--key <key>', 'a key of your choice for this one sign-off');
  withAsking(command).action(async (options: Options) => run(options));
  withExample(command, 'hub sign --review ESCP-2024-01 --role "Director of nursing" --as hos-signatory');
}

async function run(options: Options): Promise<void> {
  const ask = await asking(options);
  const line = await organisationLine(ask, options.review, options.organisation ?? null);
  const version = await signOff(ask, line, options.role, options.key);
  const status = await contributionStatus(ask, line);
  const from = status.signature?.organisation ?? null;
  const signatory =
    from === null
      ? ''
      : ` by ${signatoryInWords({ role: options.role, organisation: from }, await overseenIn(ask, line))}`;
  say(
    `The draft of ${line.code} is signed off${signatory} at version ${version}: ${entriesInWords(status)}.\n${besidesInWords(status)}`,
  );
  say('Nothing is sent to the review until it is published: hub publish.\n');
}
