import { asOrganisation } from '../access/as-organisation.ts';
import { inTurns } from '../in-turns.ts';
import type { AgencyService, Place } from '../publishing/agency-service.ts';
import { strangersIn } from '../publishing/check-identifiers.ts';
import type { Asking } from '../publishing/hub.ts';
import { dateOf } from './date-of-row.ts';
import { type GoodRow, problemIn, type RowProblem } from './read-rows.ts';
import { recordIdOf } from './row-to-entry.ts';
import type { ReadRow, Table } from './table.ts';

/** What is wrong with rows as they stand in the file, before their cells are read. */
export async function problemsAsTheyStand(
  rows: readonly ReadRow[],
  { isRagged, matches }: Table,
): Promise<readonly RowProblem[]> {
  const seen = new Map<string, number>();
  const found: RowProblem[] = [];
  for await (const row of inTurns(rows)) {
    const problems = row.original.problems.map((reason) => ({ field: 'row', value: '', reason }));
    if (isRagged(row.original)) {
      const reason = `Row ${row.number} has ${row.original.cells.length} cells where the head row has ${matches.length}.`;
      problems.push({ field: 'row', value: '', reason });
    }
    const id = recordIdOf(row);
    const first = seen.get(id);
    if (first !== undefined) {
      const own = row.original.cells.includes(id);
      const reason = own
        ? `"${id}" stands in row ${first} too.`
        : `This row is the same as row ${first}, cell by cell.`;
      problems.push({ field: 'sourceRecordId', value: own ? id : '', reason });
    }
    seen.set(id, first ?? row.number);
    found.push(...problems.map((problem) => problemIn(row, problem)));
  }
  return found;
}

/** Rows that name people who are no persons of the review. */
export async function strangeRows(
  service: AgencyService,
  place: Place,
  asking: Asking,
  good: readonly GoodRow[],
): Promise<readonly RowProblem[]> {
  const byEntry = new Map(good.map(({ row, entry }) => [entry, row]));
  const strangers = await strangersIn(
    service,
    place,
    asking,
    good.map(({ entry }) => entry),
  );
  return strangers.map(({ entry, value, reason }) =>
    problemIn(byEntry.get(entry)!, { field: 'identifiersConfirmed', value, reason }),
  );
}

/** Rows that would change what was taken back. */
export async function rowsTakenBack(
  { database }: AgencyService,
  { review, organisation }: Place,
  good: readonly GoodRow[],
): Promise<readonly RowProblem[]> {
  const withdrawn = (await asOrganisation(database, organisation, (manager) =>
    manager.query(
      `SELECT e.source_record_id AS id, e.reference, e.draft FROM entry e JOIN contribution c ON c.id = e.contribution_id
     WHERE c.review_id = $1 AND c.organisation_id = $2 AND e.source_system = 'file' AND e.withdrawn_at IS NOT NULL`,
      [review, organisation],
    ),
  )) as { readonly id: string; readonly reference: string; readonly draft: string | null }[];
  const byId = new Map(withdrawn.map((entry) => [entry.id, entry]));
  return good.flatMap(({ row, entry }) => {
    const held = byId.get(entry.sourceRecordId);
    return held === undefined || held.draft === entry.draft
      ? []
      : [
          problemIn(row, {
            field: 'sourceRecordId',
            value: entry.sourceRecordId,
            reason: `This row was taken back (${held.reference}) and takes no new words.`,
          }),
        ];
  });
}

/** What an author should look at in rows that can be taken, where nothing is wrong, and how many of them state no day. */
export async function notesOnRows(
  rows: readonly ReadRow[],
): Promise<{ readonly notes: readonly RowProblem[]; readonly undated: number }> {
  const notes: RowProblem[] = [];
  let undated = 0;
  for await (const row of inTurns(rows)) {
    const { note, occurred } = dateOf(row);
    notes.push(
      ...row.original.notes.map((reason) => problemIn(row, { field: 'row', value: '', reason })),
      ...signsIn(row),
      ...(note === null ? [] : [problemIn(row, { field: 'occurred', value: occurred.text, reason: note })]),
    );
    undated += occurred.precision === 'UNKNOWN' ? 1 : 0;
  }
  return { notes, undated };
}

/** Signs that nobody sees: they are kept, letter by letter, and told. */
const unseen: readonly (readonly [RegExp, string])[] = [
  [/[\u202a-\u202e\u2066-\u2069]/, 'It holds signs that turn the direction of writing. They were kept.'],
  [/(?![\t\n\r])\p{Cc}/u, 'It holds control characters, which nobody sees. They were kept.'],
];

const signsIn = (row: ReadRow): readonly RowProblem[] =>
  Object.entries(row.cells).flatMap(([column, words]) =>
    unseen
      .filter(([pattern]) => pattern.test(words))
      .map(([, reason]) => ({ row: row.number, table: row.table, column, value: '', reason })),
  );
