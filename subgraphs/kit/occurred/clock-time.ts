import { addDays, dayInWords, twoDigits } from './calendar.ts';
import { type DayPart, dayParts } from './day-parts.ts';
import { dayEnd, instantFrom, instantsAt } from './london.ts';
import { NotADate } from './not-a-date.ts';
import { approximated, type Reading, wholeDays } from './reading.ts';

/** A time as stated: on the clock, with the offset from UTC if there was one, or as a part of the day. */
export type StatedTime =
  | { readonly kind: 'clock'; readonly time: string; readonly offsetMinutes: number | null; readonly midnight: boolean }
  | { readonly kind: 'part'; readonly part: DayPart };

const clockPattern =
  '(?:(?<hour>\\d{1,2})[:.h](?<minute>\\d{2})(?::\\d{2}(?:\\.\\d+)?)?(?: ?(?<half>[ap])\\.?m\\.?| ?(?:hours|hrs?|h))?' +
  '|(?<hourAlone>1[0-2]|0?[1-9]) ?(?<halfAlone>[ap])\\.?m\\.?' +
  '|(?<together>\\d{4}) ?(?:hours|hrs?|h)' +
  '|12 noon|12 midnight|(?<word>noon|midday|midnight))' +
  '(?: ?(?<zone>z|utc|gmt|bst|\\+\\d{2}:?\\d{2}))?';
const clockAfter = new RegExp(`^(?<rest>.*?)(?:^|[ @]|(?<=[ ?~])(?=\\d))${clockPattern}$`);
const clockBefore = new RegExp(`^${clockPattern}(?: (?<rest>.+))?$`);
const fourDigitsAfter = /^(?<rest>\d{1,2}[/.-]\d{1,2}[/.-](?:\d{4}|\d{2})) (?<together>\d{4})$/;
const partPattern = dayParts.map(({ pattern }, index) => `(?<part${index}>${pattern})`).join('|');
const partAfter = new RegExp(`^(?:(?<rest>.+?) )?(?:in |at |during )?(?:${partPattern})$`);
const partBefore = new RegExp(`^(?:${partPattern}) (?<rest>.+)$`);
const wordEnds = /^(?:on|in|-) | (?:at|on|in|@|-)$/g;

/** The time that words end or begin with, and the words without it; null when they name none. */
export function takeTime(words: string): { readonly time: StatedTime; readonly rest: string } | null {
  const match =
    clockAfter.exec(words) ??
    clockBefore.exec(words) ??
    fourDigitsAfter.exec(words) ??
    partAfter.exec(words) ??
    partBefore.exec(words);
  if (match === null) {
    return null;
  }
  const groups = match.groups ?? {};
  const rest = (groups['rest'] ?? '').trim().replace(wordEnds, '').trim();
  const part = dayParts.find((_, index) => groups[`part${index}`] !== undefined);
  return { rest, time: part === undefined ? clockTime(match[0], groups) : { kind: 'part', part } };
}

/** A time on a day in London. A time that the clocks left out gives the whole day and a note that says so. */
export function atTime(day: string, stated: StatedTime): Reading {
  const wholeDay = wholeDays(day, day, 'DAY');
  if (stated.kind === 'part') {
    const { from, to, endsNextDay } = stated.part;
    const earliest = instantsAt(day, from)[0] ?? wholeDay.earliest;
    const latest = instantsAt(endsNextDay ? addDays(day, 1) : day, to).at(-1) ?? dayEnd(day);
    return approximated({ ...wholeDay, earliest, latest });
  }
  const instants = instantsOf(day, stated);
  if (instants.length === 0) {
    const why = `On ${dayInWords(day)} the clocks went forward and there was no ${stated.time}`;
    return { ...wholeDay, note: `${why}: the day is kept, and the time only in the words.` };
  }
  return {
    ...wholeDay,
    earliest: instants[0] ?? null,
    latest: instants.at(-1) ?? null,
    precision: 'MINUTE',
    timeKnown: true,
    note: stated.midnight ? `Midnight is read as 00:00, the first minute of ${dayInWords(day)}.` : null,
  };
}

function instantsOf(day: string, { time, offsetMinutes }: StatedTime & { readonly kind: 'clock' }): readonly string[] {
  return offsetMinutes === null
    ? instantsAt(day, time)
    : [instantFrom(Date.parse(`${day}T${time}Z`) - offsetMinutes * 60_000)];
}

function clockTime(words: string, groups: Readonly<Record<string, string | undefined>>): StatedTime {
  const { hour, minute, together, zone, word } = groups;
  const offsetMinutes = zone === undefined ? null : offsetFrom(zone);
  const midnight = word === 'midnight' || / ?12 midnight/.test(words);
  if (midnight || word !== undefined || words.includes('12 noon')) {
    return { kind: 'clock', time: midnight ? '00:00' : '12:00', offsetMinutes, midnight };
  }
  const half = groups['half'] ?? groups['halfAlone'];
  const hours = Number(together?.slice(0, 2) ?? hour ?? groups['hourAlone']);
  const minutes = Number(together?.slice(2) ?? minute ?? 0);
  const time = `${twoDigits(hours)}:${twoDigits(minutes)}`;
  if (
    hours > 23 ||
    minutes > 59 ||
    (half === 'a' && hours > 12) ||
    (half !== undefined && hours === 0 && half === 'p')
  ) {
    throw new NotADate(`there is no time ${time}${half === undefined ? '' : ` ${half}m`}`);
  }
  return {
    kind: 'clock',
    time: `${twoDigits(onTwentyFour(hours, half))}:${twoDigits(minutes)}`,
    offsetMinutes,
    midnight,
  };
}

function onTwentyFour(hours: number, half: string | undefined): number {
  if (half === 'a' && hours === 12) {
    return 0;
  }
  return half === 'p' && hours < 12 ? hours + 12 : hours;
}

/** Minutes ahead of UTC of `z`, `gmt`, `bst` or `+01:00`. Throws `NotADate` for more than 14 hours. */
export function offsetFrom(zone: string): number {
  const match = /^([+-])(\d{2}):?(\d{2})$/.exec(zone);
  if (match === null) {
    return zone.toLowerCase() === 'bst' ? 60 : 0;
  }
  const minutes = Number(match[2]) * 60 + Number(match[3]);
  if (minutes > 14 * 60 || Number(match[3]) > 59) {
    throw new NotADate(`there is no offset ${zone}`);
  }
  return match[1] === '-' ? -minutes : minutes;
}
