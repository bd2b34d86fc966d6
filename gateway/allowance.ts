import { RateLimiterMemory, type RateLimiterRes } from 'rate-limiter-flexible';
import { CaseReviewError } from '../subgraphs/kit/errors.ts';

/** What one person may have, of one gateway process. */
export type AllowanceLimits = {
  /** Rows of pages that answers may hold. Each request counts as one at least. */
  readonly rowsPerHour: number;
  readonly requestsPerSecond: number;
};

/** A panel reads a chronology of 10,000 entries twenty times in an hour, and no page asks as often as this. */
export const usualAllowance: AllowanceLimits = { rowsPerHour: 200_000, requestsPerSecond: 100 };

/** The refusal of somebody who has had what they may have, with how long to wait. */
export class AllowanceUsed extends CaseReviewError {
  override readonly name = 'AllowanceUsed';
  /** Whole seconds, one at least: what the header `retry-after` says. */
  readonly waitSeconds: number;

  constructor(what: string, { msBeforeNext }: RateLimiterRes) {
    const waitSeconds = Math.max(1, Math.ceil(msBeforeNext / 1_000));
    const wait = waitSeconds === 1 ? '1 second' : `${waitSeconds} seconds`;
    super('LIMIT_EXCEEDED', `One person may have ${what}. Ask again in ${wait}.`);
    this.waitSeconds = waitSeconds;
  }
}

/** What each person has had of a gateway. */
export type Allowance = {
  /** Lets a request in. Throws AllowanceUsed, before anything is asked. */
  readonly take: (person: string) => Promise<void>;
  /** Counts the rows that somebody was given. They may go beyond the limit once: only then it is known how many they are. */
  readonly given: (person: string, rows: number) => void;
};

/** Keeps count in the memory of this process, of nobody for longer than an hour. */
export function allowanceOf({ rowsPerHour, requestsPerSecond }: AllowanceLimits): Allowance {
  const requests = new RateLimiterMemory({ points: requestsPerSecond, duration: 1 });
  const rows = new RateLimiterMemory({ points: rowsPerHour, duration: 3_600 });
  return {
    take: async (person) => {
      const asked = await requests.penalty(person);
      if (asked.consumedPoints > requestsPerSecond) {
        throw new AllowanceUsed(`${requestsPerSecond} answers a second`, asked);
      }
      const had = await rows.get(person);
      if (had !== null && had.consumedPoints >= rowsPerHour) {
        throw new AllowanceUsed(`${rowsPerHour} rows an hour`, had);
      }
    },
    given: (person, count) => void rows.penalty(person, Math.max(1, count)),
  };
}
