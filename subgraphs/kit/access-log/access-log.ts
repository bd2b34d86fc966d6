import pg from 'pg';
import { CaseReviewError, errorCodes } from '../errors.ts';
import { log } from '../service/log.ts';
import type { AccessRow } from './access-row.ts';
import { type Anchors, anchorsIn } from './anchors.ts';
import { AT_ONCE, inGroups } from './in-groups.ts';
import { valuesOf } from './row-values.ts';
import { rowWriter } from './row-writer.ts';
import { UNSEALED_SINCE } from './statements.ts';

/** The access log of one database, as its service writes it. */
export type AccessLog = Anchors & {
  /** Resolves when the rows are on disk. Throws ACCESS_LOG_UNAVAILABLE when they are not, or when nobody seals. */
  readonly write: (rows: readonly AccessRow[]) => Promise<void>;
  /**
   * Says that rows are coming, of an operation that has begun: others may wait for them a moment. Gives what says that they
   * have come, or that none will; to say so twice does no harm.
   */
  readonly expectRows: () => () => void;
  readonly close: () => Promise<void>;
};

/** Shorter than a gateway waits for a service, in milliseconds: the refusal must still arrive. */
const WRITING_MS = 1_200;
const CONNECTING_MS = 1_000;
/** How long rows may go unsealed before nothing is answered any more, in milliseconds. */
const GRACE_MS = 15 * 60_000;
const LOOK_EVERY_MS = 10_000;
const PARTITIONS_MS = 60_000;
const PARTITIONS_EVERY_MS = 6 * 60 * 60_000;

/**
 * Opens the log with the app role, over connections of its own: those that rows are written over, and one for the rest.
 * Requests that come while a group is being written are written together in one transaction, which is on disk before any
 * of them goes on.
 */
export async function openAccessLog(url: string): Promise<AccessLog> {
  const pool = new pg.Pool({
    connectionString: url,
    max: AT_ONCE + 1,
    idleTimeoutMillis: 0,
    connectionTimeoutMillis: CONNECTING_MS,
    statement_timeout: WRITING_MS,
    query_timeout: WRITING_MS + 200,
  });
  // A connection that ends while nobody uses it is no failure: the next write opens another.
  pool.on('error', () => undefined);
  pool.on('connect', (client) => void client.on('error', () => undefined));
  await makePartitions(url);
  const sealing = await watchSealing(pool);
  const timer = setInterval(() => void makePartitions(url).catch(reported), PARTITIONS_EVERY_MS).unref();
  const writer = rowWriter(pool);
  let coming = 0;
  const add = inGroups(writer.write, () => coming > 0);
  return {
    ...anchorsIn(pool),
    write: async (rows) => {
      if (sealing.seemsOverdue() && (await sealing.isOverdue())) {
        throw unavailable();
      }
      try {
        await add(rows.map(valuesOf));
      } catch (error) {
        reported(error);
        throw unavailable();
      }
    },
    expectRows: () => {
      coming += 1;
      let areComing = true;
      return () => {
        coming -= areComing ? 1 : 0;
        areComing = false;
      };
    },
    close: async () => {
      clearInterval(timer);
      sealing.stop();
      writer.close();
      await pool.end();
    },
  };
}

/**
 * Looks from time to time since when rows wait for a seal, and once more before anybody is refused: after a night in
 * which nothing ran, the sealer seals last evening's rows when the services have looked already.
 */
async function watchSealing(pool: pg.Pool) {
  let since: number | null = null;
  let looking: Promise<void> | null = null;
  const look = async () => {
    const { rows } = await pool.query<{ at: Date }>(UNSEALED_SINCE);
    since = rows[0]?.at.getTime() ?? null;
  };
  const lookAgain = () => {
    looking ??= look()
      .catch(() => undefined)
      .finally(() => {
        looking = null;
      });
    return looking;
  };
  const seemsOverdue = () => since !== null && Date.now() - since > GRACE_MS;
  await look();
  const timer = setInterval(() => void lookAgain(), LOOK_EVERY_MS).unref();
  return {
    seemsOverdue,
    isOverdue: async () => {
      await lookAgain();
      return seemsOverdue();
    },
    stop: () => clearInterval(timer),
  };
}

/** Over a connection of its own: nobody waits for it, and a machine that is busy at its start may take its time. */
async function makePartitions(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url, statement_timeout: PARTITIONS_MS });
  client.on('error', () => undefined);
  try {
    await client.connect();
    await client.query('SELECT access_log_ahead()');
  } finally {
    await client.end();
  }
}

export const unavailable = () => new CaseReviewError('ACCESS_LOG_UNAVAILABLE', errorCodes.ACCESS_LOG_UNAVAILABLE);

const reported = (error: unknown) =>
  log.error({ error: (error as Error).name, code: (error as { code?: string }).code }, 'access log not written');
