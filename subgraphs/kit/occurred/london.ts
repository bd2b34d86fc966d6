import { badInput } from '../errors.ts';
import { calendarDay } from './calendar.ts';
import { NotADate } from './not-a-date.ts';

const minuteInMs = 60_000;
const dayInMs = 24 * 60 * minuteInMs;
const london = new Intl.DateTimeFormat('en-GB', { timeZone: 'Europe/London', timeZoneName: 'longOffset' });

/** Offsets at midnight UTC by day number. Intl is slow; a review has a few thousand days, all of 1900 to 2100 73,000. */
const offsetsAtMidnight = new Map<number, number>();

/** A minute in London as its clocks show it. `offsetMinutes` is what they are ahead of UTC. */
export type LondonTime = { readonly day: string; readonly time: string; readonly offsetMinutes: number };

/** An instant as UTC to the minute, `2024-02-09T06:31Z`. */
export const instantFrom = (ms: number): string => `${new Date(ms).toISOString().slice(0, 16)}Z`;

/** The instant so many minutes later, or earlier when `minutes` is negative. */
export const addMinutes = (instant: string, minutes: number): string =>
  instantFrom(Date.parse(instant) + minutes * minuteInMs);

/**
 * The instants at which London's clocks show this time on this day, in order: one as a rule, two in the hour that
 * comes twice when the clocks go back, none in the hour that is left out when they go forward.
 */
export function instantsAt(day: string, time: string): readonly string[] {
  const shown = Date.parse(`${day}T${time}Z`);
  const offsets = new Set([offsetAt(shown - dayInMs / 2), offsetAt(shown + dayInMs / 2)]);
  return [...offsets]
    .map((offset) => ({ offset, ms: shown - offset * minuteInMs }))
    .filter(({ offset, ms }) => offsetAt(ms) === offset)
    .map(({ ms }) => instantFrom(ms))
    .sort();
}

/** What London's clocks show at an instant. */
export function inLondon(instant: string): LondonTime {
  const ms = Date.parse(instant);
  const offsetMinutes = offsetAt(ms);
  const shown = ms + offsetMinutes * minuteInMs;
  const day = Math.floor(shown / dayInMs);
  return { day: dayNamed(day), time: times[Math.floor((shown - day * dayInMs) / minuteInMs)] ?? '', offsetMinutes };
}

const twoDigits = (number: number) => String(number).padStart(2, '0');
const times = Array.from(
  { length: 24 * 60 },
  (_, minute) => `${twoDigits(Math.floor(minute / 60))}:${twoDigits(minute % 60)}`,
);

/** Days by their number since 1970. Writing one out is slow, and each page has the same few hundred. */
const daysNamed = new Map<number, string>();

function dayNamed(number: number): string {
  const known = daysNamed.get(number);
  if (known !== undefined) {
    return known;
  }
  const day = new Date(number * dayInMs).toISOString().slice(0, 10);
  daysNamed.set(number, day);
  return day;
}

/** The first minute of a day in London, as an instant in UTC. Throws for what is not a day as `YYYY-MM-DD`. */
export const dayStart = (day: string): string => instantsAt(checkedDay(day), '00:00')[0] ?? '';

/** The last minute of a day in London, as an instant in UTC. Throws for what is not a day as `YYYY-MM-DD`. */
export const dayEnd = (day: string): string => instantsAt(checkedDay(day), '23:59').at(-1) ?? '';

/** Offset of London in minutes. Its clocks have never changed twice within one UTC day. */
function offsetAt(ms: number): number {
  const day = Math.floor(ms / dayInMs);
  const before = offsetAtMidnight(day);
  return before === offsetAtMidnight(day + 1) ? before : offsetFromIntl(ms);
}

function offsetAtMidnight(day: number): number {
  const known = offsetsAtMidnight.get(day);
  if (known !== undefined) {
    return known;
  }
  const offset = offsetFromIntl(day * dayInMs);
  offsetsAtMidnight.set(day, offset);
  return offset;
}

function offsetFromIntl(ms: number): number {
  const name = london.formatToParts(ms).find((part) => part.type === 'timeZoneName')?.value ?? 'GMT';
  const match = /^GMT([+-])(\d{2}):(\d{2})/.exec(name);
  return match === null ? 0 : (match[1] === '-' ? -1 : 1) * (Number(match[2]) * 60 + Number(match[3]));
}

function checkedDay(day: string): string {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(day);
  if (match === null) {
    throw badInput(`"${day}" is not a day written like 2012-03-02.`);
  }
  try {
    return calendarDay(Number(match[1]), Number(match[2]), Number(match[3]));
  } catch (error) {
    throw error instanceof NotADate ? badInput(`"${day}" is not a date: ${error.message}.`) : error;
  }
}
