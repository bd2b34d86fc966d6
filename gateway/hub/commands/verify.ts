import type { Command } from 'commander';
import { type AskingOptions, asking, withAsking } from '../asking.ts';
import { say, withExample } from '../example.ts';
import { organisationLine } from '../organisation-line.ts';
import { reviewNamed } from '../review-named.ts';
import { StartError } from '../start-error.ts';
import { type Verified, verifyOwn } from '../verify/own.ts';
import { placesOf, unansweredFaults } from '../verify/places.ts';
import { publicKeysFile, readHubKeys } from '../verify/receipt.ts';

type Options = AskingOptions & { readonly organisation?: string; readonly keys?: string };

const WHO = `
Who can check what:
  Author or signatory, with --organisation: all that their organisation has published. Each manifest's signature, hash and
  place in the chain; the hub's signed answer to it; the words of every revision, recomputed; each place in the chronology.
  Anybody who reads the review, without it: that every agency still gives, for each place that is open to them, an entry
  with the hash the hub was sent. Words cannot be recomputed by them: hashes are salted, and the salt is the owner's.
  The organisation's keys are those that the partnership entered, as the hub states them.
`;

export function addVerify(program: Command): void {
  const command = program
    .command('verify')
    .description('fetch what was published again and say what does not match; exits with 1 when something does not')
    .argument('<review>', "the review, by the partnership's number for it")
    .option('--organisation <code>', 'your own organisation: everything that it has published')
    .option('--keys <file>', "the hub's public keys (default: public.json of the keys in the data folder or HUB_KEYS)");
  withAsking(command).action(async (review: string, options: Options) => run(review, options));
  command.addHelpText('after', WHO);
  withExample(
    command,
    'hub verify ESCP-2024-01 --as chair',
    'hub verify ESCP-2024-01 --organisation HOS --as hos-signatory',
  );
}

async function run(review: string, options: Options): Promise<void> {
  const ask = await asking(options);
  const places = await placesOf(ask, await reviewNamed(ask, review));
  const own: Verified =
    options.organisation === undefined
      ? { lines: [], faults: [] }
      : await verifyOwn(
          ask,
          await organisationLine(ask, review, options.organisation),
          places,
          readHubKeys(options.keys ?? publicKeysFile()),
        );
  const faults = [...unansweredFaults(places), ...own.faults];
  say([`${places.length} places fetched again.`, ...own.lines, ...faults, ''].join('\n'));
  if (faults.length > 0) {
    throw new StartError(`${faults.length} ${faults.length === 1 ? 'thing does' : 'things do'} not match.`);
  }
  say('Everything matches that you can check.\n');
}
