import { log } from '../service/log.ts';
import type { VerifyingKey } from '../service/public-keys.ts';
import type { AgencyService } from './agency-service.ts';
import { resync } from './resync.ts';

const LOOK_EVERY_MS = 2_000;

export type Comparer = {
  /** Told with each answer to stated heads which life of its database the hub is in: another one than before is compared. */
  readonly hubIs: (life: string | null) => void;
  /** Compares as soon as may be: the hub says that something is missing. */
  readonly compare: () => void;
  readonly stop: () => Promise<void>;
};

/** Compares with the hub at the start, when somebody asks for it, and when either side was restored. */
export function startComparer(service: AgencyService, hubKey: VerifyingKey, onMended: () => void): Comparer {
  let due = true;
  let hubLife: string | null | undefined;
  let running: Promise<void> | null = null;
  let stopped = false;

  const look = () => {
    if (running === null && !stopped) {
      running = round()
        .catch(() => undefined) // Hub or database are away: the timer looks again.
        .finally(() => {
          running = null;
        });
    }
  };
  const compare = () => {
    due = true;
    look();
  };
  const round = async () => {
    const asked = (await service.database.query('SELECT id FROM resync WHERE done_at IS NULL ORDER BY id')) as {
      id: string;
    }[];
    if (!due && asked.length === 0) {
      return;
    }
    due = false;
    const findings = await resync(service, hubKey).catch((error: unknown) => {
      due = true;
      throw error;
    });
    if (asked.length > 0) {
      await service.database.query('UPDATE resync SET done_at = $2, findings = $3 WHERE id = ANY($1::bigint[])', [
        asked.map(({ id }) => id),
        service.now(),
        JSON.stringify(findings),
      ]);
    }
    if (findings.length > 0) {
      onMended();
    }
    for (const { code, kind } of findings) {
      log.warn({ service: service.agency.name, organisation: code, kind }, 'agency and hub did not hold the same');
    }
  };
  const timer = setInterval(look, LOOK_EVERY_MS);
  look();
  return {
    hubIs: (life) => {
      if (hubLife !== undefined && hubLife !== life) {
        compare();
      }
      hubLife = life;
    },
    compare,
    stop: async () => {
      stopped = true;
      clearInterval(timer);
      await running;
    },
  };
}
