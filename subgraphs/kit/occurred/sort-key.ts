import { badInput } from '../errors.ts';
import type { Occurred } from './occurred.ts';

const noInstant = '9'.repeat(12);
const longestCode = 24;
const longestSequence = 10;

/**
 * The place of an entry in the one order of a chronology: text whose plain comparison (code units, `COLLATE "C"`) is the
 * order by `earliest ?? latest`, then `latest`, organisation code, sequence and entry id. Undated entries come last.
 * `sortInstant`, when not null, stands for both bounds: see `withSortTimes`. All but the entry id has a fixed width.
 * Throws BAD_USER_INPUT for a code of more than 24 characters, a sequence that is no whole number of ten digits at most,
 * and anything outside printable ASCII.
 */
export function sortKey(
  occurred: Pick<Occurred, 'earliest' | 'latest'>,
  organisationCode: string,
  sequence: number,
  entryId: string,
  sortInstant: string | null = null,
): string {
  const first = sortInstant ?? occurred.earliest ?? occurred.latest;
  const last = sortInstant ?? occurred.latest;
  return `${digitsOf(first)}${digitsOf(last)}${codeField(organisationCode)}${sequenceField(sequence)}${idField(entryId)}`;
}

/** An instant as `YYYYMMDDHHMM` in UTC; none is later than all. */
const digitsOf = (instant: string | null): string => instant?.replace(/\D/g, '') ?? noInstant;

/** Padded with spaces, which come before every character of a code: `HOS` before `HOS1`. */
function codeField(code: string): string {
  if (code.length > longestCode || !/^[!-~]+$/.test(code)) {
    throw badInput(`"${code}" is not an organisation code of 1 to ${longestCode} letters, digits and signs.`);
  }
  return code.padEnd(longestCode, ' ');
}

function sequenceField(sequence: number): string {
  if (!Number.isSafeInteger(sequence) || sequence < 0 || sequence >= 10 ** longestSequence) {
    throw badInput(`"${sequence}" is not a sequence: it is a whole number from 0 to ${10 ** longestSequence - 1}.`);
  }
  return String(sequence).padStart(longestSequence, '0');
}

function idField(entryId: string): string {
  if (!/^[!-~]+$/.test(entryId)) {
    throw badInput(`"${entryId}" is not an entry id of letters, digits and signs.`);
  }
  return entryId;
}
