import { monthName, partsOf } from './calendar.ts';
import { takeTime } from './clock-time.ts';
import { withoutDoubt } from './doubt.ts';
import { inLondon } from './london.ts';
import { NotADate } from './not-a-date.ts';
import { monthPattern } from './plain-words.ts';
import { joinRange, openEnd, openStart, strictlyAfter, strictlyBefore } from './range.ts';
import { type Reading, withDoubt } from './reading.ts';
import { readSingle } from './single-date.ts';

/** Ways to state only one end, tried in order. The group is the date. */
const openings: readonly (readonly [RegExp, (bound: Reading) => Reading])[] = [
  [/^(?:on or before|up until|up to|by|until|till|no later than|not later than) (.+)$/, openStart],
  [/^(?:before|prior to|pre|earlier than)[ -](.+)$/, strictlyBefore],
  [/^(?:on or after|since|from) (.+)$/, openEnd],
  [/^(?:after|post|later than)[ -](.+)$/, strictlyAfter],
  [/^(?:from |since )?(.+?)(?: (?:-|to|until|till))? (?:onwards?|on|ongoing|present|date|now|today)$/, openEnd],
  [/^(.+) (?:or|and) (?:before|earlier)$/, openStart],
  [/^(.+) (?:or|and) (?:after|later)$/, openEnd],
];

/** Reads a date that is open on one side: "before 3 March 2012", "03/03/2012 onwards". Null when it is none. */
export function readOpen(words: string): Reading | null {
  const { rest, doubtful } = withoutDoubt(words);
  for (const [pattern, open] of openings) {
    // "Before Christmas" is before 25 December, and no less sure than that.
    const stated = pattern.exec(rest)?.[1]?.replace(/^christmas(?= \d{4}$)/, 'christmas day');
    const bound = stated === undefined ? null : readSingle(stated);
    if (bound !== null) {
      return withDoubt(open(bound), doubtful);
    }
  }
  return null;
}

/** Reads a date that has two ends: "between 25/07/2023 and 04/08/2023", "16-17 November 2024". Null when it is none. */
export function readRange(words: string): Reading | null {
  const { rest, doubtful } = withoutDoubt(words);
  const nights = /^(?:overnight|night) /.test(rest);
  const between = /^(?:any time )?between /.test(rest);
  const plain = rest.replace(/^(?:overnight|night|any time between|between|from) (?:on )?/, '');
  for (const separator of separatorsIn(plain, between)) {
    const [from, to] = [plain.slice(0, separator.index), plain.slice(separator.index + separator.length)];
    const reading = readEnds(from.trim(), to.trim());
    if (reading !== null && /&|and/.test(separator.words) && !between) {
      throw new NotADate('it names two dates: make two entries, or write "to" between them');
    }
    if (reading !== null) {
      return withDoubt(reading, doubtful || nights || separator.words === ' or ');
    }
  }
  return null;
}

type Separator = { readonly index: number; readonly length: number; readonly words: string };

/** Where words may be split in two: at every word that says so, or at the one hyphen or slash there is. */
function separatorsIn(words: string, between: boolean): readonly Separator[] {
  const spoken = between ? / (?:and|to|-) /g : / (?:to|until|till|-|or|and|&) /g;
  const found = [...words.matchAll(spoken)];
  const tight = ['-', '/'].filter((sign) => words.split(sign).length === 2);
  return [...found.map((match) => ({ index: match.index, length: match[0].length, words: match[0] }))].concat(
    tight.slice(0, 1).map((sign) => ({ index: words.indexOf(sign), length: 1, words: sign })),
  );
}

function readEnds(from: string, to: string): Reading | null {
  const startTime = timeAlone(from);
  const endTime = timeAlone(to);
  if (endTime) {
    const start = startTime ? null : readSingle(from);
    const day = start?.earliest;
    return start === null || day === null || day === undefined ? null : joined(start, `${inLondon(day).day} ${to}`);
  }
  const end = readSingle(to);
  if (end === null || end.earliest === null) {
    return null;
  }
  const { day } = inLondon(end.earliest);
  if (startTime) {
    const start = readSingle(`${day} ${from}`);
    return start === null ? null : joinRange(start, end);
  }
  const start = readSingle(completed(from, day));
  return start === null ? null : joinRange(start, end);
}

function joined(start: Reading, to: string): Reading | null {
  const end = readSingle(to);
  return end === null ? null : joinRange(start, end);
}

const dayAlone = /^(?:[a-z]+ )?(\d{1,2})$/;
const dayAndMonth = /^(?:[a-z]+ )?\d{1,2}[/.]\d{1,2}$/;
const monthLast = new RegExp(`(?:${monthPattern}|spring|summer|autumn|winter|term)$`);

/** The start with the month and year of the end where it has none of its own: "16" of "16-17 November 2024". */
function completed(from: string, endDay: string): string {
  const { year, month } = partsOf(endDay);
  if (dayAlone.test(from)) {
    return `${from} ${monthName(month)} ${year}`.toLowerCase();
  }
  if (dayAndMonth.test(from)) {
    return `${from}/${year}`;
  }
  return monthLast.test(from) ? `${from} ${year}` : from;
}

function timeAlone(words: string): boolean {
  const taken = takeTime(withoutDoubt(words).rest);
  return taken !== null && taken.rest === '' && taken.time.kind === 'clock';
}
