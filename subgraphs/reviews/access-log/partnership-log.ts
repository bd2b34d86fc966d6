import type { DataSource } from 'typeorm';
import type { Viewer } from '../../kit/access/viewer.ts';
import type { Decision } from '../../kit/access-log/access-row.ts';
import { ACTING_FOR, type Access, type AccessPageAsked, numberIn, pageSize } from '../../kit/access-log/accesses.ts';
import type { Trailed } from '../../kit/access-log/hold-answers.ts';
import { badInput, CaseReviewError } from '../../kit/errors.ts';
import type { ReviewsService } from '../reviews-service.ts';

/** One question about a review, as the reader of a partnership's access log is shown it. */
export type PartnershipAccess = Access & {
  /** The review's reference. */
  readonly review: string;
  readonly decision: Decision;
};

export type PartnershipAccessPage = {
  readonly accesses: readonly PartnershipAccess[];
  readonly endCursor: string | null;
  readonly hasNextPage: boolean;
};

/**
 * Who asked what of the reviews of a partnership, the newest first: for its access-log reader, refusals included.
 * References of hidden entries are not in it; that they were read is. Throws NOT_ALLOWED for everybody else.
 */
export async function partnershipLog(
  { database }: ReviewsService,
  partnership: string | null,
  { first, after }: AccessPageAsked,
  { viewer, trail }: Trailed & { readonly viewer: Viewer },
): Promise<PartnershipAccessPage> {
  const of = readerOf(viewer, partnership);
  const size = pageSize(first);
  const rows = await rowsOf(database, of, numberIn(after), size + 1);
  trail.read({ review: null, topic: 'ACCESS_LOG' });
  const shown = rows.slice(0, size);
  return {
    accesses: shown.map(({ number, ...access }) => ({ id: `reviews/${number}`, ...access })),
    endCursor: shown.at(-1)?.number ?? null,
    hasNextPage: rows.length > size,
  };
}

/** The one partnership whose log is meant. Throws NOT_ALLOWED for one that is not theirs, BAD_USER_INPUT for several. */
function readerOf({ offices = [] }: Viewer, partnership: string | null): string {
  const theirs = offices.filter(({ role }) => role === 'ACCESS_LOG_READER').map((office) => office.partnership);
  const meant = theirs.filter((id) => partnership === null || id === partnership);
  if (meant.length > 1) {
    throw badInput('You read the access logs of several partnerships. Say which.');
  }
  const [only] = meant;
  if (only === undefined) {
    throw new CaseReviewError('NOT_ALLOWED', 'The access log of a partnership is for its access-log reader.');
  }
  return only;
}

type Row = Omit<PartnershipAccess, 'id'> & { readonly number: string };

const references = (column: string) =>
  `ARRAY(SELECT DISTINCT reference FROM pointer WHERE review_id = log.review_id AND to_version IS NULL
     AND handling <> 'HIDDEN' AND entry_id IN (SELECT entry_id FROM pointer WHERE revision_id = ANY(${column})) ORDER BY 1)`;

const rowsOf = (database: DataSource, partnership: string, before: string | null, count: number) =>
  database.query(
    `SELECT number, log.at, person, organisation_id AS organisation, ${ACTING_FOR}, roles, purpose, topics, decision,
            review.reference AS review, ${references('log.revisions')} AS read, ${references('log.listed')} AS listed
     FROM access_log log JOIN review ON review.id = log.review_id
     WHERE review.partnership_id = $1 AND person IS NOT NULL AND ($2::bigint IS NULL OR number < $2)
     ORDER BY number DESC LIMIT $3`,
    [partnership, before, count],
  ) as Promise<Row[]>;
