import type { QueryConfig } from 'pg';
import type { AccessRow } from './access-row.ts';

/** Writers of one database share this lock; the sealer takes it alone while it reads the highest number. */
export const LOG_LOCK = 1_764_100_000;

const columns = `
  request_id uuid, person text, acting_for text, organisation_id uuid, roles text[], purpose text, review_id uuid,
  operation text, operation_hash text, decision text, codes text[], topics text[], revisions text, listed text,
  not_available int, searched text[], coverage jsonb`;

/** The number of a row is drawn after the lock is held, so that whoever holds it alone has seen every number before. */
const INSERT = `
  WITH writing AS (SELECT pg_advisory_xact_lock_shared(${LOG_LOCK}))
  INSERT INTO access_log (request_id, person, acting_for, organisation_id, roles, purpose, review_id, operation,
    operation_hash, decision, codes, topics, revisions, listed, not_available, searched, coverage)
  SELECT request_id, person, acting_for, organisation_id, roles, purpose, review_id, operation,
    decode(operation_hash, 'hex'), decision, codes, topics, revisions::uuid[], listed::uuid[], not_available,
    ARRAY(SELECT decode(term, 'hex') FROM unnest(searched) AS term), coverage
  FROM writing CROSS JOIN json_to_recordset($1::json) AS added (${columns})`;

/** Since when the oldest row that no seal covers has been there. */
export const UNSEALED_SINCE = `
  SELECT at FROM access_log
  WHERE number > coalesce((SELECT to_number FROM access_seal ORDER BY number DESC LIMIT 1), 0) ORDER BY number LIMIT 1`;

const LONGEST_TEXT = 500;

/** Adds rows in one statement, which is a transaction of its own. */
export const insertRows = (rows: readonly AccessRow[]): QueryConfig => ({
  name: 'access-log',
  text: INSERT,
  values: [JSON.stringify(rows.map(asRecord))],
});

function asRecord(row: AccessRow): Readonly<Record<string, unknown>> {
  return {
    request_id: row.requestId,
    person: storable(row.person),
    acting_for: storable(row.actingFor),
    organisation_id: row.organisation,
    roles: row.roles,
    purpose: storable(row.purpose),
    review_id: row.review,
    operation: row.operation,
    operation_hash: row.operationHash,
    decision: row.decision,
    codes: row.codes,
    topics: row.topics,
    revisions: `{${row.revisions.join(',')}}`,
    listed: `{${row.listed.join(',')}}`,
    not_available: row.notAvailable,
    searched: row.searched,
    coverage: row.coverage,
  };
}

/** One row that PostgreSQL cannot hold must not keep those of others from being written. */
const storable = (text: string | null) => text?.slice(0, LONGEST_TEXT).replaceAll('\u0000', '').toWellFormed() ?? null;
