import { CaseReviewError } from '../errors.ts';
import { inLondon } from '../occurred/london.ts';
import { parseOccurred } from '../occurred/parse-occurred.ts';
import type { IdentifierScheme } from './identifier-scheme.ts';

/** Words that say that a date of birth follows. */
const BEFORE_IT = /^(?:d\.?o\.?b\.?|date of birth|born(?: on)?)[\s:]*/i;

/** A date of birth with words that say it is one, in whatever way people write it, as an ISO day; null for anything else. */
export function parseDateOfBirth(text: string): string | null {
  try {
    const { precision, earliest } = parseOccurred(text.trim().replace(BEFORE_IT, ''));
    return precision === 'DAY' && earliest !== null ? inLondon(earliest).day : null;
  } catch (error) {
    if (error instanceof CaseReviewError) {
      return null;
    }
    throw error;
  }
}

/** Dates of birth, which every agency knows people by. */
export const dateOfBirth: IdentifierScheme = {
  label: 'date of birth',
  parse: parseDateOfBirth,
  inText:
    /\b(?:d\.?o\.?b\.?|date of birth|born(?: on)?)[\s:]*(?:\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}|\d{1,2}(?:st|nd|rd|th)? [A-Za-z]{3,9} \d{4}|\d{4}-\d\d-\d\d)/gi,
};
