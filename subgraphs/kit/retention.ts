import { dayFrom } from './entries/calendar-date.ts';
import { badInput } from './errors.ts';

/** How long something is to be kept, as somebody decided. Nothing is erased by itself when that has ended. */
export type Retention = {
  /** The last day of keeping; null where it was decided that there is none. */
  readonly until: string | null;
  readonly reason: string;
  readonly setBy: string;
  readonly setAt: Date;
  /** That day is past. */
  readonly isDue: boolean;
};

/** What somebody decides on it. */
export type NewRetention = Pick<Retention, 'until' | 'reason'>;

const LONGEST_REASON = 1_000;

/** Checks what somebody decides. Throws BAD_USER_INPUT for what is no day, and for a reason that says nothing. */
export function retentionFrom(until: string | null | undefined, reason: string): NewRetention {
  const words = reason.trim();
  if (words === '' || words.length > LONGEST_REASON || words.includes('\u0000') || !words.isWellFormed()) {
    throw badInput(`The reason has ${words.length} characters; it takes 1 to ${LONGEST_REASON} that a text can hold.`);
  }
  return { until: until == null ? null : dayFrom(until), reason: words };
}

/** Columns of a row of `retention`, with the day on which it is read as `$2`. */
export const RETENTION_COLUMNS = `until::text, reason, set_by AS "setBy", set_at AS "setAt", coalesce(until < $2, false) AS "isDue"`;
