import pg from 'pg';
import { SEALER } from '../../../gateway/hub/keys.ts';
import { sealRows } from '../../../subgraphs/kit/access-log/seal-rows.ts';
import { verifyLog } from '../../../subgraphs/kit/access-log/verify-log.ts';
import { readServiceKeys } from '../../../subgraphs/kit/service/keys.ts';
import { readPublicKeys } from '../../../subgraphs/kit/service/public-keys.ts';
import type { Bench } from '../engine/engine-part.ts';
import { median } from '../measure/rounds.ts';
import type { DatabaseSet } from './database-set.ts';
import { startHub } from './hub.ts';

/** How fast an access log is verified: rows of a page's share of entries each. */
export type Verified = { readonly rows: number; readonly rowsPerSecond: number };

/** The log that is filled up for it; it only grows, so what an earlier run has added is used again. */
const CHAIN = 'education';
const REVISIONS_EACH = 25;
const TIMES = 3;

const FILL_UP = `
  INSERT INTO access_log (request_id, person, organisation_id, roles, purpose, review_id, operation, operation_hash,
    decision, codes, topics, revisions, listed, not_available, searched)
  SELECT gen_random_uuid(), 'bench-chair', NULL, '{CHAIR}', 'to measure', gen_random_uuid(), 'JointChronology',
    decode(repeat('ab', 32), 'hex'), 'ALLOWED', '{}', '{}',
    ARRAY(SELECT gen_random_uuid() FROM generate_series(1, ${REVISIONS_EACH} + 0 * row)), '{}', 0, '{}'
  FROM generate_series(1, $1::int) AS row`;

/** Fills a log up to so many rows, seals it as the sealer does, and verifies the whole of it some times. */
export async function verification({ settings, say }: Bench, set: DatabaseSet): Promise<Verified> {
  // Makes the tables where the set was loaded by an earlier release.
  await (await startHub(set.house)).stop();
  const { owner, sealer } = set.house.databases[CHAIN]!;
  await fillUp(owner, settings.verifiedRows);
  const pool = new pg.Pool({ connectionString: sealer, max: 2 });
  // Verifying ends its connection in the middle of nothing.
  pool.on('connect', (client) => void client.on('error', () => undefined));
  try {
    await sealAll(pool, set);
    const key = readPublicKeys(set.house.keys.publicFile).everUsed(SEALER);
    const rates: number[] = [];
    let rows = 0;
    for (let time = 0; time < TIMES; time += 1) {
      const startedMs = performance.now();
      const log = await verifyLog(pool, CHAIN, { key, kids: [] }, { from: null, to: null });
      if (log.fault !== null || log.unsealed > 0) {
        throw new Error(`The log is not whole: ${log.fault?.sentence ?? `${log.unsealed} rows have no seal.`}`);
      }
      rows = log.rows;
      rates.push(rows / ((performance.now() - startedMs) / 1_000));
    }
    const verified = { rows, rowsPerSecond: median(rates) };
    say(`a log of ${verified.rows} rows is verified at ${Math.round(verified.rowsPerSecond)} rows a second`);
    return verified;
  } finally {
    await pool.end();
  }
}

async function fillUp(owner: string, rows: number): Promise<void> {
  const client = new pg.Client({ connectionString: owner });
  await client.connect();
  try {
    const { rows: counted } = await client.query<{ count: string }>('SELECT count(*) FROM access_log');
    await client.query(FILL_UP, [Math.max(0, rows - Number(counted[0]?.count))]);
  } finally {
    await client.end();
  }
}

async function sealAll(pool: pg.Pool, { house }: DatabaseSet): Promise<void> {
  const { service: key } = await readServiceKeys(house.keys.privateFile(SEALER));
  const client = await pool.connect();
  try {
    while ((await sealRows(client, CHAIN, key)) > 0) {
      // Goes on until nothing is left unsealed.
    }
  } finally {
    client.release();
  }
}
