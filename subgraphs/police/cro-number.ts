import type { Branded } from '../kit/identifiers/branded.ts';
import { checkLetter } from './check-letter.ts';

/** Criminal Records Office number: `000123/81` or, on the smaller file, `SF81/123`, each with its check letter. */
export type CroNumber = Branded<'CroNumber'>;

/**
 * Gives a CRO number in its one form, or null when its shape or check letter is wrong. The check letter is made of the
 * two-digit year and the serial, padded to six digits in the standard form and as written in the SF form:
 * https://github.com/ministryofjustice/hmpps-person-record (CROIdentifier).
 */
export function parseCroNumber(value: string): CroNumber | null {
  const compact = value.replace(/\s/g, '').toUpperCase();
  return standardForm(compact) ?? smallFileForm(compact);
}

function standardForm(compact: string): CroNumber | null {
  const [, serial, year, letter] = /^(\d{1,6})\/(\d{2})([A-Z])$/.exec(compact) ?? [];
  if (serial === undefined || year === undefined) {
    return null;
  }
  const padded = serial.padStart(6, '0');
  return checkLetter(year + padded) === letter ? (`${padded}/${year}${letter}` as CroNumber) : null;
}

function smallFileForm(compact: string): CroNumber | null {
  const [, year, serial, letter] = /^SF(\d{2})\/(\d{1,6})([A-Z])$/.exec(compact) ?? [];
  if (serial === undefined || year === undefined) {
    return null;
  }
  return checkLetter(year + serial) === letter ? (compact as CroNumber) : null;
}

/** How a CRO number is matched to a person and noticed in words. */
export const croNumber = {
  label: 'CRO number',
  parse: parseCroNumber,
  inText: /\b(?:SF\d{2}\/\d{1,6}|\d{1,6}\/\d{2})[a-z]\b/gi,
};
