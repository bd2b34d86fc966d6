import { type DataSource, In } from 'typeorm';
import type { Viewer } from '../../kit/access/viewer.ts';
import { inLondon } from '../../kit/occurred/london.ts';
import { type NewRetention, RETENTION_COLUMNS, type Retention } from '../../kit/retention.ts';
import type { ReviewsService } from '../reviews-service.ts';
import { ReviewRow } from '../tables.ts';
import { refuseUnless, reviewRunBy } from './permissions.ts';

/** Says how long a review is to be kept: for the partnership's administrator. */
export async function keepReview(
  service: ReviewsService,
  viewer: Viewer,
  id: string,
  { until, reason }: NewRetention,
): Promise<boolean> {
  await reviewRunBy(service, viewer, id, false);
  await service.database.transaction(async (manager) => {
    await manager.query('UPDATE review SET retain_until = $2 WHERE id = $1', [id, until]);
    await manager.query(
      'INSERT INTO retention (review_id, until, reason, set_by, set_at) VALUES ($1, $2, $3, $4, $5)',
      [id, until, reason, viewer.person, service.now()],
    );
  });
  return true;
}

/** What was decided last on how long a review is kept, null while nobody did. */
export async function reviewRetention(database: DataSource, id: string, at: Date): Promise<Retention | null> {
  const [row] = (await database.query(
    `SELECT ${RETENTION_COLUMNS} FROM retention WHERE review_id = $1 ORDER BY number DESC LIMIT 1`,
    [id, todayAt(at)],
  )) as Retention[];
  return row ?? null;
}

/** Reviews of the partnerships a viewer administers whose time of keeping has ended, the longest past first. */
export function reviewsDue({ database, now }: ReviewsService, viewer: Viewer): Promise<ReviewRow[]> {
  refuseUnless(viewer.administers.length > 0, 'seeing which reviews are kept too long');
  return database
    .getRepository(ReviewRow)
    .createQueryBuilder('review')
    .where({ partnershipId: In([...viewer.administers]) })
    .andWhere('review.retainUntil < :today', { today: todayAt(now()) })
    .orderBy('review.retainUntil')
    .addOrderBy('review.reference')
    .getMany();
}

const todayAt = (at: Date) => inLondon(at.toISOString()).day;
