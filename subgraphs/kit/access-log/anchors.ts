import type pg from 'pg';
import { log } from '../service/log.ts';
import type { VerifyingKey } from '../service/public-keys.ts';
import { sealHash, verifiedSeal } from './seal.ts';
import { LAST_SEAL } from './seal-rows.ts';

/** What a log shows of itself to others, and keeps of theirs. */
export type Anchors = {
  /** The newest seal of this log, null while there is none. */
  readonly lastSeal: () => Promise<string | null>;
  /** The newest seal of another log that is kept here. */
  readonly keptSeal: (chain: string) => Promise<string | null>;
  /** Keeps seals of other logs. Those that the sealer's key has not signed are passed over. */
  readonly keepSeals: (signed: readonly string[], sealerKey: VerifyingKey) => Promise<void>;
};

/** The anchors of a database. */
export function anchorsIn(pool: pg.Pool): Anchors {
  const newestOf = async (chain: string) => {
    const { rows } = await pool.query<{ signed: string; number: string }>(
      'SELECT signed, number FROM access_anchor WHERE chain = $1 ORDER BY number DESC, received_at DESC LIMIT 1',
      [chain],
    );
    return rows[0] ?? null;
  };
  return {
    lastSeal: async () => (await pool.query<{ signed: string }>(LAST_SEAL)).rows[0]?.signed ?? null,
    keptSeal: async (chain) => (await newestOf(chain))?.signed ?? null,
    keepSeals: async (signed, sealerKey) => {
      for (const each of signed) {
        const seal = await verifiedSeal(each, sealerKey).catch(() => null);
        if (seal === null) {
          continue;
        }
        const kept = await newestOf(seal.chain);
        if (kept !== null && Number(kept.number) > seal.number) {
          log.error({ chain: seal.chain, number: seal.number, kept: kept.number }, 'a log has lost its newest seals');
        }
        await pool.query(
          'INSERT INTO access_anchor (chain, number, hash, signed) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING',
          [seal.chain, seal.number, sealHash(each), each],
        );
      }
    },
  };
}
