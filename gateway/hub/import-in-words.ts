import { leftOutInWords } from '../../subgraphs/kit/import/leave-out.ts';
import { counted } from './counted.ts';
import { plain } from './example.ts';
import type { ImportPreview, ImportReport, RowNote } from './import-file.ts';
import type { OrganisationLine } from './organisation-line.ts';
import { tableOf } from './table.ts';

const quoted = (words: readonly string[]) => words.map((word) => `"${word}"`).join(', ');

/** Every cell that cannot be read, with the row number in the sender's own file. */
export const problemTable = (problems: readonly RowNote[]) =>
  `${plain(
    tableOf(
      ['Row', 'Column', 'Value', 'Reason'],
      problems.map(({ row, table, column, value, reason }) => [
        table == null ? row : `${table}, ${row}`,
        column,
        value,
        reason,
      ]),
      [6, 18, 32, 60],
    ),
  )}\n`;

/** What was understood of a file, before anything is taken. */
export function previewInWords(preview: ImportPreview): string {
  const { format, rows, allRows, goodRows, leftOut, columns, kinds, marks } = preview;
  const bad = rows - goodRows;
  const read = columns.flatMap(({ heading, column }) =>
    column === null || column === heading ? [] : `"${heading}" as ${column}`,
  );
  const lines = [
    `${format}, ${counted(allRows, 'row')}: ${goodRows} can be taken${bad > 0 ? `, ${bad} cannot be read` : ''}.`,
    read.length === 0 ? 'The columns are those of the template.' : `Columns: ${read.join(', ')}.`,
  ];
  for (const one of leftOut) {
    lines.push(`Left out: ${leftOutInWords(one, one.rows.length)}`);
  }
  if (leftOut.length > 0) {
    lines.push(`${rows} of ${counted(allRows, 'row')} stay.`);
  }
  if (kinds.length > 0) {
    lines.push(`Kinds: ${kinds.map(({ kind, rows: count }) => `${count} ${kind}`).join(', ')}.`);
  }
  if (marks.length > 0) {
    lines.push('Looks like something by which a person could be known; --use-code "…" writes the code in its place:');
    lines.push(
      tableOf(
        ['Row', 'Column', 'Value', 'Looks like', 'Code'],
        marks.map((mark) => [mark.row, mark.column, mark.value, mark.looksLike, mark.code]),
        [6, 18, 30, 14, 24],
      ),
    );
  }
  return `${[...lines, ...lookAt(preview)].join('\n')}\n`;
}

/** What was taken of a file. */
export function reportInWords({ rows, outcomes, preview }: ImportReport, { code }: OrganisationLine): string {
  const counts = outcomes.map(({ outcome, rows: count }) => `${count} ${outcome.toLowerCase()}`);
  const left = preview.leftOut.map((one) => `Left out: ${leftOutInWords(one, one.rows.length)}`);
  const lines = [
    `${counted(rows, 'row')} read into the draft of ${code}: ${counts.join(', ')}.`,
    ...left,
    ...lookAt(preview),
  ];
  return `${[...lines, 'Nothing is sent to the review until it is signed off and published: hub sign, hub publish.'].join('\n')}\n`;
}

function lookAt(preview: ImportPreview): readonly string[] {
  const { organisationNamed, undated, otherKinds, unknownColumns, peopleWithoutAnswer: people } = preview;
  return [
    ...preview.fileNotes,
    ...(organisationNamed === '' ? [] : [`The file says whose they are: ${organisationNamed}.`]),
    ...(undated > 0 ? [`${undated} state no day. They will stand apart at the end.`] : []),
    ...otherKinds.map(({ word, rows }) =>
      word === ''
        ? `${rows} state no kind: kept as "other".`
        : `The kind "${word}" is not on the list: ${rows} kept as recorded, as "other".`,
    ),
    ...(unknownColumns.length > 0 ? [`Not read: the columns ${quoted(unknownColumns)}.`] : []),
    ...preview.skipped.map(({ row, why }) => `Row ${row} is no entry. ${why}`),
    ...(people.length > 0 ? [`Nobody has said who these ${people.length} are: ${quoted(people)}.`] : []),
    ...preview.notes.map(({ row, value, reason }) => `Row ${row}${value === '' ? '' : `, "${value}"`}: ${reason}`),
  ];
}
