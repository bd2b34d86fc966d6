import { decodeProtectedHeader } from 'jose';
import { type LogRow, ROW_FORM } from './log-rows.ts';
import { leafHash, rootOf } from './merkle.ts';
import { leavesOf, type Seal, type StoredSeal, sealHash, statedSeal } from './seal.ts';

/** What does not fit in a log: the first row of it, where that is known, and a sentence. */
export type Fault = { readonly row: number | null; readonly seal: number; readonly sentence: string };

/** What is wrong with a seal as the next one of its chain, whatever its rows are; null when nothing is. */
export function chainFault(
  chain: string,
  previous: string | null,
  { number, signed, leaves }: StoredSeal,
): Fault | null {
  const seal = statedSeal(signed);
  const before = previous === null ? null : statedSeal(previous);
  const fault = (sentence: string): Fault => ({ row: null, seal: number, sentence });
  const expected = (before?.number ?? 0) + 1;
  if (seal.chain !== chain) {
    return fault(`The seal ${number} is one of the log "${seal.chain}".`);
  }
  if (number !== expected || seal.number !== expected) {
    return fault(`The seal ${expected} is missing: seal ${number} is in its place.`);
  }
  if (seal.previous !== (previous === null ? null : sealHash(previous)) || seal.from !== (before?.to ?? 0) + 1) {
    return fault(`The seal ${number} does not follow the seal before it.`);
  }
  if (seal.form !== ROW_FORM) {
    return fault(`The seal ${number} is over rows in the form ${seal.form}; this release reads the form ${ROW_FORM}.`);
  }
  const kept = leavesOf({ leaves });
  if (kept.length !== seal.size || leaves.length % 32 !== 0 || rootOf(kept).toString('hex') !== seal.root) {
    return fault(`The hashes kept with the seal ${number} are not those it was made over.`);
  }
  return null;
}

/** What is wrong with the key of a seal: one that had been changed by the seal before is in nobody's right hands. */
export function keyFault(
  previous: string | null,
  { number, signed }: StoredSeal,
  kids: readonly string[],
): Fault | null {
  const age = (seal: string) => kids.indexOf(decodeProtectedHeader(seal).kid ?? '');
  return previous !== null && age(signed) < age(previous)
    ? { row: null, seal: number, sentence: `The seal ${number} is signed with a key that had been changed by then.` }
    : null;
}

/** The first of these rows that is not as it was sealed; null when all are. The seal itself has been found right. */
export function rowFault(stored: StoredSeal, rows: readonly LogRow[]): Fault | null {
  const seal = statedSeal(stored.signed);
  const kept = leavesOf(stored);
  for (let index = 0; index < Math.max(kept.length, rows.length); index++) {
    const row = rows[index];
    const leaf = kept[index];
    if (row === undefined || leaf === undefined || !leafHash(row.bytes).equals(leaf)) {
      return differing(seal, kept, rows, index);
    }
  }
  return null;
}

/** Says what happened at the first place where rows and hashes differ. */
function differing(seal: Seal, kept: readonly Buffer[], rows: readonly LogRow[], index: number): Fault {
  const fault = (row: number | null, sentence: string): Fault => ({ row, seal: seal.number, sentence });
  const row = rows[index];
  const after = index === 0 ? `from ${seal.from} on` : `after row ${rows[index - 1]?.number}`;
  if (row === undefined) {
    return fault(null, `A row is missing ${after}, of those that seal ${seal.number} covers.`);
  }
  const isSealedHere = (place: number, of: LogRow | undefined) =>
    of !== undefined && kept[place]?.equals(leafHash(of.bytes)) === true;
  if (isSealedHere(index + 1, row)) {
    return fault(row.number, `A row is missing ${after}, before row ${row.number}.`);
  }
  if (kept[index] === undefined || isSealedHere(index, rows[index + 1])) {
    return fault(row.number, `The row ${row.number} was added after seal ${seal.number} was made.`);
  }
  return fault(row.number, `The row ${row.number} is not as it was when seal ${seal.number} was made.`);
}
