import type { DataSource } from 'typeorm';
import { isDay } from '../../kit/entries/calendar-date.ts';
import { badInput } from '../../kit/errors.ts';
import { dayEnd } from '../../kit/occurred/london.ts';

const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,9})?)?(Z|[+-]\d\d:\d\d)$/;

/** Reads `asOf`: an instant, or a day in London, which means its end. Throws BAD_USER_INPUT for anything else. */
function epochMsOf(asOf: string): number {
  if (isDay(asOf)) {
    return Date.parse(dayEnd(asOf)) + 59_999;
  }
  const epochMs = INSTANT.test(asOf) && isDay(asOf.slice(0, 10)) ? Date.parse(asOf) : Number.NaN;
  if (Number.isNaN(epochMs)) {
    throw badInput(`"${asOf}" is neither a day such as 2024-02-13 nor an instant such as 2024-02-13T10:00:00Z.`);
  }
  return epochMs;
}

/** The last version of a review that was there at that instant; 0 when there was none yet. */
export async function versionAt(database: DataSource, review: string, asOf: string): Promise<number> {
  const [row] = (await database.query(
    'SELECT max(shown) AS version FROM review_version WHERE review_id = $1 AND at <= to_timestamp($2::float8 / 1000)',
    [review, epochMsOf(asOf)],
  )) as [{ version: number | null }];
  return row.version ?? 0;
}

/** When a review's first version came, as everybody sees it who sees its versions: what is hidden makes none. */
export async function firstReturnAt(database: DataSource, review: string): Promise<string | null> {
  const [row] = (await database.query('SELECT min(at) AS at FROM review_version WHERE review_id = $1 AND shown > 0', [
    review,
  ])) as [{ at: Date | null }];
  return row.at?.toISOString() ?? null;
}
