/** Writers of one database share this lock; the sealer takes it alone while it reads the highest number. */
export const LOG_LOCK = 1_764_100_000;

/** The columns that a writer gives, in the order of their values: the type, and what is there where a row has nothing. */
const columns = [
  ['request_id', 'uuid', 'NULL'],
  ['person', 'text', 'NULL'],
  ['acting_for', 'text', 'NULL'],
  ['organisation_id', 'uuid', 'NULL'],
  ['roles', 'text[]', "'{}'"],
  ['purpose', 'text', 'NULL'],
  ['review_id', 'uuid', 'NULL'],
  ['operation', 'text', 'NULL'],
  ['operation_hash', 'bytea', 'NULL'],
  ['decision', 'text', 'NULL'],
  ['codes', 'text[]', "'{}'"],
  ['topics', 'text[]', "'{}'"],
  ['revisions', 'uuid[]', "'{}'"],
  ['listed', 'uuid[]', "'{}'"],
  ['not_available', 'int', '0'],
  ['searched', 'bytea[]', "'{}'"],
  ['coverage', 'jsonb', 'NULL'],
] as const;

/**
 * The statement that adds a row which has something in these columns and nothing in the others, which is most of them: what is
 * not given, PostgreSQL need not look up, read and put in its place for each row anew. `given`: a bit for each column, the
 * first the lowest. The number of a row is drawn after the lock is held, so that whoever holds it alone has seen every number
 * before.
 */
export function addRow(given: number): string {
  let parameters = 0;
  const values = columns.map(([, type, nothing], index) => {
    if ((given & (1 << index)) === 0) {
      return nothing;
    }
    parameters += 1;
    return `$${parameters}::${type}`;
  });
  return `INSERT INTO access_log (number, ${columns.map(([name]) => name).join(', ')})
    VALUES (CASE WHEN pg_advisory_xact_lock_shared(${LOG_LOCK}) IS NOT NULL THEN nextval('access_log_number') END,
      ${values.join(', ')})`;
}

/** Since when the oldest row that no seal covers has been there. */
export const UNSEALED_SINCE = `
  SELECT at FROM access_log
  WHERE number > coalesce((SELECT to_number FROM access_seal ORDER BY number DESC LIMIT 1), 0) ORDER BY number LIMIT 1`;
