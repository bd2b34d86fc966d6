import type { DataSource } from 'typeorm';
import { sha256 } from '../canonical.ts';
import { ownBytes, verifiedBytes } from '../service/keys.ts';
import { log } from '../service/log.ts';
import type { VerifyingKey } from '../service/public-keys.ts';
import type { AgencyService } from './agency-service.ts';
import type { Comparer } from './comparer.ts';
import type { DeliveryAnswer } from './manifest.ts';
import { stateHeads } from './state-heads.ts';
import { statement } from './statement.ts';

const FIRST_PAUSE_MS = 500;
const LONGEST_PAUSE_MS = 60_000;
const LOOK_EVERY_MS = 2_000;
const HEADS_EVERY_MS = 60_000;
/** Deliveries on their way at one time. */
const AT_ONCE = 8;

export type Deliverer = {
  readonly wake: () => void;
  /** States all heads now, not only at the next minute. */
  readonly stateHeads: () => void;
  readonly stop: () => Promise<void>;
};

type Waiting = {
  readonly contribution_id: string;
  readonly number: number;
  readonly attempts: number;
  readonly signed: string;
  /** The hub's earlier answer, where it lost the publication since. */
  readonly earlier: string | null;
};

/**
 * Delivers publications until the hub's signed answer to each is stored: at least once, in order within a
 * contribution, and no contribution holds up another. States this service's heads with each delivery and every minute.
 */
export function startDeliverer(service: AgencyService, hubKey: VerifyingKey, comparer: Comparer): Deliverer {
  let stopped = false;
  let running: Promise<void> = Promise.resolve();
  let again = false;
  let busy = false;
  const underway = new Map<string, Promise<void>>();

  const begin = (waiting: Waiting) => {
    const delivered = deliverOne(service, hubKey, waiting, comparer)
      .catch(() => undefined) // The database is away: the timer looks again.
      .finally(() => {
        underway.delete(waiting.contribution_id);
        wake();
      });
    underway.set(waiting.contribution_id, delivered);
  };
  const round = async () => {
    busy = true;
    do {
      again = false;
      try {
        const waiting = await firstWaitingOfEach(service.database, [...underway.keys()]);
        waiting.filter(() => !stopped).forEach(begin);
      } catch {
        again = false; // The database is away: the timer looks again.
      }
    } while (again && !stopped);
    busy = false;
  };
  const wake = () => {
    if (busy) {
      again = true;
    } else if (!stopped) {
      running = round();
    }
  };
  const stateAll = () => void stateHeads(service, null, comparer).catch(() => undefined);
  const timers = [setInterval(wake, LOOK_EVERY_MS), setInterval(stateAll, HEADS_EVERY_MS)];
  wake();
  stateAll();
  return {
    wake,
    stateHeads: stateAll,
    stop: async () => {
      stopped = true;
      timers.forEach(clearInterval);
      await running;
      await Promise.all(underway.values());
    },
  };
}

/** The oldest undelivered publication of each contribution whose time has come and which is not on its way already. */
const firstWaitingOfEach = (database: DataSource, underway: readonly string[]) =>
  database.query(
    `SELECT d.contribution_id, d.number, d.attempts, p.signed, d.answers_before[1] AS earlier
     FROM delivery d JOIN publication p USING (contribution_id, number)
     WHERE d.answer IS NULL AND d.next_attempt_at <= now() AND d.contribution_id <> ALL($1::uuid[])
       AND NOT EXISTS (SELECT FROM delivery o WHERE o.contribution_id = d.contribution_id AND o.number < d.number AND o.answer IS NULL)
     ORDER BY d.next_attempt_at LIMIT $2`,
    [underway, Math.max(0, AT_ONCE - underway.length)],
  ) as Promise<Waiting[]>;

async function deliverOne(
  service: AgencyService,
  hubKey: VerifyingKey,
  waiting: Waiting,
  comparer: Comparer,
): Promise<void> {
  const { contribution_id: contribution, number } = waiting;
  try {
    await stateHeads(service, [contribution], comparer);
    const signed = await statement('deliver: post', () => service.hub.deliver(waiting.signed, waiting.earlier));
    const answer = await readAnswer(signed, hubKey, waiting);
    await statement('deliver: store answer', () =>
      service.database.query(
        'UPDATE delivery SET answer = $3, outcome = $4, refusal = $5 WHERE contribution_id = $1 AND number = $2 AND answer IS NULL',
        [contribution, number, signed, answer.outcome, answer.refusal],
      ),
    );
    if (answer.refusal === 'OUT_OF_ORDER') {
      comparer.compare();
    }
  } catch (error) {
    const failure = (error as Error).message;
    log.warn(
      { service: service.agency.name, contribution, number, attempts: waiting.attempts, failure },
      'not delivered yet',
    );
    await service.database.query(
      `UPDATE delivery SET attempts = attempts + 1, next_attempt_at = now() + $3 * interval '1 millisecond'
       WHERE contribution_id = $1 AND number = $2`,
      [contribution, number, pauseAfter(waiting.attempts)],
    );
  }
}

/** Believes only an answer that the hub signed, and that is about these very bytes. */
async function readAnswer(signed: string, hubKey: VerifyingKey, waiting: Waiting): Promise<DeliveryAnswer> {
  const answer = JSON.parse(await verifiedBytes(signed, hubKey, 'delivery-answer')) as DeliveryAnswer;
  if (answer.number !== waiting.number || answer.hash !== sha256(ownBytes(waiting.signed))) {
    throw new Error('The hub answered about another publication.');
  }
  return answer;
}

/** Grows to a minute, and spreads services that lost the hub at the same moment. */
const pauseAfter = (attempts: number) =>
  Math.round(Math.min(FIRST_PAUSE_MS * 2 ** attempts, LONGEST_PAUSE_MS) * (0.5 + Math.random() / 2));
