import type { Branded } from './branded.ts';

/** Ten digits without spaces, check digit right: `9434765919`. */
export type NhsNumber = Branded<'NhsNumber'>;

/** Weights of the first nine digits. */
const weights = [10, 9, 8, 7, 6, 5, 4, 3, 2] as const;

/**
 * Gives an NHS number in its one form, or null when its shape or check digit is wrong. Takes spaces and hyphens.
 * The check digit is 11 less the weighted sum's remainder by 11; 11 stands for 0 and 10 is never given out: NHS Data
 * Dictionary, https://v2.datadictionary.nhs.uk/data_dictionary/attributes/n/nhs_number_de.asp.
 */
export function parseNhsNumber(value: string): NhsNumber | null {
  const digits = value.replace(/[\s-]/g, '');
  if (!/^\d{10}$/.test(digits)) {
    return null;
  }
  const sum = weights.reduce((total, weight, place) => total + weight * Number(digits[place]), 0);
  return (11 - (sum % 11)) % 11 === Number(digits[9]) ? (digits as NhsNumber) : null;
}

/** How an NHS number is matched to a person and noticed in words. Health and social care both hold it. */
export const nhsNumber = {
  label: 'NHS number',
  parse: parseNhsNumber,
  inText: /\b\d{3}[ \u00a0-]?\d{3}[ \u00a0-]?\d{4}\b/g,
};
