import type { Branded } from '../../../subgraphs/kit/identifiers/branded.ts';

/** Reference of a tenancy: `HSG`, seven digits and a check digit: `HSG-2048137-6`. Invented for tests. */
export type TenancyReference = Branded<'TenancyReference'>;

/**
 * Gives a tenancy reference in its one form, or null when its shape or check digit is wrong. Takes spaces and lower
 * case. The check digit is the sum of each digit times its place (1 to 7), by its remainder by 10.
 */
export function parseTenancyReference(value: string): TenancyReference | null {
  const [, digits, check] = /^HSG-?(\d{7})-?(\d)$/.exec(value.replace(/\s/g, '').toUpperCase()) ?? [];
  if (digits === undefined) {
    return null;
  }
  const sum = [...digits].reduce((total, digit, place) => total + Number(digit) * (place + 1), 0);
  return sum % 10 === Number(check) ? (`HSG-${digits}-${check}` as TenancyReference) : null;
}

/** How a tenancy is matched to a person and noticed in words. */
export const tenancyReference = {
  label: 'tenancy reference',
  parse: parseTenancyReference,
  inText: /\bHSG-?\d{7}-?\d\b/gi,
};
