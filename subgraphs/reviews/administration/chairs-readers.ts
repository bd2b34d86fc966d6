import { panelRoles, rolesIn, type Viewer } from '../../kit/access/viewer.ts';
import { notFound } from '../../kit/errors.ts';
import { readableReview } from '../access/readable-reviews.ts';
import type { ReviewsService } from '../reviews-service.ts';
import { refuseUnless } from './permissions.ts';

/**
 * Lets somebody of the panel read what agencies mark for the chair, or ends that. Doing it again changes nothing. Throws
 * NOT_ALLOWED for anybody but the chair, NOT_FOUND for somebody who is not of the panel.
 */
export async function nameForChair(
  { database }: ReviewsService,
  viewer: Viewer,
  id: string,
  person: string,
  may: boolean,
): Promise<boolean> {
  await readableReview(database, viewer, id);
  refuseUnless(rolesIn(viewer, id).includes('CHAIR'), 'naming who reads what is for the chair');
  if (!may) {
    await database.query(
      `UPDATE membership SET ends_at = now()
       WHERE review_id = $1 AND person = $2 AND role = 'NAMED_BY_CHAIR' AND ends_at IS NULL`,
      [id, person],
    );
    return true;
  }
  const member = (await database.query(
    `SELECT FROM membership WHERE review_id = $1 AND person = $2 AND role = ANY($3)
     AND starts_at <= now() AND (ends_at IS NULL OR ends_at > now())`,
    [id, person, panelRoles],
  )) as unknown[];
  if (member.length === 0) {
    throw notFound('member of the panel', person);
  }
  await database.query(
    `INSERT INTO membership (review_id, person, role) SELECT $1, $2, 'NAMED_BY_CHAIR'
     WHERE NOT EXISTS (SELECT FROM membership
                       WHERE review_id = $1 AND person = $2 AND role = 'NAMED_BY_CHAIR' AND ends_at IS NULL)`,
    [id, person],
  );
  return true;
}
