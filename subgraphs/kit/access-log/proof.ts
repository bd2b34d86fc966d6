import type pg from 'pg';
import type { VerifyingKey } from '../service/public-keys.ts';
import { rowsBetween } from './log-rows.ts';
import { leafHash, pathOf, rootFrom, type Step } from './merkle.ts';
import { leavesOf, verifiedSeal } from './seal.ts';

/** All that is needed to see, without the log, that a row was in it when it was sealed. */
export type Proof = {
  /** The row as it was hashed: its columns as PostgreSQL writes a composite value. */
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
    const leaf = leafHash(row.text);
    const leaves = leavesOf(seal);
    const index = leaves.findIndex((each) => each.equals(leaf));
    return index < 0 ? null : { row: row.text, steps: pathOf(leaves, index), seal: seal.signed };
  } finally {
    client.release();
  }
}

/** Tells which seal covers the row of a proof, with nothing but the sealer's public key. Throws when none does. */
export async function checkProof({ row, steps, seal }: Proof, key: VerifyingKey) {
  const stated = await verifiedSeal(seal, key);
  if (rootFrom(leafHash(row), steps).toString('hex') !== stated.root) {
    throw new Error('The row does not lead to the root of the seal.');
  }
  return stated;
}
