import { asOrganisation } from '../access/as-organisation.ts';
import type { ReviewSubject } from '../access/viewer.ts';
import type { AgencyService, Place } from '../publishing/agency-service.ts';
import { strangersIn } from '../publishing/check-identifiers.ts';
import type { PreparedEntry } from '../publishing/prepared-entry.ts';
import { keyedHash, receiptBefore, requestKey } from '../publishing/remembered.ts';
import { submit } from '../publishing/submit.ts';
import { type ImportReport, importReport } from './import-report.ts';
import type { PersonAnswer } from './people.ts';
import { entriesOf, refuseProblems, rowsOf } from './read-rows.ts';
import type { Reading } from './row-to-entry.ts';
import { readTable, type TableRow } from './table.ts';

export type Import = {
  readonly place: Place;
  readonly code: string;
  readonly subjects: readonly ReviewSubject[];
  readonly person: string;
  readonly text: string;
  /** The caller's key for this one import; without it the content stands for itself. */
  readonly key: string | null;
  /** Only rows whose column Organisation says this; null for a file of one organisation. */
  readonly rowsOf: string | null;
};

/** Puts all rows of a file into an organisation's draft, or none. The same file again changes nothing. */
export async function importFile(service: AgencyService, asked: Import): Promise<ImportReport> {
  const { place, code } = asked;
  const table = readTable(asked.text);
  const rows = rowsOf(table, asked.rowsOf);
  const answers = await keptAnswers(service, place);
  const reading: Reading = { agency: service.agency, subjects: asked.subjects, answers };
  const entries = entriesOf(service, reading, rows);
  const said = entries.map(({ sourceSystem, sourceRecordId, draft }) => [sourceSystem, sourceRecordId, draft]);
  const key = requestKey(service, asked.key ?? (await keyFor(service, place, said)), said);
  const earlier = await receiptBefore(service, place, key);
  if (earlier === null) {
    await refuseStrangeRows(service, asked, rows, entries);
  }
  const receipt = earlier ?? (await submit(service, { place, code, key, entries, versions: 'newest' }));
  return importReport(reading, table, rows, receipt);
}

/** Stops a file that names people who are no persons of the review, row by row. */
async function refuseStrangeRows(
  service: AgencyService,
  { place, person }: Import,
  rows: readonly TableRow[],
  entries: readonly PreparedEntry[],
): Promise<void> {
  const strangers = await strangersIn(service, place, person, entries);
  const problems = strangers.map(({ entry, value, reason }) => {
    const { number } = rows[entries.indexOf(entry)]!;
    return { row: number, column: 'identifiers_confirmed', value, reason };
  });
  refuseProblems(problems, rows.length);
}

/** A key for the content as it meets this draft: a file that undoes a later change is not taken for a repetition. */
async function keyFor(service: AgencyService, { review, organisation }: Place, said: unknown): Promise<string> {
  const [row] = (await asOrganisation(service.database, organisation, (manager) =>
    manager.query('SELECT version FROM contribution WHERE review_id = $1 AND organisation_id = $2', [
      review,
      organisation,
    ]),
  )) as { version: number }[];
  return `file:${keyedHash(service, said)}:${row?.version ?? 0}`;
}

async function keptAnswers(
  { database }: AgencyService,
  { review, organisation }: Place,
): Promise<ReadonlyMap<string, PersonAnswer>> {
  const rows = (await asOrganisation(database, organisation, (manager) =>
    manager.query(
      `SELECT a.value, a.answer FROM person_answer a JOIN contribution c ON c.id = a.contribution_id
       WHERE c.review_id = $1 AND c.organisation_id = $2`,
      [review, organisation],
    ),
  )) as { value: string; answer: PersonAnswer }[];
  return new Map(rows.map(({ value, answer }) => [value, answer]));
}
