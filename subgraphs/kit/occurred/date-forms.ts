import { isoDay, yearFrom } from './calendar.ts';
import { NotADate } from './not-a-date.ts';
import {
  dayOf,
  monthOf,
  quarterOf,
  type SeasonName,
  schoolYearOf,
  seasonOf,
  type TermName,
  termOf,
  yearOf,
  yearsFrom,
} from './periods.ts';
import { monthNumber, monthPattern } from './plain-words.ts';
import type { Reading } from './reading.ts';

/** One way to write a date, and what it says. The groups of the pattern are the arguments. */
type Form = readonly [pattern: RegExp, read: (...groups: readonly string[]) => Reading];

const between = '[ ./-]*';
const form = (pattern: string, read: Form[1]): Form => [new RegExp(`^${pattern}$`), read];

/** Days of the year that have a name and the same date every year. */
const namedDays: Readonly<Record<string, readonly [month: number, day: number]>> = {
  'christmas day': [12, 25],
  'christmas eve': [12, 24],
  'boxing day': [12, 26],
  "new year's day": [1, 1],
  "new year's eve": [12, 31],
};

const forms: readonly Form[] = [
  form('(\\d{1,2}) ?([/.-]) ?(\\d{1,2}) ?([/.-]) ?(\\d{4}|\\d{2})', readNumbers),
  form('(\\d{4})[/.](\\d{1,2})[/.](\\d{1,2})', (year, month, day) =>
    dayOf(yearFrom(year!), Number(month), Number(day)),
  ),
  form(`(\\d{1,2})${between}${monthPattern}${between}'?(\\d{4}|\\d{2})`, (day, month, year) =>
    dayOf(yearFrom(year!), monthNumber(month!), Number(day)),
  ),
  form(`${monthPattern} (\\d{1,2}) (\\d{4})`, (month, day, year) =>
    dayOf(yearFrom(year!), monthNumber(month!), Number(day)),
  ),
  form(`${monthPattern}${between}(?:'(?=\\d{2}$))?(\\d{4}|(?<=')\\d{2})`, (month, year) =>
    monthOf(yearFrom(year!), monthNumber(month!)),
  ),
  form('(\\d{1,2})[/.-](\\d{4})', readMonthOfYear),
  form('xx?[/.-](\\d{1,2})[/.-](\\d{4}|\\d{2})', readMonthOfYear),
  form('q([1-4])[ /-]*(\\d{4})', (quarter, year) => quarterOf(yearFrom(year!), Number(quarter))),
  form('(\\d{4})[ /-]*q([1-4])', (year, quarter) => quarterOf(yearFrom(year!), Number(quarter))),
  form('(spring|summer|autumn|winter) (\\d{4})', (name, year) => seasonOf(yearFrom(year!), name as SeasonName)),
  form('winter (\\d{4})/(\\d{4}|\\d{2})', (year, next) => {
    schoolYearOf(yearFrom(year!), next!);
    return seasonOf(yearFrom(year!), 'winter');
  }),
  form('(spring|summer|autumn) term (\\d{4})', (name, year) => termOf(yearFrom(year!), name as TermName)),
  form('(spring|summer|autumn) term (\\d{4})/(\\d{4}|\\d{2})', (name, year, next) => {
    schoolYearOf(yearFrom(year!), next!);
    return termOf(yearFrom(year!) + (name === 'autumn' ? 0 : 1), name as TermName);
  }),
  form('(?:(?:school|academic) year )?(\\d{4})/(\\d{4}|\\d{2})', (year, next) => schoolYearOf(yearFrom(year!), next!)),
  form('(?:school|academic) year (\\d{4})-(\\d{4}|\\d{2})', (year, next) => schoolYearOf(yearFrom(year!), next!)),
  form('(\\d{4})', (year) => yearOf(yearFrom(year!))),
  form("(\\d{3}0)'?s", (year) => yearsFrom(yearFrom(year!), 10)),
  form(`(${Object.keys(namedDays).join('|')}) (\\d{4})`, readNamedDay),
  form('christmas (\\d{4})', (year) => ({ ...readNamedDay('christmas day', year), approximate: true })),
];

/** Reads a date without time, qualifier or weekday. Gives null for what is written in no such way. Throws `NotADate`. */
export function readForm(words: string): Reading | null {
  for (const [pattern, read] of forms) {
    const match = pattern.exec(words);
    if (match !== null) {
      return read(...match.slice(1));
    }
  }
  return null;
}

function readNumbers(...[day, one, month, other, year]: readonly string[]): Reading {
  if (one !== other && (one === '-' || other === '-')) {
    throw new NotADate('its hyphen may part two dates or the parts of one; write "to" between two dates');
  }
  return dayOf(yearFrom(year!), Number(month), Number(day));
}

function readMonthOfYear(...[month, year]: readonly string[]): Reading {
  const first = isoDay(yearFrom(year!), Number(month), 1);
  return monthOf(Number(first.slice(0, 4)), Number(month));
}

function readNamedDay(...[name, year]: readonly string[]): Reading {
  const [month, day] = namedDays[name!] ?? [12, 25];
  return dayOf(yearFrom(year!), month, day);
}
