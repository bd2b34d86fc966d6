import type { Viewer } from '../../kit/access/viewer.ts';
import { notFound } from '../../kit/errors.ts';
import type { ReviewsService } from '../reviews-service.ts';
import { endAdministrator } from './administrators.ts';
import { partnershipOf } from './permissions.ts';

/** Of each thing that somebody can be in a partnership ($1) by its name ($2), what ends it. */
const endings: readonly string[] = [
  `UPDATE membership SET ends_at = now() WHERE person = $2 AND ends_at IS NULL
   AND review_id IN (SELECT id FROM review WHERE partnership_id = $1)`,
  `UPDATE stand_in SET ends_at = now() WHERE person = $2 AND ends_at IS NULL
   AND review_id IN (SELECT id FROM review WHERE partnership_id = $1)`,
  'DELETE FROM organisation_person WHERE person = $2 AND partnership_id = $1',
  'UPDATE office SET ends_at = now() WHERE person = $2 AND partnership_id = $1 AND ends_at IS NULL',
  // Whom they have named as a deputy goes with them, and the link for one that nobody has used yet.
  `UPDATE invitation SET ended_at = now() WHERE ended_at IS NULL
   AND review_id IN (SELECT id FROM review WHERE partnership_id = $1)
   AND (redeemed_by = $2 OR deputy_of IN (SELECT id FROM invitation WHERE redeemed_by = $2))`,
];

/**
 * Ends at once all that somebody is in a partnership: administrator, parts in its reviews, appointments, offices,
 * invitations, and what they stand in for. It is felt when their pass runs out. Throws NOT_FOUND for somebody who is nothing,
 * CONFLICT for the last administrator.
 */
export async function shutOut(
  { database }: ReviewsService,
  viewer: Viewer,
  person: string,
  partnership: string | null,
): Promise<boolean> {
  const by = partnershipOf(viewer, partnership, 'shutting people out');
  const ended = await database.transaction(async (manager) => {
    let count = await endAdministrator(manager, by, person, viewer.person);
    for (const ending of endings) {
      const [, rows] = (await manager.query(ending, [by, person])) as [unknown, number];
      count += rows;
    }
    return count;
  });
  if (ended === 0) {
    throw notFound('person of this partnership', person);
  }
  return true;
}
