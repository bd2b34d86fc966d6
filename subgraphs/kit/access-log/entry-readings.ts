import type { Reading } from './trail.ts';

/** An entry as it was given to somebody. */
type Given = { readonly id: string; readonly record: { readonly __typename?: string | undefined } };

const notGiven = 'NotAvailable';
const onlyListed: ReadonlySet<string | undefined> = new Set(['Withheld', 'Withdrawn']);

/** What giving these entries is in the access log: a reading for each of their reviews, or one of nothing. */
export function entryReadings(given: readonly Given[], reviewOf: (id: string) => string | null): readonly Reading[] {
  const there = given.filter(({ record }) => record.__typename !== notGiven);
  const notAvailable = given.length - there.length;
  const reviews = [...new Set(there.map(({ id }) => reviewOf(id)))];
  const readings = reviews.map((review): Reading => {
    const here = there.filter(({ id }) => reviewOf(id) === review);
    const listed = here.filter(({ record }) => onlyListed.has(record.__typename));
    return {
      review,
      revisions: here.filter((entry) => !listed.includes(entry)).map(({ id }) => id),
      listed: listed.map(({ id }) => id),
    };
  });
  const [first = { review: null }, ...others] = readings;
  return [{ ...first, notAvailable }, ...others];
}
