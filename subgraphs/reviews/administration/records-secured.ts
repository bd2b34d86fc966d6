import { actsFor, type Viewer } from '../../kit/access/viewer.ts';
import { dayFrom } from '../../kit/entries/calendar-date.ts';
import { badInput, CaseReviewError } from '../../kit/errors.ts';
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
 * an earlier one. Throws NOT_ALLOWED for whoever does not act for it, BAD_USER_INPUT for a day still to come.
 */
export async function secureRecords(
  { database, now }: ReviewsService,
  viewer: Viewer,
  { review, organisation }: { readonly review: string; readonly organisation: string },
  { on, by, words }: RecordsSecured,
): Promise<boolean> {
  const { closedAt } = await readableReview(database, viewer, review);
  refuseUnless(actsFor(viewer, review).includes(organisation), 'answering for this organisation');
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
  const answer = { on: day, by, words, answeredAt: now().toISOString(), answeredBy: viewer.person };
  await database.query(
    'UPDATE contribution_request SET records_secured = $3 WHERE review_id = $1 AND organisation_id = $2',
    [review, organisation, JSON.stringify(answer)],
  );
  return true;
}
