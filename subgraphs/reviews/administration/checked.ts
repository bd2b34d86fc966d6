import { randomUUID } from 'node:crypto';
import type { DataSource } from 'typeorm';
import { dayFrom } from '../../kit/entries/calendar-date.ts';
import { badInput, notFound } from '../../kit/errors.ts';
import { isUuid } from '../../kit/identifiers/uuid.ts';

/** The id its maker gives to something new, or one of ours. Throws BAD_USER_INPUT for what is no UUID. */
export function idFor(what: string, given: string | null | undefined): string {
  if (given != null && !isUuid(given)) {
    throw badInput(`"${given}" is not an id for ${what}: it takes a UUID in lower case, or none.`);
  }
  return given ?? randomUUID();
}

/** The id of an organisation that is there. Throws NOT_FOUND for any other. */
export async function knownOrganisation(database: DataSource, id: string): Promise<string> {
  const rows = isUuid(id)
    ? ((await database.query('SELECT 1 FROM organisation WHERE id = $1', [id])) as unknown[])
    : [];
  if (rows.length === 0) {
    throw notFound('organisation', id);
  }
  return id;
}

/** A whole day, or null. Throws BAD_USER_INPUT for a month, a year and what is no day. */
export const dayOrNull = (text: string | null | undefined) => (text == null ? null : dayFrom(text));

/** Both ends of a period, either of them open. Throws BAD_USER_INPUT when it ends before it begins. */
export function periodFrom(
  from: string | null | undefined,
  to: string | null | undefined,
): readonly [string | null, string | null] {
  const [first, last] = [dayOrNull(from), dayOrNull(to)];
  if (first !== null && last !== null && first > last) {
    throw badInput(`The period ends on "${last}", before it begins on "${first}".`);
  }
  return [first, last];
}
