/** The 23 letters of police check letters: no I, O or S, and Z first. */
const letters = 'ZABCDEFGHJKLMNPQRTUVWXY';

/**
 * Gives the check letter of a number in digits, by its remainder by 23. One rule for PNC ids and CRO numbers:
 * https://github.com/ministryofjustice/hmpps-person-record.
 */
export const checkLetter = (digits: string): string => letters.charAt(Number(digits) % letters.length);
