import type { Branded } from '../kit/identifiers/branded.ts';

/** Unique Learner Number, ten digits: `9276308686`. */
export type Uln = Branded<'Uln'>;

/**
 * Gives a ULN in its one form, or null when its shape or check digit is wrong. Takes spaces. The first digit is not 0,
 * and the digits weighted 10 to 1 leave 10 by 11, so that no ULN is an NHS number: HESA, Student record, Unique Learner
 * Number, https://www.hesa.ac.uk/collection/c17051/a/ULN.
 */
export function parseUln(value: string): Uln | null {
  const digits = value.replace(/\s/g, '');
  if (!/^[1-9]\d{9}$/.test(digits)) {
    return null;
  }
  const sum = [...digits].reduce((total, digit, place) => total + Number(digit) * (10 - place), 0);
  return sum % 11 === 10 ? (digits as Uln) : null;
}

/** How a ULN is matched to a learner and noticed in words. */
export const uln = {
  label: 'unique learner number',
  parse: parseUln,
  inText: /\b[1-9]\d{2}[ \u00a0]?\d{3}[ \u00a0]?\d{4}\b/g,
};
