import { monthName, partsOf } from './calendar.ts';
import { inLondon } from './london.ts';
import type { Occurred } from './occurred.ts';
import {
  hasBoundsOf,
  isDecade,
  monthOf,
  type PartName,
  partNames,
  partOf,
  quarterOf,
  seasonOf,
  seasons,
  termOf,
  terms,
  yearOf,
} from './periods.ts';
import type { Reading } from './reading.ts';

type When = Omit<Occurred, 'text'>;
type Period = { readonly words: string; readonly reading: Reading };

/** The name of a month, season, term, quarter, year or decade with these bounds; null when no name fits them. */
export function periodInWords(occurred: When): string | null {
  if (occurred.earliest === null) {
    return null;
  }
  const { year, month } = partsOf(inLondon(occurred.earliest).day);
  if (isDecade(occurred)) {
    return `${occurred.approximate ? 'about ' : ''}the ${year}s`;
  }
  const whole = wholePeriods(occurred.precision, year, month).find(({ reading }) => hasBoundsOf(reading, occurred));
  if (whole !== undefined) {
    return occurred.approximate && !whole.reading.approximate ? `about ${whole.words}` : whole.words;
  }
  return (
    partsOfPeriods(occurred.precision, year, month).find(({ reading }) => hasBoundsOf(reading, occurred))?.words ?? null
  );
}

function wholePeriods(precision: Occurred['precision'], year: number, month: number): readonly Period[] {
  switch (precision) {
    case 'MONTH':
      return [{ words: `${monthName(month)} ${year}`, reading: monthOf(year, month) }];
    case 'YEAR':
      return [{ words: `${year}`, reading: yearOf(year) }];
    case 'QUARTER': {
      const quarter = Math.ceil(month / 3);
      return [{ words: `Q${quarter} ${year}`, reading: quarterOf(year, quarter) }];
    }
    case 'SEASON':
      return [
        ...seasons.map(({ name }) => ({ words: `${name} ${year}`, reading: seasonOf(year, name) })),
        ...terms.map(({ name }) => ({ words: `${name} term ${year}`, reading: termOf(year, name) })),
      ];
    default:
      return [];
  }
}

function partsOfPeriods(precision: Occurred['precision'], year: number, month: number): readonly Period[] {
  // The late part of winter begins in the year after the one it is named for.
  const wholes =
    precision === 'SEASON'
      ? [year, year - 1].flatMap((each) =>
          seasons.map(({ name }) => ({ words: `${name} ${each}`, reading: seasonOf(each, name) })),
        )
      : wholePeriods(precision, year, month);
  return precision === 'QUARTER' ? [] : wholes.flatMap((whole) => partNames.map((part) => partOfPeriod(whole, part)));
}

const partOfPeriod = ({ words, reading }: Period, part: PartName): Period => ({
  words: `${part} ${words}`,
  reading: partOf(reading, part),
});
