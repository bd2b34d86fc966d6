/** How exactly it is known when something happened. UNKNOWN: nobody stated a day. */
export const precisions = ['MINUTE', 'DAY', 'WEEK', 'MONTH', 'SEASON', 'QUARTER', 'YEAR', 'RANGE', 'UNKNOWN'] as const;
export type Precision = (typeof precisions)[number];

/**
 * When something happened, as far as anybody stated it.
 *
 * `earliest` and `latest` are instants in UTC, ISO 8601 to the minute with `Z` (`2024-02-09T06:31Z`): the bounds within
 * which it happened, days being days in London. Either is null when that side is open ("before 3 March 2012"), both
 * when no day was stated. `latest` is the last minute that is still inside (`…T23:59Z` in winter).
 */
export type Occurred = {
  /** The words of the record, letter by letter. May be empty. */
  readonly text: string;
  readonly earliest: string | null;
  readonly latest: string | null;
  readonly precision: Precision;
  /** "about", "?", "circa", "early March": the bounds are themselves not sure. */
  readonly approximate: boolean;
  /** True when a clock time was stated. */
  readonly timeKnown: boolean;
};
