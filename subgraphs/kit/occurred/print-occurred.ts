import { dayInWords } from './calendar.ts';
import { atTime } from './clock-time.ts';
import { dayParts } from './day-parts.ts';
import { addMinutes, dayEnd, dayStart, inLondon, instantsAt } from './london.ts';
import type { Occurred } from './occurred.ts';
import { periodInWords } from './period-in-words.ts';

type When = Omit<Occurred, 'text'>;

/**
 * Says when something happened, in words for people in Britain: `9 February 2024, 06:31`, `about March 2012`,
 * `before 3 March 2012`, `date not stated`. `parseOccurred` reads them back to the same bounds, precision and doubt.
 */
export function printOccurred(occurred: When): string {
  const { earliest, latest } = occurred;
  const about = occurred.approximate ? 'about ' : '';
  if (earliest === null || latest === null) {
    return printOpen(occurred, about);
  }
  switch (occurred.precision) {
    case 'MINUTE':
      return printMinute(earliest, latest, about);
    case 'DAY':
      return printDay(occurred, earliest, about);
    case 'WEEK':
      return `week commencing ${about}${dayInWords(inLondon(earliest).day)}`;
    default:
      return periodInWords(occurred) ?? printRange(earliest, latest, occurred.timeKnown, about);
  }
}

function printOpen({ earliest, latest, timeKnown }: When, about: string): string {
  if (earliest !== null) {
    return `from ${about}${printBound(earliest, 'first', timeKnown)}`;
  }
  return latest === null
    ? 'date not stated'
    : `before ${about}${printBound(addMinutes(latest, 1), 'first', timeKnown)}`;
}

function printMinute(earliest: string, latest: string, about: string): string {
  const { day, time } = inLondon(earliest);
  return earliest === latest ? printTime(earliest, 'only', about) : `${dayInWords(day)}, ${about}${time}`;
}

function printDay(occurred: When, earliest: string, about: string): string {
  const { day } = inLondon(earliest);
  if (occurred.latest === dayEnd(day) && earliest === dayStart(day)) {
    return `${about}${dayInWords(day)}`;
  }
  const part = dayParts.find((each) => {
    const reading = atTime(day, { kind: 'part', part: each });
    return reading.earliest === earliest && reading.latest === occurred.latest;
  });
  return `${dayInWords(day)}${part === undefined ? '' : `, ${part.name}`}`;
}

const printRange = (earliest: string, latest: string, timeKnown: boolean, about: string): string =>
  `between ${about}${printBound(earliest, 'first', timeKnown)} and ${about}${printBound(latest, 'last', timeKnown)}`;

/** One end of a range: a day, a day with the part of it that begins or ends there, or a time. */
function printBound(instant: string, end: 'first' | 'last', timeKnown: boolean): string {
  const { day, time } = inLondon(instant);
  if (timeKnown) {
    return printTime(instant, end, '');
  }
  if (instant === (end === 'first' ? dayStart(day) : dayEnd(day))) {
    return dayInWords(day);
  }
  const part = dayParts.find((each) => !each.endsNextDay && (end === 'first' ? each.from : each.to) === time);
  return part === undefined ? printTime(instant, end, '') : `${dayInWords(day)}, ${part.name}`;
}

/** A time, with the zone only where the clocks show it twice and the other one would be read. */
function printTime(instant: string, end: 'first' | 'last' | 'only', about: string): string {
  const { day, time, offsetMinutes } = inLondon(instant);
  const shown = instantsAt(day, time);
  const plain = (end === 'last' ? shown.at(-1) : shown[0]) === instant && (end !== 'only' || shown.length === 1);
  return `${dayInWords(day)}, ${about}${time}${plain ? '' : ` ${zoneName(offsetMinutes)}`}`;
}

function zoneName(offsetMinutes: number): string {
  if (offsetMinutes === 0) {
    return 'GMT';
  }
  return offsetMinutes === 60 ? 'BST' : `+0${offsetMinutes / 60}:00`;
}
