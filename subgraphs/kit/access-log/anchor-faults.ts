import type pg from 'pg';
import type { VerifyingKey } from '../service/public-keys.ts';
import { sealHash, verifiedSeal } from './seal.ts';
import type { VerifiedLog } from './verify-log.ts';

type AnchorRow = { readonly number: string; readonly hash: string; readonly signed: string };

/** A database that keeps seals of other logs. */
export type Holder = { readonly name: string; readonly pool: pg.Pool };

/**
 * Compares the seals of a log that somebody else keeps with those that are there now. What was removed together, newest
 * rows and seals, fits in the log itself and is found here. Asked for are the seals after one and up to another, null for all.
 */
export async function anchorFault(
  { name, pool }: Holder,
  chain: string,
  key: VerifyingKey,
  { seals, after }: Pick<VerifiedLog, 'seals' | 'after'>,
  upTo: number | null,
): Promise<string | null> {
  const { rows } = await pool.query<AnchorRow>(
    'SELECT number, hash, signed FROM access_anchor WHERE chain = $1 ORDER BY number',
    [chain],
  );
  for (const { number: text, hash, signed } of rows) {
    const number = Number(text);
    const seal = await verifiedSeal(signed, key).catch(() => null);
    if (seal === null || seal.chain !== chain || seal.number !== number || sealHash(signed) !== hash) {
      return `The seal ${number} of "${chain}" that "${name}" keeps is not as it was received.`;
    }
    const isAsked = number > after && (upTo === null || number <= upTo);
    if (isAsked && seals.get(number) !== hash) {
      return seals.has(number)
        ? `The seal ${number} is another than the one that "${name}" keeps.`
        : `The seal ${number}, which "${name}" keeps, is missing with rows ${seal.from} to ${seal.to}.`;
    }
  }
  return null;
}
