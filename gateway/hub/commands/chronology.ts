import type { Command } from 'commander';
import { type AskingOptions, asking, withAsking } from '../asking.ts';
import { counted } from '../counted.ts';
import { day } from '../day.ts';
import { say, withExample } from '../example.ts';
import type { Ask } from '../graph.ts';
import { refuseUnknownKinds } from '../kinds-known.ts';
import { reviewNamed } from '../review-named.ts';
import { StartError } from '../start-error.ts';
import { tableOf } from '../table.ts';

type Options = AskingOptions & {
  readonly review: string;
  readonly from?: string;
  readonly to?: string;
  readonly sector?: readonly string[];
  readonly kind?: readonly string[];
  readonly asOf?: string;
  readonly json?: true;
};

export function addChronology(program: Command): void {
  const command = program
    .command('chronology')
    .description('print the joint chronology of a review')
    .requiredOption('--review <reference>', "the review, by the partnership's number for it")
    .option('--from <day>', 'first day, 2023-03-01', day)
    .option('--to <day>', 'last day', day)
    .option('--sector <sector...>', 'HEALTH, SOCIAL_CARE, POLICE, EDUCATION …')
    .option('--kind <code...>', 'codes of kinds')
    .option('--as-of <when>', 'as it stood then: a day, which means its end, or an instant')
    .option('--json', 'print the entries as JSON');
  withAsking(command).action(async (options: Options) => run(options));
  withExample(
    command,
    'hub chronology --review ESCP-2024-01 --as chair',
    'hub chronology --review ESCP-2024-01 --as chair --sector POLICE --from 2023-07-01 --json',
  );
}

type Node = {
  readonly id: string;
  readonly reference: string;
  readonly kindLabel: string;
  readonly significance: string;
  readonly organisation: { readonly name: string };
  readonly occurred: {
    readonly text: string;
    readonly earliest: string | null;
    readonly latest: string | null;
    readonly time: string | null;
    readonly precision: string;
  };
  readonly record: {
    readonly __typename: string;
    readonly whatHappened?: string;
    readonly dateAsRecorded?: string;
    readonly reason?: string;
    readonly gist?: string | null;
  } | null;
};

type Missing = { readonly message: string };

type Chronology = {
  readonly totalCount: number;
  readonly undatedCount: number;
  readonly version: number;
  readonly notice: string;
  readonly edges: readonly { readonly node: Node }[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
};

type Page = {
  readonly review: { readonly firstReturnAt: string | null; readonly chronology: Chronology };
  readonly errors: readonly Missing[];
};

const PAGE = `query Chronology($review: ID!, $after: String, $filter: ChronologyFilterInput, $asOf: String) {
  review(id: $review) {
    firstReturnAt
    chronology(first: 200, after: $after, filter: $filter, asOf: $asOf) {
      totalCount undatedCount version notice
      edges { node {
        id reference kind kindLabel significance handling onwardUse
        organisation { id name sector } subjects { pseudonym }
        occurred { text earliest latest time precision approximate }
        record { __typename reference
          ... on EntryRecord { dateAsRecorded sourceOfInformation people whatHappened actionTaken seenAndHeard ownWords personSeen agencyComment recordedOn learnedOn learnedFrom }
          ... on Withheld { reason gist }
          ... on Withdrawn { reason at }
        }
      } }
      pageInfo { hasNextPage endCursor }
    }
  }
}`;

async function run(options: Options): Promise<void> {
  const { entries, missing, page, when } = await allPages(await asking(options), options);
  if (options.json) {
    const { totalCount, undatedCount, version, notice } = page;
    say(`${JSON.stringify({ totalCount, undatedCount, version, notice, missing, entries }, null, 2)}\n`);
  } else {
    say(inWords(entries, page, [...when, ...missing]));
  }
  if (missing.length > 0) {
    throw new StartError('The chronology is not complete: not every agency answered.');
  }
}

async function allPages(ask: Ask, { review: name, from, to, sector, kind, asOf }: Options) {
  const review = await reviewNamed(ask, name);
  await refuseUnknownKinds(ask, review, kind ?? []);
  const asked = { review, filter: { from, to, sectors: sector, kinds: kind }, asOf };
  const entries: Node[] = [];
  const missing: string[] = [];
  let after: string | null = null;
  for (;;) {
    const { review: shown, errors }: Page = await ask<Page>(PAGE, { ...asked, after }, 'missing is shown');
    const page: Chronology = shown.chronology;
    entries.push(...page.edges.map(({ node }) => node));
    missing.push(...errors.map(({ message }) => message));
    if (!page.pageInfo.hasNextPage) {
      return {
        entries,
        missing: [...new Set(missing)],
        page,
        when: inWordsOf(asOf ?? null, page, shown.firstReturnAt),
      };
    }
    after = page.pageInfo.endCursor;
  }
}

/** What to know of a time that is asked for: that nothing had come by then, or that it is still to come. */
function inWordsOf(asOf: string | null, { version }: Chronology, firstReturnAt: string | null): readonly string[] {
  if (asOf === null) {
    return [];
  }
  if (asOf > new Date().toISOString()) {
    return [`"${asOf}" is still to come: this is how it stands now.`];
  }
  if (version > 0) {
    return [];
  }
  const first =
    firstReturnAt === null ? 'nothing has come yet' : `the first return came on ${shownInstant(firstReturnAt)}`;
  return [`Nothing had come by then; ${first}.`];
}

const shownInstant = (instant: string) => instant.slice(0, 16).replace('T', ' ');

function inWords(entries: readonly Node[], page: Chronology, also: readonly string[]): string {
  const rows = entries.map((node) => [
    whenOf(node),
    node.reference,
    node.organisation.name,
    node.kindLabel,
    whatOf(node),
  ]);
  const table = tableOf(['When', 'Reference', 'Organisation', 'Type', 'What happened'], rows, [24, 11, 22, 24, 70]);
  const { totalCount, undatedCount, version, notice } = page;
  const counts = `${counted(totalCount, 'entry')}, ${undatedCount} of them undated, at the end.`;
  const below = [`${totalCount === 0 ? 'No entries.' : counts} Version ${version}. ${notice}`, ...also];
  return `${totalCount === 0 ? '' : `${table}\n`}${below.join('\n')}\n`;
}

function whenOf({ occurred: { earliest, latest, time, precision }, record }: Node): string {
  const words = record?.dateAsRecorded ?? '';
  if (precision === 'UNKNOWN') {
    return words === '' ? 'not dated' : `not dated: "${words}"`;
  }
  const days = earliest === latest ? `${earliest}` : `${earliest ?? '…'} to ${latest ?? '…'}`;
  return [days, time ?? '', words === '' || words === earliest ? '' : `"${words}"`].filter(Boolean).join(' ');
}

function whatOf({ record }: Node): string {
  switch (record?.__typename) {
    case undefined:
      return 'COULD NOT BE FETCHED';
    case 'Withheld':
      return [`Held back: ${record?.reason}`, record?.gist].filter(Boolean).join('. ');
    case 'Withdrawn':
      return `Taken back: ${record?.reason}`;
    case 'NotAvailable':
      return 'Its agency has nothing here that is open to you';
    default:
      return record?.whatHappened ?? '';
  }
}
