import type { VerifyingKey } from '../service/public-keys.ts';
import type { AccessLog } from './access-log.ts';

/** Seals are exchanged with the reviews as often as heads are stated, in milliseconds. */
const EVERY_MS = 60_000;

/** A log whose seals are exchanged. */
export type Exchanging = {
  readonly accessLog: Pick<AccessLog, 'lastSeal' | 'keepSeals'>;
  readonly sealerKey: VerifyingKey;
  /** Hands the newest seal of this log to the reviews, null while there is none; gives the seals they want kept. */
  readonly exchange: (signed: string | null) => Promise<readonly string[]>;
};

/** Has the newest seal of a log kept by the reviews, and keeps those of the reviews and the gateway. */
export async function exchangeSeals({ accessLog, sealerKey, exchange }: Exchanging): Promise<void> {
  await accessLog.keepSeals(await exchange(await accessLog.lastSeal()), sealerKey);
}

/** Exchanges seals now and every minute. What fails is tried again a minute later. Gives what ends it. */
export function keepExchanging(exchanging: Exchanging): () => void {
  const once = () => void exchangeSeals(exchanging).catch(() => undefined);
  once();
  const timer = setInterval(once, EVERY_MS).unref();
  return () => clearInterval(timer);
}
