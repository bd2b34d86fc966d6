import type pg from 'pg';
import type { VerifyingKey } from '../service/public-keys.ts';
import { ROW_FORM, rowsBetween } from './log-rows.ts';
import { leafHash, pathOf, rootFrom, type Step } from './merkle.ts';
import { readRow, type SealedRow } from './read-row.ts';
import { leavesOf, type Seal, verifiedSeal } from './seal.ts';

/** All that is needed to see, without the log, that a row was in it when it was sealed. */
export type Proof = {
  /** The row as it was hashed, in hexadecimal; `readRow` says what it tells. */
  readonly row: string;
  readonly steps: readonly Step[];
  /** The seal, signed: a compact JWS. */
  readonly seal: string;
};

/** The proof of one row, null where there is no such row or no seal covers it yet. */
export async function proofOf(pool: pg.Pool, number: number): Promise<Proof | null> {
  const { rows } = await pool.query<{ signed: string; leaves: Buffer; from_number: string }>(
    'SELECT signed, leaves, from_number FROM access_seal WHERE $1 BETWEEN from_number AND to_number',
    [number],
  );
  const [seal] = rows;
  const client = await pool.connect();
  try {
    const [row] = await rowsBetween(client, number - 1, number);
    if (seal === undefined || row === undefined) {
      return null;
    }
    const leaf = leafHash(row.bytes);
    const leaves = leavesOf(seal);
    const index = leaves.findIndex((each) => each.equals(leaf));
    return index < 0 ? null : { row: row.bytes.toString('hex'), steps: pathOf(leaves, index), seal: seal.signed };
  } finally {
    client.release();
  }
}

/** A row that was in a log, and the seal over it. */
export type Proven = { readonly row: SealedRow; readonly seal: Seal };

/** Tells what the row of a proof says, and which seal covers it, with nothing but the sealer's public key. Throws when none does. */
export async function checkProof({ row, steps, seal }: Proof, key: VerifyingKey): Promise<Proven> {
  const stated = await verifiedSeal(seal, key);
  const bytes = Buffer.from(row, 'hex');
  if (stated.form !== ROW_FORM || rootFrom(leafHash(bytes), steps).toString('hex') !== stated.root) {
    throw new Error('The row does not lead to the root of the seal.');
  }
  return { row: readRow(bytes), seal: stated };
}
