import type { Branded } from '../kit/identifiers/branded.ts';

/** A council's own number for a person in its case system, upper case and without spaces: `1048213`, `C-48213`. */
export type PersonId = Branded<'PersonId'>;

/**
 * Gives a person id in its one form, or null when its shape is wrong. Each council numbers in its own way, so there is
 * no check digit and only the shape is looked at: 4 to 12 digits, and up to three letters before them. That it is
 * local, and kept beside the NHS number, is the Standard Safeguarding Dataset's rule:
 * https://github.com/data-to-insight/ssd-data-model.
 */
export function parsePersonId(value: string): PersonId | null {
  const compact = value.replace(/\s/g, '').toUpperCase();
  return /^(?:[A-Z]{1,3}-?)?\d{4,12}$/.test(compact) ? (compact as PersonId) : null;
}

/** How a person id is matched, and noticed in words: only after what announces it, as by itself it is any number. */
export const personId = {
  label: 'social care person id',
  parse: parsePersonId,
  inText: /(?<=\b(?:person|client|mosaic|lcs|eclipse)\s(?:id|no\.?|number):?\s?)(?:[a-z]{1,3}-?)?\d{4,12}\b/gi,
};
