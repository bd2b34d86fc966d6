import { isoDay, yearFrom } from './calendar.ts';
import { atTime, offsetFrom } from './clock-time.ts';
import { NotADate } from './not-a-date.ts';
import { monthOf, quarterOf, schoolYearFollows, seasonOf, seasons, yearOf, yearsFrom } from './periods.ts';
import { joinRange, openEnd, openStart } from './range.ts';
import { type Reading, wholeDays, withDoubt } from './reading.ts';

const dayOrTime = /^(\d{4})-(\d{2})-(\d{2})(?:T(\d{2}):(\d{2})(?::\d{2}(?:\.\d+)?)?(Z|[+-]\d{2}:?\d{2})?)?$/i;
const yearAndCode = /^(\d{4})-(\d{2})$/;

/**
 * Reads a date of ISO 8601-2 (EDTF), levels 0 and 1 with quarters and decades: `2012-03-02T14:20`, `2012-03~`,
 * `2012-01/2012-03`, `../2012-02`, `2012-21`, `201X`. Gives null for what is not written so. Throws `NotADate`.
 */
export function readEdtf(text: string): Reading | null {
  const sides = text.split('/');
  if (sides.length === 1) {
    return readEdtfDate(text);
  }
  const [from, to] = sides;
  if (sides.length > 2 || from === undefined || to === undefined || areYearsOfSchool(from, to)) {
    return null;
  }
  const start = readEdtfDate(from);
  const end = readEdtfDate(to);
  if (start !== null && end !== null) {
    return joinRange(start, end);
  }
  if (start !== null && isOpen(to)) {
    return openEnd(start);
  }
  return end !== null && isOpen(from) ? openStart(end) : null;
}

/** Reads one EDTF date, not an interval. */
export function readEdtfDate(text: string): Reading | null {
  const plain = text.replace(/[?~%]$/, '');
  const reading = readDayOrTime(plain) ?? readYearAndCode(plain) ?? readUnspecified(plain);
  return reading === null ? null : withDoubt(reading, plain !== text);
}

function readDayOrTime(text: string): Reading | null {
  const [, year, month, day, hour, minute, zone] = dayOrTime.exec(text) ?? [];
  if (year === undefined) {
    return null;
  }
  const stated = isoDay(Number(year), Number(month), Number(day));
  if (hour === undefined) {
    return wholeDays(stated, stated, 'DAY');
  }
  if (Number(hour) > 23 || Number(minute) > 59) {
    throw new NotADate(`there is no time ${hour}:${minute}`);
  }
  const offsetMinutes = zone === undefined ? null : offsetFrom(zone);
  return atTime(stated, { kind: 'clock', time: `${hour}:${minute}`, offsetMinutes, midnight: false });
}

/** A month, a season (21 to 24) or a quarter (33 to 36) of a year. */
function readYearAndCode(text: string): Reading | null {
  const [, yearDigits, codeDigits] = yearAndCode.exec(text) ?? [];
  if (yearDigits === undefined) {
    return /^\d{4}$/.test(text) ? yearOf(Number(text)) : null;
  }
  const year = yearFrom(yearDigits);
  const code = Number(codeDigits);
  if (code >= 1 && code <= 12) {
    return monthOf(year, code);
  }
  const followsYear = code === (year + 1) % 100;
  const season = seasons.find((each) => each.code === code);
  const reading = season === undefined ? quarterFrom(year, code) : seasonOf(year, season.name);
  if (reading === null) {
    const hint = followsYear ? `: for the school year write ${year}/${codeDigits}` : '';
    throw new NotADate(`there is no month ${code}${hint}`);
  }
  const schoolYear = `"${text}" is a season or a quarter of ${year} in EDTF; for the school year write ${year}/${codeDigits}.`;
  return followsYear ? { ...reading, note: schoolYear } : reading;
}

const quarterFrom = (year: number, code: number) => (code >= 33 && code <= 36 ? quarterOf(year, code - 32) : null);

/** A date with digits left open: `201X`, `19XX`, `2012-XX`, `2012-03-XX`, `2012-XX-XX`. */
function readUnspecified(text: string): Reading | null {
  const [, century, decade] = /^(\d{2})(\d|X)X$/i.exec(text) ?? [];
  if (century !== undefined && decade !== undefined) {
    return /x/i.test(decade) ? yearsFrom(Number(`${century}00`), 100) : yearsFrom(Number(`${century}${decade}0`), 10);
  }
  const [, year, month] = /^(\d{4})-(\d{2}|XX)(?:-XX)?$/i.exec(text) ?? [];
  if (year === undefined || month === undefined) {
    return null;
  }
  return /x/i.test(month)
    ? yearOf(Number(year))
    : monthOf(Number(year), Number(isoDay(Number(year), Number(month), 1).slice(5, 7)));
}

/** "2017/2018" is what people write for a school year, and EDTF's two calendar years lose. */
function areYearsOfSchool(from: string, to: string): boolean {
  return /^\d{4}$/.test(from) && /^\d{4}$/.test(to) && schoolYearFollows(Number(from), to);
}

const isOpen = (side: string): boolean => side === '..' || side === '';
