import type { Viewer } from '../../kit/access/viewer.ts';
import { type Identity, putIdentity } from '../identity/identity-sheet.ts';
import type { ReviewsService } from '../reviews-service.ts';
import { dayOrNull, idFor, periodFrom } from './checked.ts';
import { refuseUnless, reviewRunBy, unique } from './permissions.ts';

export type NewSubject = {
  readonly id?: string | null;
  readonly pseudonym: string;
  readonly role: string;
  readonly atTheCentre: boolean;
  readonly identity?: Identity | null;
};
export type NewReview = {
  readonly id?: string | null;
  readonly partnership: string;
  readonly reference: string;
  readonly title: string;
  readonly type: string;
  readonly mandate?: string | null;
  readonly stage: string;
  readonly incidentOn?: string | null;
  readonly scopingFrom?: string | null;
  readonly scopingTo?: string | null;
  readonly retainUntil?: string | null;
  readonly keyLines: readonly string[];
  readonly subjects: readonly NewSubject[];
};

/** Opens a review with its people. */
export async function openReview(service: ReviewsService, viewer: Viewer, review: NewReview): Promise<string> {
  refuseUnless(viewer.administers.includes(review.partnership), 'opening reviews of this partnership');
  const id = idFor('a review', review.id);
  const subjects = review.subjects.map((subject) => ({ ...subject, id: idFor('a person', subject.id) }));
  const incidentOn = dayOrNull(review.incidentOn);
  const scoping = periodFrom(review.scopingFrom, review.scopingTo);
  const retainUntil = dayOrNull(review.retainUntil);
  const taken = {
    review: `There is a review "${review.reference}" already.`,
    subject: `Two people of the review "${review.reference}" have the same name or id, or one is of another review.`,
  };
  return unique(taken, () =>
    service.database.transaction(async (manager) => {
      await manager.query(
        `INSERT INTO review (id, partnership_id, reference, title, type, mandate, stage, incident_on, scoping_from, scoping_to, key_lines, retain_until)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)`,
        [
          id,
          review.partnership,
          review.reference,
          review.title,
          review.type,
          review.mandate ?? null,
          review.stage,
          incidentOn,
          ...scoping,
          JSON.stringify(review.keyLines),
          retainUntil,
        ],
      );
      for (const { id: subject, pseudonym, role, atTheCentre, identity } of subjects) {
        await manager.query(
          'INSERT INTO subject (id, review_id, pseudonym, role, at_the_centre) VALUES ($1, $2, $3, $4, $5)',
          [subject, id, pseudonym, role, atTheCentre],
        );
        if (identity != null) {
          await putIdentity(manager, service, id, subject, identity);
        }
      }
      return id;
    }),
  );
}

/** Closes a review: no more publications are taken. */
export async function closeReview(service: ReviewsService, viewer: Viewer, id: string): Promise<boolean> {
  await reviewRunBy(service, viewer, id, false);
  await service.database.query('UPDATE review SET closed_at = now() WHERE id = $1 AND closed_at IS NULL', [id]);
  return true;
}
