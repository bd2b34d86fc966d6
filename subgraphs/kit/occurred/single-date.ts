import { addDays, dayInWords, weekdayNames, weekdayOf } from './calendar.ts';
import { atTime, takeTime } from './clock-time.ts';
import { readForm } from './date-forms.ts';
import { withoutDoubt } from './doubt.ts';
import { readEdtfDate } from './edtf-forms.ts';
import { refuseIncomplete } from './incomplete-forms.ts';
import { inLondon } from './london.ts';
import { NotADate } from './not-a-date.ts';
import { type PartName, partOf, weekFrom } from './periods.ts';
import { type Reading, withDoubt } from './reading.ts';

const weekdays = '(?<weekday>mon|tue|wed|thu|fri|sat|sun)(?:day|sday|nesday|rsday|urday|s|rs|r)?\\.?';
const weekdayBefore = new RegExp(`^${weekdays} (?<rest>.+)$`);
const weekdayAfter = new RegExp(`^(?<rest>.+) ${weekdays}$`);
const weekBeginning = /^(?:w\/?c|w\/?b|week (?:commencing|beginning|starting)|week(?! ending)):? (.+)$/;
const weekEnding = /^(?:w\/?e|week ending):? (.+)$/;
const partBefore = /^(early|beginning|start|mid|middle|late|end)[ -](?:in |part )?(.+)$/;

const parts: Readonly<Record<string, PartName>> = {
  early: 'early',
  beginning: 'early',
  start: 'early',
  mid: 'mid',
  middle: 'mid',
  late: 'late',
  end: 'late',
};

/** Reads one date, with or without a time, a weekday and qualifiers. Null for what is written in no known way. Throws `NotADate`. */
export function readSingle(words: string): Reading | null {
  const { rest, doubtful } = withoutDoubt(words);
  refuseIncomplete(rest);
  const reading = readDate(rest) ?? readTimed(rest);
  return reading === null ? null : withDoubt(reading, doubtful);
}

/** Reads a date with a time after or before it. */
function readTimed(words: string): Reading | null {
  const timed = takeTime(words);
  if (timed === null || (timed.rest === '' && timed.time.kind === 'part')) {
    return null;
  }
  if (timed.rest === '') {
    throw new NotADate('it is a time, and the day is missing');
  }
  const { rest, doubtful } = withoutDoubt(timed.rest);
  const date = readDate(rest);
  if (date === null) {
    return null;
  }
  if (date.precision !== 'DAY' || date.earliest === null) {
    throw new NotADate('it has a time, and the day is missing');
  }
  return withDoubt(atTime(inLondon(date.earliest).day, timed.time), doubtful || date.approximate);
}

/** Reads a date that has no time. */
function readDate(words: string): Reading | null {
  const { weekday, rest: stated } = (weekdayBefore.exec(words) ?? weekdayAfter.exec(words))?.groups ?? {};
  if (weekday !== undefined && stated !== undefined) {
    const { rest, doubtful } = withoutDoubt(stated);
    const date = readDate(rest);
    return date === null ? null : onWeekday(withDoubt(date, doubtful), weekday);
  }
  refuseIncomplete(words);
  return readEdtfDate(words) ?? readForm(words) ?? readWeek(words) ?? readPart(words);
}

function onWeekday(date: Reading, shortWeekday: string): Reading {
  if (date.earliest === null || (date.precision !== 'DAY' && date.precision !== 'WEEK')) {
    throw new NotADate('it has a weekday, and the day is missing');
  }
  const { day } = inLondon(date.earliest);
  const weekday = weekdayOf(day);
  if (!weekday.toLowerCase().startsWith(shortWeekday)) {
    throw new NotADate(`${dayInWords(day)} is a ${weekday}, not a ${weekdayNamed(shortWeekday)}`);
  }
  return date;
}

const weekdayNamed = (short: string): string =>
  weekdayNames.find((name) => name.toLowerCase().startsWith(short)) ?? short;

function readWeek(words: string): Reading | null {
  const beginning = weekBeginning.exec(words)?.[1];
  const ending = weekEnding.exec(words)?.[1];
  const stated = beginning ?? ending;
  const date = stated === undefined ? null : readSingle(stated);
  if (date === null || date.earliest === null) {
    return null;
  }
  if (date.precision !== 'DAY') {
    throw new NotADate('it speaks of a week, and the day is missing');
  }
  const { day } = inLondon(date.earliest);
  return withDoubt(weekFrom(ending === undefined ? day : addDays(day, -6)), date.approximate);
}

function readPart(words: string): Reading | null {
  const [, part, whole] = partBefore.exec(words) ?? [];
  const name = part === undefined ? undefined : parts[part];
  if (name === undefined || whole === undefined) {
    return null;
  }
  const { rest, doubtful } = withoutDoubt(whole);
  const date = readDate(rest);
  return date === null ? null : withDoubt(partOf(date, name), doubtful);
}
