import type { Viewer } from '../../kit/access/viewer.ts';
import { rolesIn } from '../../kit/access/viewer.ts';
import { type AccessPage, type AccessPageAsked, accessesOf } from '../../kit/access-log/accesses.ts';
import type { Trailed } from '../../kit/access-log/hold-answers.ts';
import { CaseReviewError } from '../../kit/errors.ts';
import { Parameters, sightSql } from '../chronology/visible-sql.ts';
import type { ReviewsService } from '../reviews-service.ts';

/**
 * Who read what in a review, for its chair. An entry the chair may not know of is not in it. Throws NOT_ALLOWED for
 * everybody else.
 */
export async function accessLogOf(
  { database }: ReviewsService,
  review: string,
  asked: AccessPageAsked,
  { viewer, trail }: Trailed & { readonly viewer: Viewer },
): Promise<AccessPage> {
  if (!rolesIn(viewer, review).includes('CHAIR')) {
    throw new CaseReviewError('NOT_ALLOWED', 'The access log of a review is for its chair.');
  }
  const parameters = new Parameters();
  for (const own of [review, null, null, null]) {
    parameters.add(own); // The places of accessesOf: $1 to $4.
  }
  const { visible } = sightSql(viewer, review, parameters);
  const sqlOf = (column: string) =>
    `ARRAY(SELECT DISTINCT reference FROM pointer WHERE review_id = $1 AND to_version IS NULL AND ${visible}
       AND entry_id IN (SELECT entry_id FROM pointer WHERE revision_id = ANY(${column})) ORDER BY 1)`;
  const of = { service: 'reviews', review, topics: true };
  const page = await accessesOf(database, of, asked, { sqlOf, values: parameters.values.slice(4) });
  trail.read({ review, topic: 'ACCESS_LOG' });
  return page;
}
