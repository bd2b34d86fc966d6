import type { DataSource } from 'typeorm';
import { badInput, CaseReviewError } from '../errors.ts';

/** One reading, as it is shown to those whose entries were read or who answer for the review. */
export type Access = {
  /** `health/1204`: what a proof is asked for by. */
  readonly id: string;
  readonly at: Date;
  readonly person: string;
  /** Where they come from, and the organisations they acted for. */
  readonly organisation: string | null;
  readonly actingFor: readonly string[];
  readonly roles: readonly string[];
  readonly purpose: string | null;
  /** References of the entries that were read, and of those that were only listed. */
  readonly read: readonly string[];
  readonly listed: readonly string[];
  readonly topics: readonly string[];
};

export type AccessPage = {
  readonly accesses: readonly Access[];
  readonly endCursor: string | null;
  readonly hasNextPage: boolean;
};

/** Which page: `after` is the cursor of the page before. */
export type AccessPageAsked = { readonly first: number; readonly after: string | null };

const LONGEST_PAGE = 200;

/**
 * Makes the references of the revisions in a column of the log, as far as the one who asks may know of them; its own
 * parameters come after `$4`.
 */
export type References = { readonly sqlOf: (column: string) => string; readonly values: readonly unknown[] };

/** The organisations that a row of the log says were acted for, as a list. */
export const ACTING_FOR = `string_to_array(coalesce(acting_for, ''), ' ') AS "actingFor"`;

/** The readings of a review, newest first, without those of which nothing may be known; `topics`: those of no entry too. */
export async function accessesOf(
  database: DataSource,
  { service, review, topics }: { readonly service: string; readonly review: string; readonly topics: boolean },
  { first, after }: AccessPageAsked,
  { sqlOf, values }: References,
): Promise<AccessPage> {
  const size = pageSize(first);
  const rows = (await database.query(
    `SELECT * FROM (
       SELECT number, at, person, organisation_id AS organisation, ${ACTING_FOR}, roles, purpose, topics,
              ${sqlOf('log.revisions')} AS read, ${sqlOf('log.listed')} AS listed
       FROM access_log log WHERE review_id = $1 AND decision = 'ALLOWED' AND ($2::bigint IS NULL OR number < $2)
     ) AS shown WHERE cardinality(read) + cardinality(listed) > 0 OR ($4 AND topics <> '{}') ORDER BY number DESC LIMIT $3`,
    [review, numberIn(after), size + 1, topics, ...values],
  )) as (Omit<Access, 'id'> & { readonly number: string })[];
  const shown = rows.slice(0, size);
  return {
    accesses: shown.map(({ number, ...access }) => ({ id: `${service}/${number}`, ...access })),
    endCursor: shown.at(-1)?.number ?? null,
    hasNextPage: rows.length > size,
  };
}

/** How many readings a page has. Throws for what no page can have. */
export function pageSize(first: number): number {
  if (first < 0) {
    throw badInput(`first: ${first} is less than nothing.`);
  }
  if (first > LONGEST_PAGE) {
    throw new CaseReviewError(
      'LIMIT_EXCEEDED',
      `first: ${first} is more than one page has; it takes up to ${LONGEST_PAGE}.`,
    );
  }
  return first;
}

/** The number of the row that a cursor stands for. Throws BAD_USER_INPUT for what is no cursor. */
export function numberIn(cursor: string | null): string | null {
  if (cursor !== null && !/^\d{1,18}$/.test(cursor)) {
    throw badInput(`"${cursor.slice(0, 40)}" is not a cursor of this list.`);
  }
  return cursor;
}
