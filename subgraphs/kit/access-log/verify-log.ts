import type pg from 'pg';
import { chainFault, type Fault, keyFault, rowFault } from './faults.ts';
import { allRows, type LogRow } from './log-rows.ts';
import { type SealerKeys, type StoredSeal, sealHash, statedSeal, verifiedSeal } from './seal.ts';

const SEALS_AT_ONCE = 500;
/** The highest number that PostgreSQL has: where no row is from after an instant, every seal is from before. */
const ABOVE_ALL = '9223372036854775807';

/** From which instant to which a log is verified; null is its begin or end. */
export type Span = { readonly from: Date | null; readonly to: Date | null };

/** What was found in a log, up to its first fault. */
export type VerifiedLog = {
  readonly rows: number;
  /** Number of the seal after which it was verified, 0 for the whole log. */
  readonly after: number;
  /** Hashes of the seals that were found right, by their number. */
  readonly seals: ReadonlyMap<number, string>;
  /** Rows after the newest seal: the sealer has not come to them yet. */
  readonly unsealed: number;
  readonly fault: Fault | null;
};

/** Verifies a log: each seal's signature and place in the chain, and each row against the hash it was sealed with. */
export async function verifyLog(pool: pg.Pool, chain: string, keys: SealerKeys, span: Span): Promise<VerifiedLog> {
  const client = await pool.connect();
  try {
    const start = span.from === null ? null : await sealBefore(pool, span.from);
    const after = start === null ? 0 : statedSeal(start).number;
    const rowsUpTo = rowReader(allRows(client, start === null ? Number.MIN_SAFE_INTEGER : statedSeal(start).to));
    const seals = new Map<number, string>();
    let rows = 0;
    let previous = start;
    for await (const stored of sealsAfter(pool, after)) {
      const broken = await sealFault(chain, previous, stored, keys);
      if (broken !== null) {
        return { rows, after, seals, unsealed: 0, fault: broken };
      }
      const { to, at } = statedSeal(stored.signed);
      if (span.to !== null && new Date(at) > span.to) {
        return { rows, after, seals, unsealed: 0, fault: null };
      }
      const covered = await rowsUpTo(to);
      const fault = rowFault(stored, covered);
      if (fault !== null) {
        return { rows, after, seals, unsealed: 0, fault };
      }
      rows += covered.length;
      seals.set(stored.number, sealHash(stored.signed));
      previous = stored.signed;
    }
    return { rows, after, seals, unsealed: (await rowsUpTo(Number.MAX_SAFE_INTEGER)).length, fault: null };
  } finally {
    client.release(true);
  }
}

async function sealFault(chain: string, previous: string | null, stored: StoredSeal, { key, kids }: SealerKeys) {
  try {
    await verifiedSeal(stored.signed, key);
    return chainFault(chain, previous, stored) ?? keyFault(previous, stored, kids);
  } catch {
    const sentence = `The seal ${stored.number} was not signed by the sealer.`;
    return { row: null, seal: stored.number, sentence };
  }
}

type SealRow = { readonly number: string; readonly leaves: Buffer; readonly signed: string };

async function* sealsAfter(pool: pg.Pool, number: number): AsyncGenerator<StoredSeal> {
  let after = number;
  while (true) {
    const { rows } = await pool.query<SealRow>(
      `SELECT number, leaves, signed FROM access_seal WHERE number > $1 ORDER BY number LIMIT ${SEALS_AT_ONCE}`,
      [after],
    );
    for (const row of rows) {
      yield { ...row, number: Number(row.number) };
    }
    const last = rows.at(-1);
    if (last === undefined) {
      return;
    }
    after = Number(last.number);
  }
}

/** The newest seal whose rows are all from before an instant. */
async function sealBefore(pool: pg.Pool, from: Date): Promise<string | null> {
  const { rows } = await pool.query<{ signed: string }>(
    `SELECT signed FROM access_seal
     WHERE to_number < coalesce((SELECT min(number) FROM access_log WHERE at >= $1), ${ABOVE_ALL}) ORDER BY number DESC LIMIT 1`,
    [from],
  );
  return rows[0]?.signed ?? null;
}

/** Gives a function that takes the rows up to a number, each row once. */
function rowReader(batches: AsyncGenerator<readonly LogRow[]>): (to: number) => Promise<readonly LogRow[]> {
  let batch: readonly LogRow[] = [];
  let place = 0;
  return async (to) => {
    const taken: LogRow[] = [];
    while (true) {
      const row = batch[place];
      if (row === undefined) {
        const next = await batches.next();
        if (next.done === true) {
          return taken;
        }
        [batch, place] = [next.value, 0];
      } else if (row.number > to) {
        return taken;
      } else {
        taken.push(row);
        place += 1;
      }
    }
  };
}
