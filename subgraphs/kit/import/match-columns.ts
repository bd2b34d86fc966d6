import { badInput } from '../errors.ts';
import { type Column, columnMeant, isColumn, plainHeading } from './columns.ts';

/** What a column of a file was read as, and how that is known. */
export type ColumnMatch = {
  /** Its place in the file, from 0. */
  readonly at: number;
  readonly heading: string;
  /** Null for one that is not read. */
  readonly column: Column | null;
  /** GIVEN now, SAVED by this organisation before, by its HEADING, or not at all. */
  readonly by: 'GIVEN' | 'SAVED' | 'HEADING' | 'NONE';
};

/** What somebody says that a heading means; a column of null is not to be read. */
export type GivenColumn = { readonly heading: string; readonly column: string | null };

export type Meanings = {
  readonly given: ReadonlyMap<string, Column | null>;
  readonly saved: ReadonlyMap<string, Column | null>;
};

/** Checks what was said of columns. Throws BAD_USER_INPUT for a column that no entry has. */
export function givenMeanings(given: readonly GivenColumn[]): ReadonlyMap<string, Column | null> {
  return new Map(
    given.map(({ heading, column }) => {
      if (column !== null && !isColumn(column)) {
        throw badInput(`"${column}" is no column of an entry. Use one of the template, such as what_happened.`);
      }
      return [plainHeading(heading), column];
    }),
  );
}

/** Matches a head row, cell by cell. What was given goes before what was saved, and that before what a heading means. */
export function matchColumns(headings: readonly string[], meanings: Meanings): readonly ColumnMatch[] {
  const meant = headings.map((heading, at) => meaningOf(heading, at, meanings));
  const claims = [...meant].sort((one, other) => orders.indexOf(one.by) - orders.indexOf(other.by));
  const taken = new Map<Column, number>();
  for (const { column, at } of claims) {
    if (column !== null && !taken.has(column)) {
      taken.set(column, at);
    }
  }
  return meant.map((match) =>
    match.column !== null && taken.get(match.column) !== match.at ? { ...match, column: null, by: 'NONE' } : match,
  );
}

const orders: readonly ColumnMatch['by'][] = ['GIVEN', 'SAVED', 'HEADING', 'NONE'];

function meaningOf(heading: string, at: number, { given, saved }: Meanings): ColumnMatch {
  const plain = plainHeading(heading);
  for (const [by, meanings] of [
    ['GIVEN', given],
    ['SAVED', saved],
  ] as const) {
    const column = meanings.get(plain);
    if (column !== undefined && plain !== '') {
      return { at, heading, column, by };
    }
  }
  const column = columnMeant(heading);
  return { at, heading, column, by: column === null ? 'NONE' : 'HEADING' };
}

/** How the agency's own file heads a column of an entry; the column's own name where it heads none so. */
export function ownHeading(column: string, matches: readonly ColumnMatch[]): string {
  const meant = column === 'date' ? ['date_as_written', 'date_from', 'date_to', 'time'] : [column];
  return matches.find((match) => match.column !== null && meant.includes(match.column))?.heading ?? column;
}
