import type { Command } from 'commander';
import { type AskingOptions, asking, withAsking } from '../asking.ts';
import { type ContributionStatus, contributionStatus } from '../contribute.ts';
import { besidesInWords, entriesInWords } from '../draft-in-words.ts';
import { say, withExample } from '../example.ts';
import type { Ask } from '../graph.ts';
import { nothingYet } from '../nothing-drafted.ts';
import { organisationLine } from '../organisation-line.ts';
import { refusalInWords } from '../refusal-in-words.ts';
import { reviewNamed } from '../review-named.ts';
import { overseenIn, signatureInWords } from '../signature-in-words.ts';
import { tableOf } from '../table.ts';

type Options = AskingOptions & { readonly review: string; readonly organisation?: string; readonly json?: true };

export function addStatus(program: Command): void {
  const command = program
    .command('status')
    .description('show who has replied to a review; with --organisation, how your own contribution stands')
    .requiredOption('--review <reference>', "the review, by the partnership's number for it")
    .option('--organisation <code>', 'the short code of your organisation in the review')
    .option('--json', 'print it as JSON');
  withAsking(command).action(async (options: Options) => run(options));
  withExample(
    command,
    'hub status --review ESCP-2024-01 --as chair',
    'hub status --review ESCP-2024-01 --as hos-author --organisation HOS',
  );
}

async function run(options: Options): Promise<void> {
  const ask = await asking(options);
  if (options.organisation === undefined) {
    await showCoverage(ask, options);
  } else {
    await showContribution(ask, options, options.organisation);
  }
}

type Line = {
  readonly code: string;
  readonly state: string;
  readonly askedOn: string;
  readonly dueOn: string;
  readonly late: boolean;
  readonly requestChanges: readonly object[];
  readonly draft: { readonly since: string; readonly signedOn: string | null } | null;
  readonly recordsSecured: { readonly on: string; readonly by: string } | null;
  readonly number: number | null;
  readonly entries: number | null;
  readonly publishedAt: string | null;
  readonly notArrived: number | null;
  readonly wordsLost: number;
  readonly lastConfirmedAt: string | null;
  readonly noContact: readonly { readonly from: string; readonly to: string }[];
  readonly organisation: { readonly name: string };
  readonly form: string | null;
  readonly formOfAnswer: string;
  readonly inAnotherForm: boolean;
  readonly author: { readonly role: string; readonly from: { readonly name: string } | null } | null;
  readonly signedOff: {
    readonly role: string;
    readonly at: string;
    readonly standingUntil: string | null;
    readonly from: { readonly name: string } | null;
  } | null;
};

const COVERAGE = `query Coverage($review: ID!) {
  review(id: $review) {
    coverage {
      code state askedOn dueOn late periodFrom periodTo formOfAnswer questions legalPower requestWithdrawn { at reason } requestChanges { at by reason parts { part was is } } draft { since signedOn } recordsSecured { on by words answeredAt } number entries publishedAt notArrived wordsLost refusal withdrawnReason lastConfirmedAt
      noContact { from to reason } nilReturn { declaration by on forWhom searchedFor systems } reply { kind on by words whereHeld }
      form inAnotherForm author { role from { name } } signedOff { role at standingUntil from { name } } organisation { name }
    }
  }
}`;

async function showCoverage(ask: Ask, { review: name, json }: Options): Promise<void> {
  const asked = { review: await reviewNamed(ask, name) };
  const { review } = await ask<{ review: { readonly coverage: readonly Line[] } }>(COVERAGE, asked);
  if (json) {
    say(`${JSON.stringify(review.coverage, null, 2)}\n`);
    return;
  }
  const rows = review.coverage.map((line) => [
    line.code,
    line.organisation.name,
    stateOf(line),
    `${line.askedOn}, ${line.dueOn}${line.requestChanges.length === 0 ? '' : ' (changed)'}`,
    line.recordsSecured === null ? 'not said' : line.recordsSecured.on,
    line.number === null ? '' : `${line.number} on ${line.publishedAt?.slice(0, 10)}`,
    line.entries ?? '',
    line.noContact.map(({ from, to }) => `${from} to ${to}`).join('\n'),
    line.lastConfirmedAt?.slice(0, 16).replace('T', ' ') ?? '',
  ]);
  const head = [
    'Code',
    'Organisation',
    'State',
    'Asked, due',
    'Records secured',
    'Sent',
    'Entries',
    'Declared no contact',
    'Last confirmed',
  ];
  const stands = review.coverage.map(standsForIt).join('');
  say(`${tableOf(head, rows)}\n${stands}Some material may be held back.\n`);
}

/** Who wrote what an organisation sent, and who stands for it. */
function standsForIt({ code, author, signedOff, organisation, ...line }: Line): string {
  if (signedOff === null) {
    return '';
  }
  const wrote =
    author === null ? '' : `written by ${author.role}${author.from === null ? '' : ` of ${author.from.name}`}, `;
  const body = signedOff.from === null ? '' : ` for ${signedOff.from.name}, which oversees ${organisation.name}`;
  const beforehand =
    signedOff.standingUntil === null ? '' : `, given beforehand until ${signedOff.standingUntil.slice(0, 10)}`;
  const other = line.inAnotherForm
    ? ` It was asked for ${inWords(line.formOfAnswer)}, and answered as ${inWords(line.form ?? 'CHRONOLOGY')}.`
    : '';
  return `${code}: ${wrote}signed by ${signedOff.role}${body} on ${signedOff.at.slice(0, 10)}${beforehand}.${other}\n`;
}

function stateOf({ state, late, draft, notArrived, wordsLost }: Line): string {
  const begun = draft === null ? '' : draft.signedOn === null ? ` since ${draft.since}` : ` on ${draft.signedOn}`;
  const said = `${inWords(state)}${begun}${late ? ', late' : ''}`;
  const stands = notArrived === null ? said : `publication ${notArrived} has not arrived`;
  return wordsLost === 0 ? stands : `${stands}; the words of ${wordsLost} are lost`;
}

const inWords = (state: string) => state.toLowerCase().replaceAll('_', ' ');

async function showContribution(ask: Ask, { review, json }: Options, code: string): Promise<void> {
  const line = await organisationLine(ask, review, code);
  const status = await contributionStatus(ask, line).catch(nothingYet);
  if (status === null) {
    say(json ? 'null\n' : `${code} has nothing in its draft yet: hub import, or hub nil-return, begins it.\n`);
    return;
  }
  if (json) {
    say(`${JSON.stringify(status, null, 2)}\n`);
    return;
  }
  const rows = status.publications.map(({ number, publishedAt, publishedBy, outcome, refusal, deliveringSince }) => {
    const delivery =
      outcome === null
        ? `delivering since ${deliveringSince}`
        : outcome === 'ACCEPTED'
          ? 'in the review'
          : `refused: ${refusalInWords(refusal)}`;
    return [number, publishedAt.slice(0, 16).replace('T', ' '), publishedBy, delivery];
  });
  const table = tableOf(['Publication', 'On', 'By', 'Delivery'], rows);
  say(
    `${code}: ${entriesInWords(status)}, ${status.withdrawn} taken back.\n${besidesInWords(status)}${signatureInWords(status, await overseenIn(ask, line))}\n${retentionInWords(status)}${erasuresInWords(status)}${table}\n${filesInWords(status)}`,
  );
}

function retentionInWords({ retention }: ContributionStatus): string {
  if (retention === null) {
    return '';
  }
  const { until, reason, isDue } = retention;
  const past = isDue ? ' That day is past: take back and erase what is not to be kept.' : '';
  return `It is to be kept ${until === null ? 'without a last day' : `until ${until}`}: ${reason}${past}\n`;
}

/** Those that wait for a second signatory, and those that are done. */
const erasuresInWords = ({ erasures }: ContributionStatus) =>
  erasures
    .map(({ reference, reason, askedBy, confirmedBy, confirmedAt }) =>
      confirmedBy === null
        ? `"${reference}" waits to be erased as ${reason}: ${askedBy} asks for it.\n`
        : `"${reference}" was erased as ${reason} on ${confirmedAt?.slice(0, 10)}: ${askedBy} asked for it, ${confirmedBy} confirmed it.\n`,
    )
    .join('');

/** Which files the draft was filled from: what was left out of them stays to be seen. */
function filesInWords({ files }: ContributionStatus): string {
  const rows = files.map(({ importedAt, importedBy, format, rows: all, taken, leftOut }) => [
    importedAt.slice(0, 16).replace('T', ' '),
    importedBy,
    format,
    `${taken} of ${all}`,
    leftOut.join('\n'),
  ]);
  return rows.length === 0 ? '' : `${tableOf(['File of', 'By', 'Kind', 'Rows taken', 'Left out'], rows)}\n`;
}
