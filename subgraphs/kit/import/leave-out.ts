import { isDay } from '../entries/calendar-date.ts';
import { badInput, CaseReviewError } from '../errors.ts';
import { inLondon } from '../occurred/london.ts';
import type { Occurred } from '../occurred/occurred.ts';
import { dateOf } from './date-of-row.ts';
import { peopleOf } from './people.ts';
import { cellOf } from './row-to-entry.ts';
import type { ReadRow } from './table.ts';

/** Rows that are not to be taken, and why: by time, by a person, or one by one. */
export type LeaveOut = {
  readonly before?: string | null;
  readonly after?: string | null;
  readonly person?: string | null;
  readonly rows?: readonly number[] | null;
  readonly why: string;
};

export type LeftOut = { readonly what: string; readonly why: string; readonly rows: readonly number[] };

/** `1 row with "Lodger" (not of this family).`, of what is kept in the plural. */
export const leftOutInWords = ({ what, why }: Pick<LeftOut, 'what' | 'why'>, count: number) =>
  `${count} ${count === 1 ? what.replace(/\brows\b/, 'row') : what} (${why}).`;

/** Parts the rows into those that stay and those left out. Throws BAD_USER_INPUT for what says nothing or leaves out nothing. */
export function leaveOut(
  rows: readonly ReadRow[],
  wishes: readonly LeaveOut[],
): { readonly rows: readonly ReadRow[]; readonly leftOut: readonly LeftOut[] } {
  let staying = rows;
  const leftOut: LeftOut[] = [];
  for (const wish of wishes) {
    const { what, isMeant } = meaning(wish);
    const left = staying.filter(isMeant);
    refuseWrongRows(wish, left);
    staying = staying.filter((row) => !left.includes(row));
    leftOut.push({ what, why: wish.why, rows: left.map(({ number }) => number) });
  }
  return { rows: staying, leftOut };
}

function meaning({ before, after, person, rows, why }: LeaveOut) {
  const said = [before ?? after, person, rows].filter((each) => each != null);
  if (said.length !== 1 || why.trim() === '') {
    throw badInput(
      `What is left out is said by time, by a person or by rows, with why; it says ${said.length} of them.`,
    );
  }
  if (person != null) {
    const isMeant = (row: ReadRow) => peopleOf(cellOf(row, 'people')).some((value) => sameWord(value, person));
    return { what: `rows with "${person}"`, isMeant };
  }
  if (rows != null) {
    return { what: 'single rows', isMeant: ({ number }: ReadRow) => rows.includes(number) };
  }
  const [from, to] = [dayFrom(before), dayFrom(after)];
  const words = [from === null ? '' : `before ${from}`, to === null ? '' : `after ${to}`].filter(Boolean).join(' and ');
  return { what: `rows ${words}`, isMeant: (row: ReadRow) => isOutside(row, from, to) };
}

const sameWord = (one: string, other: string) => one.trim().toLowerCase() === other.trim().toLowerCase();

function dayFrom(day: string | null | undefined): string | null {
  if (day != null && !isDay(day)) {
    throw badInput(`"${day}" is not a day such as 2024-02-19.`);
  }
  return day ?? null;
}

/** Only what lies outside for certain: a row without a date, or with one that cannot be read, stays. */
function isOutside(row: ReadRow, from: string | null, to: string | null): boolean {
  const occurred = dateIn(row);
  if (occurred === null) {
    return false;
  }
  const { earliest, latest } = occurred;
  return (
    (from !== null && latest !== null && inLondon(latest).day < from) ||
    (to !== null && earliest !== null && inLondon(earliest).day > to)
  );
}

function dateIn(row: ReadRow): Occurred | null {
  try {
    return dateOf(row).occurred;
  } catch (error) {
    if (error instanceof CaseReviewError) {
      return null;
    }
    throw error;
  }
}

function refuseWrongRows({ rows, person }: LeaveOut, left: readonly ReadRow[]): void {
  const wrong = rows?.find((number) => !left.some((row) => row.number === number));
  if (wrong !== undefined) {
    throw badInput(`Row ${wrong} is no row of the file that would be taken.`);
  }
  if (person != null && left.length === 0) {
    throw badInput(`No row of the file has "${person}" in People.`);
  }
}
