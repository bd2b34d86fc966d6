import { badInput } from '../errors.ts';
import { atTime, type StatedTime, takeTime } from './clock-time.ts';
import { withoutDoubt } from './doubt.ts';
import { NotADate } from './not-a-date.ts';
import type { DateReading } from './parse-occurred.ts';
import { plainWords } from './plain-words.ts';
import { withDoubt } from './reading.ts';

/** Reads the cell of a time, on a day that is known. Throws BAD_USER_INPUT for what is no time. */
export function readTimeCell(day: string, cell: string, approximate: boolean): DateReading {
  const { rest, doubtful } = withoutDoubt(plainWords(cell));
  const stated = statedTime(cell, rest);
  const { note, ...when } = withDoubt(atTime(day, stated), doubtful || approximate);
  return { occurred: { text: timedText(day, cell, stated, when.approximate), ...when }, note };
}

function statedTime(cell: string, words: string): StatedTime {
  try {
    const taken = takeTime(words);
    if (taken !== null && taken.rest === '') {
      return taken.time;
    }
  } catch (error) {
    throw error instanceof NotADate ? badInput(`"${cell}" is not a time: ${error.message}.`) : error;
  }
  throw badInput(`"${cell}" is not a time written like 14:20.`);
}

/** EDTF where it has a way to say it; the cells side by side for "pm" and for a time with a zone. */
function timedText(day: string, cell: string, stated: StatedTime, approximate: boolean): string {
  return stated.kind === 'clock' && stated.offsetMinutes === null
    ? `${day}T${stated.time}${approximate ? '~' : ''}`
    : `${day} ${cell}`;
}
