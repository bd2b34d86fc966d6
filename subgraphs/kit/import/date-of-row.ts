import { badInput, CaseReviewError } from '../errors.ts';
import { readColumns } from '../occurred/from-columns.ts';
import { inLondon } from '../occurred/london.ts';
import { type DateReading, readDate } from '../occurred/parse-occurred.ts';
import { readTimeCell } from '../occurred/time-column.ts';
import type { TableRow } from './table.ts';

/**
 * When a row says that it happened: in the words of the record where the file has them, else by its date columns.
 * Throws BAD_USER_INPUT for what is no date.
 */
export function dateOf({ cells }: TableRow): DateReading {
  const { date_from: from = '', date_to: to = '', precision = '', time = '', date_as_written: written = '' } = cells;
  if (from !== '' && to === '' && precision === '' && !isDay(from)) {
    // Where there is one date cell, people write into it what they would write into any: "?22/05/16", "March 2012".
    return dated(from, time);
  }
  if (from === '' && to === '' && written !== '') {
    return dated(written, time);
  }
  const doubtful = [from, to].some((cell) => DOUBT.test(cell)) && precision === '';
  return readColumns({
    dateFrom: doubtful ? from.replace(DOUBT, '') : from,
    dateTo: doubtful ? to.replace(DOUBT, '') : to,
    precision: doubtful ? 'approximate' : precision,
    time,
  });
}

/** Doubt is said by a mark before the date. */
const DOUBT = /^\s*\?+\s*(?=\d)/;

/** Words for a day, with the time from a cell of its own. */
function dated(words: string, time: string): DateReading {
  const reading = readDate(words);
  if (time.trim() === '') {
    return reading;
  }
  const { earliest, precision, approximate, timeKnown } = reading.occurred;
  if (timeKnown) {
    throw badInput(`"${words}" has a time, and "${time.trim()}" is a second one.`);
  }
  if (earliest === null || precision !== 'DAY') {
    throw badInput(`"${time.trim()}" is a time, and "${words}" is not a single day.`);
  }
  const { occurred, note } = readTimeCell(inLondon(earliest).day, time.trim(), approximate);
  return { occurred: { ...occurred, text: `${words} ${time.trim()}` }, note };
}

function isDay(cell: string): boolean {
  try {
    const { precision, approximate } = readDate(cell).occurred;
    return precision === 'DAY' && !approximate;
  } catch (error) {
    if (error instanceof CaseReviewError) {
      // What is no date is refused in the words of the columns.
      return true;
    }
    throw error;
  }
}
