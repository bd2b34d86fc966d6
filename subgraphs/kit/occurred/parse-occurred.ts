import { badInput } from '../errors.ts';
import { readEdtf } from './edtf-forms.ts';
import { refuseDateLike } from './looks-like-date.ts';
import { NotADate } from './not-a-date.ts';
import type { Occurred } from './occurred.ts';
import { plainWords } from './plain-words.ts';
import { noDay, type Reading } from './reading.ts';
import { readOpen, readRange } from './several-dates.ts';
import { readSingle } from './single-date.ts';

/** A date as read, and what its writer must be told about the reading: a sentence, or null. */
export type DateReading = { readonly occurred: Occurred; readonly note: string | null };

const longestText = 200;

/**
 * Reads when something happened, from EDTF or from what people in Britain type; days are days in London, days come
 * before months, and years of two digits are 1950 to 2049. Words that state no day give UNKNOWN.
 * Throws BAD_USER_INPUT for what looks like a date and is not one; it guesses nothing and drops no qualifier.
 */
export function readDate(text: string): DateReading {
  const { note, ...when } = refusing(text, () => readWords(text));
  return { occurred: { text, ...when }, note };
}

/** The date of `readDate` alone. */
export const parseOccurred = (text: string): Occurred => readDate(text).occurred;

/** Runs a reading, and turns a `NotADate` into a refusal that names the text. */
export function refusing(text: string, read: () => Reading): Reading {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof NotADate)) {
      throw error;
    }
    const quoted = text.length > longestText ? `${text.slice(0, 80)}…` : text;
    throw badInput(`"${quoted}" is not a date: ${error.message}.`);
  }
}

function readWords(text: string): Reading {
  if (text.length > longestText) {
    throw new NotADate(`it is longer than ${longestText} characters`);
  }
  if (text.includes('\u0000') || !text.isWellFormed()) {
    throw new NotADate('it holds the character U+0000 or half of a character');
  }
  const words = plainWords(text);
  const reading = readEdtf(text.trim()) ?? readSingle(words) ?? readOpen(words) ?? readRange(words);
  if (reading === null) {
    refuseDateLike(words);
  }
  return reading ?? noDay;
}
