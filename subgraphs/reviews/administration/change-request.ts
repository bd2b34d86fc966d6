import type { EntityManager } from 'typeorm';
import type { Viewer } from '../../kit/access/viewer.ts';
import { badInput, CaseReviewError } from '../../kit/errors.ts';
import { isUuid } from '../../kit/identifiers/uuid.ts';
import type { ReviewsService } from '../reviews-service.ts';
import { reviewRunBy } from './permissions.ts';
import { type AskedFor, type ChangedPart, changedParts, type RequestParts, requestParts } from './request-parts.ts';

/** That a request no longer stands, and why. */
export type RequestWithdrawn = { readonly at: string; readonly reason: string };

/** A change of a request as everybody sees it who sees the request. */
export type RequestChange = {
  readonly at: string;
  readonly by: string;
  readonly reason: string;
  readonly parts: readonly ChangedPart[];
};

type Place = { readonly review: string; readonly organisation: string };
type Held = RequestParts & {
  readonly askedOn: string;
  readonly withdrawn: RequestWithdrawn | null;
  readonly reply: { readonly kind: string; readonly on: string } | null;
};

/**
 * Changes what a standing request asks for; what is left out stays. Throws NOT_FOUND for an organisation that was not asked,
 * CONFLICT where the request was withdrawn or nothing would change.
 */
export async function changeRequest(
  service: ReviewsService,
  viewer: Viewer,
  place: Place,
  change: Partial<AskedFor>,
  reason: string,
): Promise<boolean> {
  await reviewRunBy(service, viewer, place.review, true);
  const why = reasonFrom(reason);
  return service.database.transaction(async (manager) => {
    const { askedOn, withdrawn, reply, ...was } = await standingRequest(manager, place);
    const is = requestParts({ ...was, ...givenOf(change) }, askedOn);
    const parts = changedParts(was, is);
    if (parts.length === 0) {
      throw new CaseReviewError('CONFLICT', 'The request asks for that already.');
    }
    await putParts(manager, place, is);
    await noteChange(manager, service, place, { by: viewer.person, reason: why, parts });
    return true;
  });
}

/**
 * Withdraws a request: the organisation is no longer asked, and its people no longer see the review. Throws CONFLICT where
 * something has come. What was sent is for the organisation to take back. An answer on paper is part of the review too, and
 * would be lost from it, or answer a later request that nobody has answered.
 */
export async function withdrawRequest(
  service: ReviewsService,
  viewer: Viewer,
  place: Place,
  reason: string,
): Promise<boolean> {
  await reviewRunBy(service, viewer, place.review, true);
  const why = reasonFrom(reason);
  return service.database.transaction(async (manager) => {
    const { reply } = await standingRequest(manager, place);
    refuseAnswered(reply);
    const [sent] = (await manager.query(
      "SELECT 1 FROM publication WHERE review_id = $1 AND organisation_id = $2 AND outcome = 'ACCEPTED' LIMIT 1",
      [place.review, place.organisation],
    )) as unknown[];
    if (sent !== undefined) {
      throw new CaseReviewError(
        'CONFLICT',
        'This organisation has sent its return. Only it can take that back, so the request stays.',
      );
    }
    const withdrawn: RequestWithdrawn = { at: service.now().toISOString(), reason: why };
    await manager.query(
      'UPDATE contribution_request SET withdrawn = $3 WHERE review_id = $1 AND organisation_id = $2',
      [place.review, place.organisation, JSON.stringify(withdrawn)],
    );
    const parts = [{ part: 'request', was: 'standing', is: 'withdrawn' }];
    await noteChange(manager, service, place, { by: viewer.person, reason: why, parts });
    return true;
  });
}

function refuseAnswered(reply: Held['reply']): void {
  if (reply !== null) {
    throw new CaseReviewError(
      'CONFLICT',
      `This organisation has answered outside the hub, on ${reply.on} (${reply.kind}). What has come is part of the review, so the request stays.`,
    );
  }
}

/** Null takes out what a request may be without, and leaves the rest as it is. */
const givenOf = (change: Partial<AskedFor>): Partial<AskedFor> =>
  Object.fromEntries(
    Object.entries(change).filter(
      ([part, value]) =>
        value !== undefined && (value !== null || !['dueOn', 'formOfAnswer', 'questions'].includes(part)),
    ),
  );

/** Asks an organisation again whose request was withdrawn, under its code. Gives false where none was. */
export async function askAgain(
  service: ReviewsService,
  place: Place,
  { by, code, askedOn }: { readonly by: string; readonly code: string; readonly askedOn: string },
  parts: RequestParts,
): Promise<boolean> {
  return service.database.transaction(async (manager) => {
    const [again] = (await manager.query(
      `UPDATE contribution_request SET withdrawn = NULL, asked_on = $4
       WHERE review_id = $1 AND organisation_id = $2 AND code = $3 AND withdrawn IS NOT NULL RETURNING code`,
      [place.review, place.organisation, code, askedOn],
    )) as [unknown[]];
    if (again.length === 0) {
      return false;
    }
    await putParts(manager, place, parts);
    const noted = [{ part: 'request', was: 'withdrawn', is: 'standing' }];
    await noteChange(manager, service, place, { by, reason: 'Asked again.', parts: noted });
    return true;
  });
}

function reasonFrom(reason: string): string {
  const text = reason.trim();
  if (text === '' || text.length > 1_000) {
    throw badInput(`The reason "${text.slice(0, 40)}" has ${text.length} characters; it takes 1 to 1,000.`);
  }
  return text;
}

/** The request as it stands, held until the transaction ends. */
async function standingRequest(manager: EntityManager, { review, organisation }: Place): Promise<Held> {
  const [held] = isUuid(organisation)
    ? ((await manager.query(
        `SELECT asked_on::text AS "askedOn", due_on::text AS "dueOn", period_from::text AS "periodFrom",
                period_to::text AS "periodTo", form_of_answer AS "formOfAnswer", questions, legal_power AS "legalPower",
                reminders_to AS "remindersTo", withdrawn, reply
         FROM contribution_request WHERE review_id = $1 AND organisation_id = $2 FOR UPDATE`,
        [review, organisation],
      )) as Held[])
    : [];
  if (held === undefined) {
    throw new CaseReviewError(
      'NOT_FOUND',
      `The organisation "${organisation}" was not asked to contribute to this review.`,
    );
  }
  if (held.withdrawn !== null) {
    throw new CaseReviewError('CONFLICT', `This request was withdrawn: ${held.withdrawn.reason}`);
  }
  return held;
}

const putParts = (manager: EntityManager, { review, organisation }: Place, parts: RequestParts) =>
  manager.query(
    `UPDATE contribution_request SET due_on = $3, period_from = $4, period_to = $5, form_of_answer = $6, questions = $7,
            legal_power = $8, reminders_to = $9
     WHERE review_id = $1 AND organisation_id = $2`,
    [
      review,
      organisation,
      parts.dueOn,
      parts.periodFrom,
      parts.periodTo,
      parts.formOfAnswer,
      JSON.stringify(parts.questions),
      parts.legalPower,
      parts.remindersTo,
    ],
  );

/** Keeps what was changed, by whom and why. It is never rewritten. */
const noteChange = (
  manager: EntityManager,
  { now }: ReviewsService,
  { review, organisation }: Place,
  { by, reason, parts }: Omit<RequestChange, 'at'>,
) =>
  manager.query(
    'INSERT INTO request_change (review_id, organisation_id, at, by, reason, parts) VALUES ($1, $2, $3, $4, $5, $6)',
    [review, organisation, now(), by, reason, JSON.stringify(parts)],
  );
