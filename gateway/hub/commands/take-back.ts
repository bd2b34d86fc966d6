import type { Command } from 'commander';
import { type ReasonTakenBack, reasonsTakenBack } from '../../../subgraphs/kit/vocabulary.ts';
import { asking } from '../asking.ts';
import { delivered } from '../contribute.ts';
import { takeBack } from '../contribution-acts.ts';
import { say, withExample } from '../example.ts';
import { organisationLine } from '../organisation-line.ts';
import { type OwnContribution, reasonOption, withKey, withOwnContribution } from '../own-contribution.ts';
import { refusalInWords } from '../refusal-in-words.ts';
import { StartError } from '../start-error.ts';

type Options = OwnContribution & {
  readonly reason: ReasonTakenBack;
  readonly all?: boolean;
  readonly yes?: boolean;
  readonly key?: string;
};

/** How long the command waits for the hub's receipt. The delivery goes on without it. */
const PATIENCE_MS = 30_000;

export function addTakeBack(program: Command): void {
  const command = program
    .command('take-back')
    .description('take published entries back: place, day and reason stay, the words are served to nobody but you')
    .argument('[references...]', 'the entries, by the references they have in the review')
    .addOption(reasonOption())
    .option('--all', 'the whole contribution; needs --yes')
    .option('--yes', 'with --all: yes, all of it');
  withKey(withOwnContribution(command)).action(async (references: string[], options: Options) =>
    run(references, options),
  );
  withExample(
    command,
    'hub take-back NVP-8 --review ESCP-2024-01 --reason WRONG_PERSON --as nvp-signatory',
    'hub take-back --all --yes --review ESCP-2024-01 --reason WRONG_REVIEW --as nvp-signatory',
  );
}

async function run(references: readonly string[], options: Options): Promise<void> {
  const { reason, all = false, key } = options;
  refuseUnclear(references, options);
  const ask = await asking(options);
  const line = await organisationLine(ask, options.review, options.organisation ?? null);
  const { number } = await takeBack(ask, line, all ? null : references, reason, key);
  const publication = await delivered(ask, line, PATIENCE_MS);
  const isLast = publication?.number === number;
  if (isLast && publication.outcome === 'REFUSED') {
    throw new StartError(
      `The hub refused publication ${number} of ${line.code}, which takes it back: ${refusalInWords(publication.refusal)}`,
    );
  }
  if (options.json) {
    say(`${JSON.stringify({ number, references: all ? null : references, reason, publication }, null, 2)}\n`);
    return;
  }
  const what = all ? `The whole contribution of ${line.code}` : references.join(', ');
  const are = all || references.length === 1 ? 'is' : 'are';
  const where =
    isLast && publication.outcome === null
      ? `publication ${number} is on its way to the review; see hub status`
      : `publication ${number} of ${line.code} says so in the review`;
  say(`${what} ${are} taken back, as ${reasonsTakenBack[reason]}: ${where}.\n`);
  say('The words are still yours to read. To have them erased: hub erase.\n');
}

function refuseUnclear(references: readonly string[], { all = false, yes = false }: Options): void {
  if (all === references.length > 0) {
    throw new StartError('Say which entries, by their references, or --all for the whole contribution.', 2);
  }
  if (all && !yes) {
    throw new StartError(
      'This takes back everything your organisation sent to this review. Nothing was done. If that is right: --yes',
      2,
    );
  }
}
