import { badInput } from '../errors.ts';
import { bySpan, wholePeriod } from './column-periods.ts';
import { edtfOf } from './edtf-of.ts';
import { inLondon } from './london.ts';
import type { Occurred } from './occurred.ts';
import { type DateReading, refusing } from './parse-occurred.ts';
import { plainWords } from './plain-words.ts';
import { openEnd, openStart } from './range.ts';
import { approximated, noDay, type Reading, wholeDays } from './reading.ts';
import { readSingle } from './single-date.ts';
import { readTimeCell } from './time-column.ts';

/** The four cells of a template that say when, as they stand in the file. */
export type DateColumns = {
  readonly dateFrom: string;
  readonly dateTo: string;
  readonly precision: string;
  readonly time: string;
};

const columnPrecisions = [
  'exact_time',
  'day',
  'week',
  'month',
  'season',
  'quarter',
  'year',
  'range',
  'approximate',
  '',
] as const;
type ColumnPrecision = (typeof columnPrecisions)[number];
type Days = { readonly from: string | null; readonly to: string | null };

/** The date of `readColumns` alone. */
export const occurredFromColumns = (columns: DateColumns): Occurred => readColumns(columns).occurred;

/**
 * Reads when something happened from `date_from`, `date_to`, `precision` and `time`. Without days it is UNKNOWN; with
 * `date_to` alone it was on or before that day. The text it gives is EDTF of what the columns state.
 * Throws BAD_USER_INPUT, naming the value, for what is no day, contradicts another column or has no known precision.
 */
export function readColumns(columns: DateColumns): DateReading {
  const precision = precisionOf(columns.precision.trim());
  const days = { from: dayIn(columns.dateFrom), to: dayIn(columns.dateTo) };
  const time = columns.time.trim();
  if (days.from !== null && days.to !== null && days.to < days.from) {
    throw badInput(`"${days.from}" is after "${days.to}": date_from must not be after date_to.`);
  }
  if (time !== '') {
    return timed(days, precision, time);
  }
  if (precision === 'exact_time' && days.from !== null) {
    throw badInput(`"exact_time" needs a time, and there is none with "${days.from}".`);
  }
  const { note, ...when } = untimed(days, precision);
  return { occurred: { text: edtfOf(when) ?? '', ...when }, note };
}

function precisionOf(stated: string): ColumnPrecision {
  const known = columnPrecisions.find((each) => each === stated.toLowerCase());
  if (known === undefined) {
    throw badInput(
      `"${stated}" is not a precision: it is one of ${columnPrecisions.slice(0, -1).join(', ')}, or empty.`,
    );
  }
  return known;
}

/** A cell with one day; null when it is empty. */
function dayIn(cell: string): string | null {
  const text = cell.trim();
  if (text === '') {
    return null;
  }
  const reading = refusing(text, () => readSingle(plainWords(text)) ?? noDay);
  if (reading.precision !== 'DAY' || reading.approximate || reading.earliest === null || reading.note !== null) {
    throw badInput(`"${text}" is not a single day written like 2012-03-02.`);
  }
  return inLondon(reading.earliest).day;
}

function timed({ from, to }: Days, precision: ColumnPrecision, time: string): DateReading {
  const day = from;
  if (day === null) {
    throw badInput(`"${time}" is a time without a day in date_from.`);
  }
  if ((to !== null && to !== from) || !['exact_time', 'approximate', ''].includes(precision)) {
    const other = to !== null && to !== from ? `date_to "${to}"` : `precision "${precision}"`;
    throw badInput(`"${time}" is a time, which does not go with ${other}.`);
  }
  return readTimeCell(day, time, precision === 'approximate');
}

function untimed({ from, to }: Days, precision: ColumnPrecision): Reading {
  if (from === null && to === null) {
    return noDay;
  }
  if (from === null || (to === null && precision === 'range')) {
    return openRange({ from, to }, precision);
  }
  switch (precision) {
    case 'range':
      return wholeDays(from, to ?? from, 'RANGE');
    case 'approximate':
      return approximated(bySpan(from, to ?? from));
    case '':
      return wholeDays(from, to ?? from, to === null || to === from ? 'DAY' : 'RANGE');
    default:
      return wholePeriod(from, to, precision);
  }
}

function openRange({ from, to }: Days, precision: ColumnPrecision): Reading {
  if (precision !== 'range' && precision !== '' && precision !== 'approximate') {
    throw badInput(`"${precision}" needs a day in date_from, and there is only date_to "${to}".`);
  }
  const day = from ?? to ?? '';
  const open = (from === null ? openStart : openEnd)(wholeDays(day, day, 'RANGE'));
  return precision === 'approximate' ? approximated(open) : open;
}
