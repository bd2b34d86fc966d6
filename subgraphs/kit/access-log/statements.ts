/** Writers of one database share this lock; the sealer takes it alone while it reads the highest number. */
export const LOG_LOCK = 1_764_100_000;

/** The columns that a writer gives, in the order of their values, with their types. */
const columns = {
  request_id: 'uuid',
  person: 'text',
  acting_for: 'text',
  organisation_id: 'uuid',
  roles: 'text[]',
  purpose: 'text',
  review_id: 'uuid',
  operation: 'text',
  operation_hash: 'bytea',
  decision: 'text',
  codes: 'text[]',
  topics: 'text[]',
  revisions: 'uuid[]',
  listed: 'uuid[]',
  not_available: 'int',
  searched: 'bytea[]',
  coverage: 'jsonb',
} as const;

/** The name that a connection keeps the statement for a row by. */
export const ADD_ROW = 'access_log_row';

/**
 * Prepares, on one connection, the statement that adds one row. The number of a row is drawn after the lock is held, so
 * that whoever holds it alone has seen every number before.
 */
export const PREPARE_ADD_ROW = `
  PREPARE ${ADD_ROW} (${Object.values(columns).join(', ')}) AS
  INSERT INTO access_log (number, ${Object.keys(columns).join(', ')})
  VALUES (CASE WHEN pg_advisory_xact_lock_shared(${LOG_LOCK}) IS NOT NULL THEN nextval('access_log_number') END,
    ${Object.keys(columns)
      .map((_, index) => `$${index + 1}`)
      .join(', ')})`;

/** Since when the oldest row that no seal covers has been there. */
export const UNSEALED_SINCE = `
  SELECT at FROM access_log
  WHERE number > coalesce((SELECT to_number FROM access_seal ORDER BY number DESC LIMIT 1), 0) ORDER BY number LIMIT 1`;
