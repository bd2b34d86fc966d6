import type { DataSource } from 'typeorm';
import type { Viewer } from '../../kit/access/viewer.ts';
import { notFound } from '../../kit/errors.ts';
import { isUuid } from '../../kit/identifiers/uuid.ts';
import { preparedRows } from '../../kit/service/prepared.ts';
import { ReviewRow } from '../tables.ts';

/** The reviews a viewer may know of: those they have a part in, and those of a partnership they administer. */
export function readableReviews(database: DataSource, viewer: Viewer, reference: string | null): Promise<ReviewRow[]> {
  const query = database
    .getRepository(ReviewRow)
    .createQueryBuilder('review')
    .where('(review.id = ANY(:reviews) OR review.partnershipId = ANY(:administers))', {
      reviews: [...viewer.reviews.keys()],
      administers: [...viewer.administers],
    })
    .orderBy('review.reference');
  if (reference !== null) {
    query.andWhere('review.reference = :reference', { reference });
  }
  return query.getMany();
}

/** Gives a review. Throws NOT_FOUND for one that does not exist and for one that is not the viewer's alike. */
export async function readableReview(database: DataSource, viewer: Viewer, id: string): Promise<ReviewRow> {
  const [review] = isUuid(id) ? await preparedRows(database, ReviewRow, 'id = $1', [id]) : [];
  if (review === undefined || !(viewer.reviews.has(id) || viewer.administers.includes(review.partnershipId))) {
    throw notFound('review', id);
  }
  return review;
}
