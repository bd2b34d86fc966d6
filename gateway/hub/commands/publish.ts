import type { Command } from 'commander';
import { type AskingOptions, asking, withAsking } from '../asking.ts';
import { delivered, publish } from '../contribute.ts';
import { say, withExample } from '../example.ts';
import { organisationLine } from '../organisation-line.ts';
import { inStep } from '../progress.ts';
import { refusalInWords } from '../refusal-in-words.ts';
import { StartError } from '../start-error.ts';

type Options = AskingOptions & {
  readonly review: string;
  readonly organisation?: string;
  readonly key?: string;
  readonly json?: true;
};

/** How long the command waits for the hub's receipt. The delivery goes on without it. */
const PATIENCE_MS = 30_000;

export function addPublish(program: Command): void {
  const command = program
    .command('publish')
    .description("send the draft that was signed off to the review as an organisation's next publication")
    .requiredOption('--review <reference>', "the review, by the partnership's number for it")
    .option('--organisation <code>', 'the short code of your organisation in the review')
    .option('--key <key>', 'a key of your choice: the same key again publishes nothing twice')
    .option('--json', 'print the publication as JSON');
  withAsking(command).action(async (options: Options) => run(options));
  withExample(command, 'hub publish --review ESCP-2024-01 --as hos-author');
}

async function run(options: Options): Promise<void> {
  const ask = await asking(options);
  const line = await organisationLine(ask, options.review, options.organisation ?? null);
  const sending = async () => {
    await publish(ask, line, options.key);
    return delivered(ask, line, PATIENCE_MS);
  };
  const publication = options.json ? await sending() : await inStep(`Publishing for ${line.code}`, sending);
  if (options.json) {
    say(`${JSON.stringify(publication, null, 2)}\n`);
  }
  if (publication?.outcome === 'REFUSED') {
    throw new StartError(
      `The hub refused publication ${publication.number} of ${line.code}: ${refusalInWords(publication.refusal)}`,
    );
  }
  if (!options.json) {
    const where =
      publication?.outcome === 'ACCEPTED' ? 'is in the review; the receipt is stored' : 'is on its way; see hub status';
    say(`Publication ${publication?.number} of ${line.code} ${where}.\n`);
  }
}
