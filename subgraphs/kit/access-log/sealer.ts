import pg from 'pg';
import type { SigningKey } from '../service/keys.ts';
import { log } from '../service/log.ts';
import { sealRows } from './seal-rows.ts';

const EVERY_MS = 1_000;
const STATEMENT_MS = 30_000;
/** How long writers may be kept waiting by the sealer, in milliseconds. */
const LONGEST_WAIT_MS = 1_000;
/** Without a round that went well for so long, the sealer is not well, in milliseconds. */
const PATIENCE_MS = 60_000;

/** Seals the logs of several databases, each on its own: one that is away holds up no other. */
export type Sealer = {
  /** Names of the logs that could not be looked at for a minute. */
  readonly failing: () => readonly string[];
  readonly stop: () => Promise<void>;
};

/**
 * Starts to seal each log every second, with its database's sealer role and the key that is the newest then. A round
 * without new rows makes no seal.
 */
export function startSealer(urls: ReadonlyMap<string, string>, newestKey: () => Promise<SigningKey>): Sealer {
  const chains = [...urls].map(([chain, url]) => keepSealing(chain, url, newestKey));
  return {
    failing: () => chains.filter(({ isFailing }) => isFailing()).map(({ chain }) => chain),
    stop: async () => void (await Promise.all(chains.map(({ stop }) => stop()))),
  };
}

function keepSealing(chain: string, url: string, newestKey: () => Promise<SigningKey>) {
  const pool = new pg.Pool({
    connectionString: url,
    max: 1,
    idleTimeoutMillis: 0,
    statement_timeout: STATEMENT_MS,
    lock_timeout: LONGEST_WAIT_MS,
  });
  pool.on('error', () => undefined);
  pool.on('connect', (client) => void client.on('error', () => undefined));
  let wellAt = Date.now();
  let stopped = false;
  let wake = () => {};
  const round = async () => {
    try {
      const client = await pool.connect();
      try {
        while ((await sealRows(client, chain, await newestKey())) > 0 && !stopped) {
          // Goes on until nothing is left unsealed.
        }
        client.release();
        wellAt = Date.now();
      } catch (error) {
        client.release(true);
        throw error;
      }
    } catch (error) {
      log.warn({ chain, failure: (error as Error).name, code: (error as { code?: string }).code }, 'not sealed');
    }
  };
  const rounds = async () => {
    while (!stopped) {
      await round();
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, EVERY_MS);
        wake = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    }
  };
  const running = rounds();
  return {
    chain,
    isFailing: () => Date.now() - wellAt > PATIENCE_MS,
    stop: async () => {
      stopped = true;
      wake();
      await running;
      await pool.end();
    },
  };
}
