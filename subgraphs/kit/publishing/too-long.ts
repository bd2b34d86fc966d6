import { CaseReviewError } from '../errors.ts';

/** Bytes of a signed publication that the hub takes. */
export const LONGEST_PUBLICATION = 16 * 1024 * 1024;

/**
 * Refuses what could never be delivered before it is published. A manifest states the whole, so it is not split: half a
 * publication would be half a chronology. Throws LIMIT_EXCEEDED.
 */
export function refuseTooLong(code: string, entries: number, signed: string): void {
  if (signed.length > LONGEST_PUBLICATION) {
    const size = (signed.length / 1024 / 1024).toFixed(1);
    throw new CaseReviewError(
      'LIMIT_EXCEEDED',
      `The publication of ${code} would be ${size} MB with its ${entries} entries, and the hub takes 16 MB: leave entries out of the draft. Nothing was published.`,
    );
  }
}
