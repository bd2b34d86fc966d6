import type { Branded } from '../kit/identifiers/branded.ts';
import { checkLetter } from './check-letter.ts';

/** Two-digit year, seven-digit serial and check letter: `81/0000034U`. */
export type PncId = Branded<'PncId'>;

const shapes = [/^(?:\d{2})?(\d{2})\/(\d{1,7})([A-Z])$/, /^(?:\d{2})?(\d{2})(\d{7})([A-Z])$/];

/**
 * Gives a Police National Computer id in its one form, or null when its shape or check letter is wrong. Takes the year
 * in two or four digits, a serial without its leading zeros, and spaces. The century is dropped: the check letter is
 * made without it, and to guess it where it was left out would keep two writings of one id apart.
 * Shape: https://www.criminaljusticehub.org.uk/jargon-buster/police-national-computer-id-pnc-id/; check letter of
 * two-digit year and padded serial: https://github.com/ministryofjustice/hmpps-person-record.
 */
export function parsePncId(value: string): PncId | null {
  const compact = value.replace(/\s/g, '').toUpperCase();
  const [, year, serial, letter] = shapes.map((shape) => shape.exec(compact)).find((match) => match !== null) ?? [];
  if (year === undefined || serial === undefined) {
    return null;
  }
  const padded = serial.padStart(7, '0');
  return checkLetter(year + padded) === letter ? (`${year}/${padded}${letter}` as PncId) : null;
}

/** How a PNC id is matched to a person and noticed in words. */
export const pncId = {
  label: 'PNC ID',
  parse: parsePncId,
  inText: /\b(?:\d{4}|\d{2})\/\d{1,7}[a-z]\b/gi,
};
