import pg from 'pg';
import type { SigningKey } from '../service/keys.ts';
import { log } from '../service/log.ts';
import { sealRows } from './seal-rows.ts';
import { SealingRefused, takeSealing } from './sole-sealer.ts';

const EVERY_MS = 1_000;
const STATEMENT_MS = 30_000;
/** How long writers may be kept waiting by the sealer, in milliseconds. */
const LONGEST_WAIT_MS = 1_000;
/** How long another sealer of the same log is waited for at the start, in milliseconds. */
const LEAVING_MS = 5_000;
/** Without a round that went well for so long, the sealer is not well, in milliseconds. */
const PATIENCE_MS = 60_000;

/** Seals the logs of several databases, each on its own: one that is away holds up no other. */
export type Sealer = {
  /** Names of the logs that could not be looked at for a minute. */
  readonly failing: () => readonly string[];
  readonly stop: () => Promise<void>;
};

/** What is sealed with. */
export type SealingKeys = {
  readonly newest: () => Promise<SigningKey>;
  /** Names of all keys that the sealer ever had, the oldest first. */
  readonly kids: () => readonly string[];
};

/**
 * Starts to seal each log every second, with its database's sealer role and the key that is the newest then. A round
 * without new rows makes no seal. Throws SealingRefused where a log is not this sealer's; one that cannot be asked yet is
 * looked at when it can.
 */
export async function startSealer(urls: ReadonlyMap<string, string>, keys: SealingKeys): Promise<Sealer> {
  const chains = [...urls].map(([chain, url]) => sealerOf(chain, url, keys));
  const stop = async () => void (await Promise.all(chains.map((each) => each.stop())));
  try {
    await Promise.all(chains.map(({ take }) => take()));
  } catch (error) {
    await stop();
    throw error;
  }
  for (const { begin } of chains) {
    begin();
  }
  return { failing: () => chains.filter(({ isFailing }) => isFailing()).map(({ chain }) => chain), stop };
}

/** The one connection with which a log is sealed: taken for it first, and begun anew after whatever failed over it. */
function connectionOf(chain: string, url: string, keys: SealingKeys) {
  const pool = new pg.Pool({
    connectionString: url,
    max: 1,
    idleTimeoutMillis: 0,
    statement_timeout: STATEMENT_MS,
    lock_timeout: LONGEST_WAIT_MS,
  });
  pool.on('error', () => undefined);
  pool.on('connect', (client) => void client.on('error', () => undefined));
  const taken = new WeakSet<pg.PoolClient>();
  return {
    over: async (patienceMs: number, work: (client: pg.PoolClient) => Promise<void>) => {
      const client = await pool.connect();
      try {
        if (!taken.has(client)) {
          await takeSealing(client, chain, { own: (await keys.newest()).kid, known: keys.kids() }, patienceMs);
          taken.add(client);
        }
        await work(client);
        client.release();
      } catch (error) {
        client.release(true);
        throw error;
      }
    },
    end: () => pool.end(),
  };
}

function sealerOf(chain: string, url: string, keys: SealingKeys) {
  const { over, end } = connectionOf(chain, url, keys);
  let wellAt = Date.now();
  let stopped = false;
  let wake = () => {};
  const sealAll = async (client: pg.PoolClient) => {
    while ((await sealRows(client, chain, await keys.newest())) > 0 && !stopped) {
      // Goes on until nothing is left unsealed.
    }
  };
  const round = async () => {
    try {
      await over(0, sealAll);
      wellAt = Date.now();
    } catch (error) {
      const why = error instanceof SealingRefused ? { why: error.message } : {};
      log.warn(
        { chain, ...why, failure: (error as Error).name, code: (error as { code?: string }).code },
        'not sealed',
      );
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
  let running = Promise.resolve();
  return {
    chain,
    take: () => over(LEAVING_MS, async () => undefined).catch(unlessRefused),
    begin: () => {
      running = rounds();
    },
    isFailing: () => Date.now() - wellAt > PATIENCE_MS,
    stop: async () => {
      stopped = true;
      wake();
      await running;
      await end();
    },
  };
}

/** A database that is away, or has no log yet, is met by the rounds. */
function unlessRefused(error: unknown): void {
  if (error instanceof SealingRefused) {
    throw error;
  }
}
