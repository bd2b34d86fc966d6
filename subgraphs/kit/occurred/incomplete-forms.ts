import { NotADate } from './not-a-date.ts';
import { monthPattern } from './plain-words.ts';

const yearMissing = () => 'the year is missing';

/** Ways to write half a date, and what it lacks. */
const incompleteForms: readonly (readonly [RegExp, (found: string) => string])[] = [
  [/^(?:0?[1-9]|[12]\d|3[01]) ?[/.-] ?(?:0?[1-9]|1[0-2])$/, yearMissing],
  [/^\d{1,2} ?\/ ?\d{1,2}$/, yearMissing],
  [new RegExp(`^(?:\\d{1,2}[ ./-]*)?${monthPattern}$`), yearMissing],
  [
    new RegExp(`^${monthPattern}[ ./-]*(?<found>\\d{1,2})$`),
    (found) => `${found} may be a day or a year: write the year in full`,
  ],
  [/^(?:spring|summer|autumn|winter)(?: term)?$/, yearMissing],
  [/^(?:christmas(?: day| eve)?|boxing day|new year's (?:day|eve))$/, yearMissing],
  [
    /^(?<found>easter|good friday|whitsun|ramadan|eid|diwali|passover|half[ -]term)(?: (?:day|sunday|monday))?(?: \d{4})?$/,
    (found) => `${found.charAt(0).toUpperCase()}${found.slice(1)} is not on the same days every year: write the day`,
  ],
  [/^'?\d0'?s$/, () => 'the century is missing'],
  [/^(?:mon|tues|wednes|thurs|fri|satur|sun)day$/, () => 'a weekday alone is not a day: the date is missing'],
];

/** Throws `NotADate` for half a date ("03/04", "March", "Easter 2023"), saying which half is missing. */
export function refuseIncomplete(words: string): void {
  for (const [pattern, reason] of incompleteForms) {
    const match = pattern.exec(words);
    if (match !== null) {
      throw new NotADate(reason(match.groups?.['found'] ?? ''));
    }
  }
}
