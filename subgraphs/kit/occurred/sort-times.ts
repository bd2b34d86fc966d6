import { inLondon } from './london.ts';
import type { Occurred } from './occurred.ts';

/** What is needed of an entry to place it among the others of its organisation. */
export type Sequenced = { readonly occurred: Occurred; readonly statedSequence: number | null };

type Numbered = {
  readonly index: number;
  readonly sequence: number;
  readonly earliest: string;
  readonly timed: boolean;
};

/**
 * The instants to sort the entries of one organisation by, parallel to the entries. Where it numbered a whole London day
 * (each entry of that day known to the day or the minute has a sequence), an untimed entry takes the instant of the one
 * before it in sequence, the first of the day its own. Null means: sort by its own bounds. Dates are never changed.
 */
export function withSortTimes(entries: readonly Sequenced[]): readonly (string | null)[] {
  const instants: (string | null)[] = entries.map(() => null);
  for (const day of wholeNumberedDays(entries)) {
    let before = '';
    for (const { index, earliest, timed } of day.toSorted(bySequence)) {
      before = timed || earliest > before ? earliest : before;
      instants[index] = before;
    }
  }
  return instants;
}

/** Untimed entries go after a timed one of the same number, so that the result does not hang on the order given. */
const bySequence = (one: Numbered, other: Numbered): number =>
  one.sequence - other.sequence ||
  Number(other.timed) - Number(one.timed) ||
  (one.earliest < other.earliest ? -1 : Number(one.earliest > other.earliest));

function wholeNumberedDays(entries: readonly Sequenced[]): readonly (readonly Numbered[])[] {
  const days = new Map<string, number[]>();
  for (const [index, { occurred }] of entries.entries()) {
    const day = dayOf(occurred);
    if (day !== null) {
      const indexes = days.get(day) ?? [];
      days.set(day, indexes);
      indexes.push(index);
    }
  }
  return [...days.values()]
    .filter((indexes) => indexes.every((index) => entries[index]!.statedSequence !== null))
    .map((indexes) => indexes.map((index) => numbered(entries[index]!, index)));
}

const numbered = ({ occurred, statedSequence }: Sequenced, index: number): Numbered => ({
  index,
  sequence: statedSequence ?? 0,
  earliest: occurred.earliest ?? '',
  timed: occurred.precision === 'MINUTE',
});

/** The London day of an entry known to the day or the minute; null for any other. */
function dayOf({ earliest, precision }: Occurred): string | null {
  return earliest !== null && (precision === 'DAY' || precision === 'MINUTE') ? inLondon(earliest).day : null;
}
