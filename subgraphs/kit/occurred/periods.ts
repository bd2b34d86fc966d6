import { addDays, checkedYear, daysInMonth, isoDay, partsOf } from './calendar.ts';
import { inLondon } from './london.ts';
import { NotADate } from './not-a-date.ts';
import { approximated, type Reading, wholeDays } from './reading.ts';

/** The seasons of the weather, three whole months each; winter ends in the year after. The codes are those of EDTF. */
export const seasons = [
  { name: 'spring', code: 21, firstMonth: 3 },
  { name: 'summer', code: 22, firstMonth: 6 },
  { name: 'autumn', code: 23, firstMonth: 9 },
  { name: 'winter', code: 24, firstMonth: 12 },
] as const;
export type SeasonName = (typeof seasons)[number]['name'];

/** School terms in England. Every council sets its own days, so a term is always approximate. */
export const terms = [
  { name: 'spring', from: '01-01', to: '04-15' },
  { name: 'summer', from: '04-16', to: '07-31' },
  { name: 'autumn', from: '09-01', to: '12-31' },
] as const;
export type TermName = (typeof terms)[number]['name'];

export const partNames = ['early', 'mid', 'late'] as const;
export type PartName = (typeof partNames)[number];

type Bounds = Pick<Reading, 'earliest' | 'latest'>;

/** One day. */
export const dayOf = (year: number, month: number, day: number): Reading => {
  const only = isoDay(year, month, day);
  return wholeDays(only, only, 'DAY');
};

/** The week of seven days that begins on a day, be it a Monday or not. */
export const weekFrom = (firstDay: string): Reading => wholeDays(firstDay, addDays(firstDay, 6), 'WEEK');

/** One calendar month. */
export const monthOf = (year: number, month: number): Reading => ({ ...months(year, month, 1), precision: 'MONTH' });

/** One calendar year. */
export const yearOf = (year: number): Reading => ({ ...months(checkedYear(year), 1, 12), precision: 'YEAR' });

/** A quarter of a calendar year, from 1 to 4. */
export const quarterOf = (year: number, quarter: number): Reading => ({
  ...months(year, quarter * 3 - 2, 3),
  precision: 'QUARTER',
});

/** A season of the weather: spring is March to May, winter 2024 is December 2024 to February 2025. */
export function seasonOf(year: number, name: SeasonName): Reading {
  const { firstMonth } = seasons.find((season) => season.name === name) ?? seasons[0];
  return { ...months(year, firstMonth, 3), precision: 'SEASON' };
}

/** A school term, by the calendar year it falls in: autumn from 1 September, spring to 15 April, summer to 31 July. */
export function termOf(year: number, name: TermName): Reading {
  const { from, to } = terms.find((term) => term.name === name) ?? terms[0];
  return approximated(wholeDays(`${checkedYear(year)}-${from}`, `${year}-${to}`, 'SEASON'));
}

/** True when the digits (two or four) are those of the year after. */
export const schoolYearFollows = (year: number, next: string): boolean =>
  Number(next) === (next.length === 2 ? (year + 1) % 100 : year + 1);

/** A school year in England, 1 September to 31 August, written as `2017/18` or `2017/2018`. Throws `NotADate` when the second year is not the year after. */
export function schoolYearOf(year: number, next: string): Reading {
  if (!schoolYearFollows(year, next)) {
    throw new NotADate(`${next} is not the year after ${year}`);
  }
  return { ...months(year, 9, 12), precision: 'RANGE' };
}

/** So many whole years from 1 January: ten for a decade, a hundred for a century. */
export const yearsFrom = (year: number, count: number): Reading => months(year, 1, count * 12);

/**
 * The early, middle or late part of a month (days 1-10, 11-20, 21 to the end), of a season (its months), of a year
 * (four months each) or of a decade (years 0-3, 4-6, 7-9). Always approximate. Throws `NotADate` for anything else.
 */
export function partOf(whole: Reading, part: PartName): Reading {
  const index = partNames.indexOf(part);
  const { year, month } = partsOf(inLondon(whole.earliest ?? '').day);
  const last = inLondon(whole.latest ?? '').day;
  const { precision } = whole;
  if (precision === 'MONTH') {
    const lastDay = index === 2 ? daysInMonth(year, month) : index * 10 + 10;
    return approximated(wholeDays(isoDay(year, month, index * 10 + 1), isoDay(year, month, lastDay), precision));
  }
  if (precision === 'SEASON' && last === inLondon(months(year, month, 3).latest ?? '').day) {
    return approximated({ ...months(year, month + index, 1), precision });
  }
  if (precision === 'YEAR') {
    return approximated({ ...months(year, index * 4 + 1, 4), precision });
  }
  if (isDecade(whole)) {
    return approximated(months(year + [0, 4, 7][index]!, 1, [48, 36, 36][index]!));
  }
  throw new NotADate(`"${part}" can be said of a month, a season, a year or a decade`);
}

/** True when both bounds are the same. */
export const hasBoundsOf = (one: Bounds, other: Bounds): boolean =>
  one.earliest === other.earliest && one.latest === other.latest;

/** True for a range of ten whole years from a year that ends in 0. */
export function isDecade({ precision, earliest, latest }: Bounds & Pick<Reading, 'precision'>): boolean {
  if (precision !== 'RANGE' || earliest === null || latest === null) {
    return false;
  }
  const first = inLondon(earliest).day;
  return /^\d{3}0-01-01$/.test(first) && latest === yearsFrom(partsOf(first).year, 10).latest;
}

/** So many whole months; a `firstMonth` above 12 is a month of the next year. */
function months(year: number, firstMonth: number, count: number): Reading {
  const first = new Date(Date.UTC(year, firstMonth - 1, 1)).toISOString().slice(0, 10);
  const last = new Date(Date.UTC(year, firstMonth - 1 + count, 0)).toISOString().slice(0, 10);
  checkedYear(year);
  return wholeDays(first, last, 'RANGE');
}
