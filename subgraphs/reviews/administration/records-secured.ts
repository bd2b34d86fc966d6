import type { DataSource } from 'typeorm';
import { actsFor, rolesIn, type Viewer } from '../../kit/access/viewer.ts';
import { dayFrom } from '../../kit/entries/calendar-date.ts';
import { badInput, CaseReviewError } from '../../kit/errors.ts';
import { isUuid } from '../../kit/identifiers/uuid.ts';
import { readableReview } from '../access/readable-reviews.ts';
import { londonDay } from '../london-day.ts';
import type { ReviewsService } from '../reviews-service.ts';
import { refuseUnless } from './permissions.ts';

/** That an organisation has made sure that nobody changes or destroys its records, in its own words. */
export type RecordsSecured = {
  readonly on: string;
  /** Who saw to it, as what they are: "Records manager". */
  readonly by: string;
  readonly words: string | null;
};

/**
 * Keeps an organisation's answer to what it is asked first: whether its records are secured. A later answer takes the place of
 * an earlier one. The business manager records what an organisation outside the hub says on paper. Throws NOT_ALLOWED for
 * whoever does not act for it, BAD_USER_INPUT for a day still to come.
 */
export async function secureRecords(
  { database, now }: ReviewsService,
  viewer: Viewer,
  { review, organisation }: { readonly review: string; readonly organisation: string },
  { on, by, words }: RecordsSecured,
): Promise<boolean> {
  const { closedAt } = await readableReview(database, viewer, review);
  const isOwn = actsFor(viewer, review).includes(organisation);
  refuseUnless(isOwn || (await mayRecord(database, viewer, review, organisation)), 'answering for this organisation');
  if (closedAt !== null) {
    throw new CaseReviewError('CONFLICT', 'This review is closed.');
  }
  const day = dayFrom(on);
  if (day > londonDay(now())) {
    throw badInput(`Records cannot have been secured on "${on}": that day is still to come.`);
  }
  if (by.trim() === '') {
    throw badInput('Say who secured the records: "Records manager".');
  }
  const answer = { on: day, by, words, onBehalf: !isOwn, answeredAt: now().toISOString(), answeredBy: viewer.person };
  await database.query(
    'UPDATE contribution_request SET records_secured = $3 WHERE review_id = $1 AND organisation_id = $2',
    [review, organisation, JSON.stringify(answer)],
  );
  return true;
}

/** An organisation that no service of this hub holds records of answers on paper, and whoever runs the review records it. */
async function mayRecord(database: DataSource, viewer: Viewer, review: string, organisation: string): Promise<boolean> {
  const [outside] = isUuid(organisation)
    ? ((await database.query(
        `SELECT 1 FROM contribution_request r JOIN organisation o ON o.id = r.organisation_id
         WHERE r.review_id = $1 AND o.id = $2 AND o.service IS NULL AND r.withdrawn IS NULL`,
        [review, organisation],
      )) as unknown[])
    : [];
  return outside !== undefined && rolesIn(viewer, review).includes('BUSINESS_MANAGER');
}
