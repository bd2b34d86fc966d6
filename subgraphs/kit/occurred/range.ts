import { addMinutes } from './london.ts';
import { NotADate } from './not-a-date.ts';
import { joinedNotes, type Reading } from './reading.ts';

/** From the first minute of one to the last minute of the other. Throws `NotADate` when that is the wrong way round. */
export function joinRange(start: Reading, end: Reading): Reading {
  const { earliest } = start;
  const { latest } = end;
  if (earliest !== null && latest !== null && latest < earliest) {
    throw new NotADate('its end is before its start');
  }
  return {
    earliest,
    latest,
    precision: 'RANGE',
    approximate: start.approximate || end.approximate,
    timeKnown: start.timeKnown || end.timeKnown,
    note: joinedNotes(start.note, end.note),
  };
}

/** On or before: no start, and the end included. */
export const openStart = (end: Reading): Reading => ({ ...end, earliest: null, precision: 'RANGE' });

/** On or after: the start included, and no end. */
export const openEnd = (start: Reading): Reading => ({ ...start, latest: null, precision: 'RANGE' });

/** Strictly before: up to the last minute before it began ("before 3 March" ends with 2 March). */
export const strictlyBefore = (bound: Reading): Reading => ({
  ...openStart(bound),
  latest: bound.earliest === null ? null : addMinutes(bound.earliest, -1),
});

/** Strictly after: from the first minute after it ended ("after 3 March" begins with 4 March). */
export const strictlyAfter = (bound: Reading): Reading => ({
  ...openEnd(bound),
  earliest: bound.latest === null ? null : addMinutes(bound.latest, 1),
});
