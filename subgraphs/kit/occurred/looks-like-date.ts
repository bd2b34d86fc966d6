import { NotADate } from './not-a-date.ts';
import { monthPattern } from './plain-words.ts';

/** Signs that words mean a date: a year, a day and a month, a time. */
const dateLike: readonly RegExp[] = [
  /\b\d{4}\b/,
  /\b\d{1,4}[/-]\d{1,2}[/-]\d{1,4}\b/,
  /\b\d{1,2}\/\d{1,2}\b/,
  /\b\d{1,2}\.\d{1,2}\.\d{2,4}\b/,
  new RegExp(`\\b${monthPattern}[ ./-]*\\d`),
  new RegExp(`\\d[ ./-]*${monthPattern}(?![a-z])`),
  /\b\d{1,2}[:h]\d{2}\b/,
  /\b\d{1,2}(?:\.\d{2})? ?[ap]\.?m\b/,
];

/** Throws `NotADate` when words that could not be read look like a date after all; they may not pass as "no date". */
export function refuseDateLike(words: string): void {
  if (/^\d{1,2}$/.test(words)) {
    throw new NotADate('the month and the year are missing');
  }
  if (/^\d{5}(?:\.\d+)?$/.test(words)) {
    throw new NotADate("it may be a spreadsheet's number for a day: give the column the format of a date");
  }
  if (/^\d+$/.test(words)) {
    throw new NotADate('it is only digits: write it like 2 March 2012 or 02/03/2012');
  }
  if (dateLike.some((pattern) => pattern.test(words))) {
    throw new NotADate(
      'it is not written in a way that can be read; write it like 2 March 2012, March 2012 or from 2 March 2012 to 5 March 2012',
    );
  }
}
