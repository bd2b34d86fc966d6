import { dayEnd, dayStart } from './london.ts';
import type { Occurred, Precision } from './occurred.ts';

/** What words were read as, before the words themselves are put with it. */
export type Reading = Omit<Occurred, 'text'> & {
  /** What the reader of a preview must be told, as a sentence; null when nothing was decided for them. */
  readonly note: string | null;
};

/** A reading of whole days in London, both included. */
export function wholeDays(firstDay: string, lastDay: string, precision: Precision): Reading {
  return {
    earliest: dayStart(firstDay),
    latest: dayEnd(lastDay),
    precision,
    approximate: false,
    timeKnown: false,
    note: null,
  };
}

/** The reading of words that state no day. */
export const noDay: Reading = {
  earliest: null,
  latest: null,
  precision: 'UNKNOWN',
  approximate: false,
  timeKnown: false,
  note: null,
};

/** The same reading, its bounds not sure. */
export const approximated = (reading: Reading): Reading => ({ ...reading, approximate: true });

/** The reading as it was, or approximate when the words around it say so. */
export const withDoubt = (reading: Reading, doubtful: boolean): Reading => (doubtful ? approximated(reading) : reading);

/** Two notes as one. */
export const joinedNotes = (one: string | null, other: string | null): string | null =>
  one === null || other === null || one === other ? (one ?? other) : `${one} ${other}`;
