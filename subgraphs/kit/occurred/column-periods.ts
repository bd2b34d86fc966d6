import { badInput } from '../errors.ts';
import { partsOf } from './calendar.ts';
import { dayEnd, dayStart } from './london.ts';
import type { Precision } from './occurred.ts';
import { monthOf, quarterOf, seasonOf, seasons, termOf, terms, weekFrom, yearOf } from './periods.ts';
import { type Reading, wholeDays } from './reading.ts';

/** Known by what the days span: one day, one whole month, one whole year, or just a range. */
export function bySpan(from: string, to: string): Reading {
  const candidates = [wholeDays(from, from, 'DAY'), ...periodsFrom(from, 'MONTH'), ...periodsFrom(from, 'YEAR')];
  return candidates.find((each) => isFrom(each, from, to)) ?? wholeDays(from, to, 'RANGE');
}

/**
 * The one period of that precision (`month`, `week` …) which the days state; with `date_from` alone, the one which that day lies in.
 * Throws BAD_USER_INPUT when the days are not those of one.
 */
export function wholePeriod(from: string, to: string | null, stated: string): Reading {
  const candidates = periodsFrom(from, stated.toUpperCase() as Precision);
  const found = candidates.find((each) =>
    to === null
      ? (each.earliest ?? '') <= dayStart(from) && dayEnd(from) <= (each.latest ?? '')
      : isFrom(each, from, to),
  );
  if (found === undefined) {
    throw badInput(`"${stated}" does not fit "${from}" to "${to ?? from}": for such a time write "range".`);
  }
  return found;
}

const isFrom = (reading: Reading, from: string, to: string): boolean =>
  reading.earliest === dayStart(from) && reading.latest === dayEnd(to);

/** Every period of a precision that begins on that day, or that holds it. */
function periodsFrom(day: string, precision: Precision): readonly Reading[] {
  const { year, month } = partsOf(day);
  switch (precision) {
    case 'WEEK':
      return [weekFrom(day)];
    case 'MONTH':
      return [monthOf(year, month)];
    case 'SEASON':
      return [
        ...seasons.map(({ name }) => seasonOf(month < 3 ? year - 1 : year, name)),
        ...terms.map(({ name }) => termOf(year, name)),
      ];
    case 'QUARTER':
      return [quarterOf(year, Math.ceil(month / 3))];
    case 'YEAR':
      return [yearOf(year)];
    default:
      return [wholeDays(day, day, 'DAY')];
  }
}
