import type { Command } from 'commander';
import { inLondon } from '../../../subgraphs/kit/occurred/london.ts';
import { type AskingOptions, asking, withAsking } from '../asking.ts';
import { day } from '../day.ts';
import { say, withExample } from '../example.ts';
import type { Ask } from '../graph.ts';
import { organisationLine } from '../organisation-line.ts';
import { keepContribution, keepReview, type ReviewDue, reviewsDue } from '../retention.ts';
import { reviewNamed } from '../review-named.ts';
import { StartError } from '../start-error.ts';
import { tableOf } from '../table.ts';

type Options = AskingOptions & {
  readonly review?: string;
  readonly organisation?: string;
  readonly until?: string;
  readonly none?: true;
  readonly reason?: string;
  readonly json?: true;
};

export function addRetention(program: Command): void {
  const command = program
    .command('retention')
    .description('show which reviews are kept too long; with --review, say until when one is to be kept, and why')
    .option('--review <reference>', "the review, by the partnership's number for it")
    .option('--organisation <code>', 'only what this organisation sent to it: for its signatory')
    .option('--until <day>', 'the last day of keeping: 2044-02-13', day)
    .option('--none', 'there is to be no last day')
    .option('--reason <words>', 'why')
    .option('--json', 'print it as JSON');
  withAsking(command).action(async (options: Options) => run(options));
  withExample(
    command,
    'hub retention --as administrator',
    'hub retention --review ESCP-2024-01 --until 2044-02-13 --reason "Twenty years, by our schedule." --as administrator',
    'hub retention --review ESCP-2024-01 --organisation HOS --none --reason "A public inquiry holds it." --as hos-signatory',
  );
}

async function run(options: Options): Promise<void> {
  const { review, json } = options;
  if (review === undefined) {
    const due = await reviewsDue(await asking(options));
    say(json ? `${JSON.stringify(due, null, 2)}\n` : `${dueInWords(due)}\n`);
    return;
  }
  const { until = null, none = false, reason } = options;
  if ((until === null) !== none || reason === undefined) {
    throw new StartError('Say until when it is to be kept, --until or --none, and why with --reason.', 2);
  }
  const what = await keep(await asking(options), review, options.organisation ?? null, until, reason);
  const kept = until === null ? 'and there is to be no last day' : `until ${until}`;
  say(
    json
      ? `${JSON.stringify({ until, reason }, null, 2)}\n`
      : `${what} is kept ${kept}: ${reason}\n${pastInWords(until)}`,
  );
}

/** A day that is past is no slip where somebody says late what is kept too long, so it is taken and said. */
const pastInWords = (until: string | null) =>
  until !== null && until < inLondon(new Date().toISOString()).day
    ? 'That day is past: each organisation takes back and erases what is not to be kept.\n'
    : '';

async function keep(ask: Ask, review: string, code: string | null, until: string | null, reason: string) {
  if (code === null) {
    await keepReview(ask, await reviewNamed(ask, review), until, reason);
    return `The review ${review}`;
  }
  await keepContribution(ask, await organisationLine(ask, review, code), until, reason);
  return `What ${code} sent to ${review}`;
}

function dueInWords(due: readonly ReviewDue[]): string {
  if (due.length === 0) {
    return 'No review of yours is kept longer than was decided.';
  }
  const rows = due.map(({ reference, title, retainUntil, retention }) => [
    reference,
    title,
    retainUntil,
    retention?.reason ?? '',
  ]);
  return `${tableOf(['Review', 'Title', 'Kept until', 'Why'], rows)}\nNothing is erased by itself: each organisation takes back and erases its own.`;
}
