import type { ReviewSubject } from '../access/viewer.ts';
import type { Agency } from '../agency/define-agency.ts';
import { sha256 } from '../canonical.ts';
import type { RawEntry } from '../entries/read-entry.ts';
import type { Column } from './columns.ts';
import { dateOf } from './date-of-row.ts';
import { type PersonAnswer, peopleOf, whoIs } from './people.ts';
import type { TableRow } from './table.ts';

export type Reading = {
  readonly agency: Agency;
  readonly subjects: readonly ReviewSubject[];
  readonly answers: ReadonlyMap<string, PersonAnswer>;
};

export const cellOf = ({ cells }: TableRow, column: Column) => cells[column] ?? '';

/** The agency's own id of a row; where it has none, its content stands for itself. */
export const recordIdOf = (row: TableRow) =>
  cellOf(row, 'source_record_id') || sha256(JSON.stringify(row.cells)).slice(0, 16);

/** Turns a row of the template into the raw entry that is checked. Its words stay as they are, letter by letter. */
export function rowToEntry({ agency, subjects, answers }: Reading, row: TableRow): RawEntry {
  const cell = (column: Column) => cellOf(row, column);
  const orNull = (column: Column) => (cell(column) === '' ? null : cell(column));
  const upper = (column: Column) =>
    cell(column) === '' ? undefined : cell(column).trim().toUpperCase().replaceAll(/[ -]/g, '_');
  const people = peopleOf(cell('people')).map((value) => whoIs(value, subjects, answers));
  const { kindAsRecorded, ...fields } = fieldsOf(cell('fields'));
  const kind = kindOf(agency, cell('kind'));
  return {
    sourceSystem: 'file',
    sourceRecordId: recordIdOf(row),
    kind: kind ?? 'OTHER',
    kindAsRecorded: kindAsRecorded ?? (kind === null || kind === 'OTHER' ? cell('kind') || 'not stated' : null),
    fields,
    occurredText: cell('date_as_written') || [cell('date_from'), cell('date_to')].filter(Boolean).join('/'),
    occurred: () => dateOf(row).occurred,
    statedSequence: orNull('sequence'),
    identifiers: listOf(cell('identifiers')).map((item) => {
      const [scheme, ...value] = item.split('=');
      return { scheme, value: value.join('=') };
    }),
    identifiersConfirmed: saysYes(cell('identifiers_confirmed')),
    sourceOfInformation: cell('source_of_information'),
    people: people.map(({ words }) => words),
    subjects: people.flatMap(({ subject }) => (subject === null ? [] : [subject])),
    whatHappened: cell('what_happened'),
    actionTaken: orNull('action_taken'),
    seenAndHeard: orNull('seen_and_heard'),
    agencyComment: orNull('comment'),
    ownWords: orNull('own_words'),
    communication: orNull('communication'),
    significance: upper('significance'),
    personSeen: upper('person_seen'),
    practice: upper('practice'),
    handling: upper('handling'),
    reasons: listOf(cell('reasons')),
    named: listOf(cell('named')),
    kindListed: saysYes(cell('kind_listed')),
    onwardUse: listOf(cell('onward_use')),
    heldBackBy: orNull('held_back_by'),
    reviewOn: orNull('review_on'),
    gist: orNull('gist'),
    recordedOn: orNull('recorded_on'),
    learnedOn: orNull('learned_on'),
    learnedFrom: orNull('learned_from'),
    sharedWith: listOf(cell('shared_with')).map((item) => {
      const [organisation, ...on] = item.split('@');
      return { organisation, on: on.length === 0 ? null : on.join('@') };
    }),
  };
}

const saysYes = (cell: string) => /^(yes|y|true)$/i.test(cell.trim());

const listOf = (cell: string) =>
  cell
    .split(';')
    .map((item) => item.trim())
    .filter((item) => item !== '');

/** A kind by its code, label or one of the agency's words for it; null for a word that is none of these. */
export function kindOf(agency: Agency, word: string): string | null {
  const code = word.trim().toUpperCase().replaceAll(/[ -]+/g, '_');
  if (agency.kindByCode.has(code)) {
    return code;
  }
  const lower = word.trim().toLowerCase();
  const kind = agency.kinds.find(
    (known) => known.label.toLowerCase() === lower || agency.kindWords[known.code]?.includes(lower),
  );
  return kind?.code ?? null;
}

const PAIRS = /\s*([A-Za-z0-9]+)\s*=\s*(?:"([^"]*)"|([^;]*))\s*(?:;|$)/g;

/** `seniorReview=NO; kindAsRecorded="note; on file"` as a record. What is no pair stands as a name, which no kind has. */
function fieldsOf(cell: string): Readonly<Record<string, string>> {
  const pairs = [...cell.matchAll(PAIRS)].map(([, name, quoted, plain]) => [name!, quoted ?? plain!.trim()]);
  const rest = cell.replaceAll(PAIRS, '').replaceAll(/^[\s;]+|[\s;]+$/g, '');
  return Object.fromEntries(rest === '' ? pairs : [...pairs, [rest, '']]);
}
