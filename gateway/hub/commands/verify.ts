import type { Command } from 'commander';
import { type AskingOptions, asking, withAsking } from '../asking.ts';
import { counted } from '../counted.ts';
import { type CountingLine, countingLine } from '../counting-line.ts';
import { say, withExample } from '../example.ts';
import type { Ask } from '../graph.ts';
import { organisationLine } from '../organisation-line.ts';
import { reviewNamed } from '../review-named.ts';
import { StartError } from '../start-error.ts';
import { type Verified, verifiedInWords, verifyOwn } from '../verify/own.ts';
import { type Places, placesOf, unansweredFaults, unfetchedInWords } from '../verify/places.ts';
import { publicKeysFile, readHubKeys } from '../verify/receipt.ts';

type Options = AskingOptions & { readonly organisation?: string; readonly keys?: string; readonly json?: true };

const WHO = `
Who can check what:
  Author or signatory, with --organisation: all that their organisation has published. Each manifest's signature, hash and
  place in the chain; the hub's signed answer to it; the words of every revision, recomputed; each place in the chronology.
  Anybody who reads the review, without it: that every agency still gives, for each place that is open to them, an entry
  with the hash the hub was sent. Words cannot be recomputed by them: hashes are salted, and the salt is the owner's.
  The organisation's keys are those that the partnership entered, as the hub states them.
Exit codes: 0 everything matches, 1 something does not (each is named), could not be fetched (said apart) or was not there to check,
2 it was asked wrongly.`;

export function addVerify(program: Command): void {
  const command = program
    .command('verify')
    .description('fetch what was published again and say what does not match; exits with 1 when something does not')
    .argument('<review>', "the review, by the partnership's number for it")
    .option('--organisation <code>', 'your own organisation: everything that it has published')
    .option('--keys <file>', "the hub's public keys (default: public.json of the keys in the data folder or HUB_KEYS)")
    .option('--json', 'print what was looked at, and what does not match, as JSON');
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
  const counting = countingLine();
  const { found, own } = await fetched(ask, review, options, counting).finally(counting.end);
  const { places, unfetched } = found;
  const faults = [...unansweredFaults(places), ...(own?.faults ?? [])];
  if (options.json) {
    const matches = faults.length === 0 && unfetched.length === 0;
    say(`${JSON.stringify({ review, places: places.length, own, matches, faults, unfetched }, null, 2)}\n`);
  } else {
    const lines = own === null ? [] : [verifiedInWords(own)];
    say([`${counted(places.length, 'place')} fetched again.`, ...lines, ...faults, ''].join('\n'));
  }
  refuseWhatIsNotWhole(faults, found, own);
  say(options.json ? '' : 'Everything matches that you can check.\n');
}

/** Throws StartError for what does not match, for what could not be fetched, and where there was nothing to look at. */
function refuseWhatIsNotWhole(faults: readonly string[], { places, unfetched, notice }: Places, own: Verified | null) {
  const wrong =
    faults.length === 0 ? [] : [`${counted(faults.length, 'thing')} ${faults.length === 1 ? 'does' : 'do'} not match.`];
  const said = [...wrong, ...unfetchedInWords(unfetched)];
  if (said.length > 0) {
    throw new StartError(said.join('\n'));
  }
  if (places.length === 0 && (own?.publications ?? 0) === 0) {
    throw new StartError(`There was nothing to check. ${notice}`);
  }
}

type Fetched = { readonly found: Places; readonly own: Verified | null };

async function fetched(ask: Ask, review: string, options: Options, counting: CountingLine): Promise<Fetched> {
  const finding = placesOf(ask, await reviewNamed(ask, review), counting);
  if (options.organisation === undefined) {
    return { found: await finding, own: null };
  }
  // Whatever fails first is said once.
  finding.catch(() => undefined);
  const keys = readHubKeys(options.keys ?? publicKeysFile());
  const line = await organisationLine(ask, review, options.organisation);
  return { own: await verifyOwn(ask, line, keys, finding, counting), found: await finding };
}
