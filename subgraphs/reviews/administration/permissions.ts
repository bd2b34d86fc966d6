import type { Viewer } from '../../kit/access/viewer.ts';
import { badInput, CaseReviewError } from '../../kit/errors.ts';
import { readableReview } from '../access/readable-reviews.ts';
import type { ReviewsService } from '../reviews-service.ts';

/** Throws NOT_ALLOWED unless the viewer may. */
export const refuseUnless = (allowed: boolean, what: string) => {
  if (!allowed) {
    throw new CaseReviewError('NOT_ALLOWED', `Your role does not carry ${what}.`);
  }
};

/**
 * The partnership an administrator acts for: the one they name, or the one there is. Throws NOT_ALLOWED for another's,
 * BAD_USER_INPUT when they administer several and name none.
 */
export function partnershipOf({ administers }: Viewer, named: string | null, what: string): string {
  refuseUnless(named === null ? administers.length > 0 : administers.includes(named), what);
  const [only, ...others] = administers;
  if (named === null && others.length > 0) {
    throw badInput(`You administer ${administers.length} partnerships. Say for which one.`);
  }
  return named ?? only!;
}

/** Gives the review, for those who run it: its partnership's administrator, or (where it says so) its business manager. */
export async function reviewRunBy(
  { database }: ReviewsService,
  viewer: Viewer,
  id: string,
  businessManagerToo: boolean,
) {
  const review = await readableReview(database, viewer, id);
  const manages = viewer.reviews.get(id)?.roles.includes('BUSINESS_MANAGER') ?? false;
  refuseUnless(
    viewer.administers.includes(review.partnershipId) || (businessManagerToo && manages),
    'running this review',
  );
  return review;
}

/** Turns PostgreSQL's refusal of a second one into a sentence, by the table in which there is one already. */
export async function unique<T>(sentences: Readonly<Record<string, string>>, run: () => Promise<T>): Promise<T> {
  try {
    return await run();
  } catch (error) {
    const { code, table = '' } = (error as { driverError?: { code?: string; table?: string } }).driverError ?? {};
    const sentence = code === '23505' ? sentences[table] : undefined;
    throw sentence === undefined ? error : new CaseReviewError('CONFLICT', sentence);
  }
}
