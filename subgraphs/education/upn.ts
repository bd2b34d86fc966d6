import type { Branded } from '../kit/identifiers/branded.ts';

/** Unique Pupil Number, thirteen characters in upper case: `B801200005001`, or temporary `M80120000500A`. */
export type Upn = Branded<'Upn'>;

/** The 23 letters of UPNs, each worth its place from 0: no I, O or S. */
const letters = 'ABCDEFGHJKLMNPQRTUVWXYZ';

/**
 * Gives a UPN in its one form, or null when its shape or check letter is wrong. Takes spaces and lower case. The check
 * letter is the sum of value times position (2 to 13) by its remainder by 23; a temporary UPN ends in a letter, which
 * counts by its place: Government Data Standards Catalogue, Unique Pupil Number 2.0,
 * http://www.govtalk.gov.uk/gdsc/html/noframes/UniquePupilNumber-2-0-Release.htm.
 */
export function parseUpn(value: string): Upn | null {
  const compact = value.replace(/\s/g, '').toUpperCase();
  if (!/^[A-HJ-NP-RT-Z]\d{11}[\dA-HJ-NP-RT-Z]$/.test(compact)) {
    return null;
  }
  const sum = [...compact.slice(1)].reduce((total, character, place) => total + worth(character) * (place + 2), 0);
  return letters.charAt(sum % letters.length) === compact.charAt(0) ? (compact as Upn) : null;
}

const worth = (character: string) => (/\d/.test(character) ? Number(character) : letters.indexOf(character));

/** How a UPN is matched to a pupil and noticed in words. */
export const upn = {
  label: 'unique pupil number',
  parse: parseUpn,
  inText: /\b[a-z] ?\d{3} ?\d{4} ?\d{2} ?\d{2}[\da-z]\b/gi,
};
