import type { Viewer } from '../../kit/access/viewer.ts';
import { dayFrom } from '../../kit/entries/calendar-date.ts';
import { badInput, CaseReviewError } from '../../kit/errors.ts';
import { isUuid } from '../../kit/identifiers/uuid.ts';
import { codesOf, declarations } from '../../kit/vocabulary.ts';
import type { Reply } from '../coverage/coverage.ts';
import type { ReviewsService } from '../reviews-service.ts';
import type { OrganisationRow } from '../tables.ts';
import { askAgain } from './change-request.ts';
import { knownOrganisation } from './checked.ts';
import { reviewRunBy, unique } from './permissions.ts';
import { type AskedFor, requestParts } from './request-parts.ts';

export type NewRequest = AskedFor & {
  readonly organisation: string;
  readonly code: string;
  readonly askedOn: string;
};

/** Asks an organisation to contribute. Throws CONFLICT where it was asked before: what is asked of it is changed, with a reason. */
export async function requestContribution(
  service: ReviewsService,
  viewer: Viewer,
  id: string,
  request: NewRequest,
): Promise<boolean> {
  await reviewRunBy(service, viewer, id, true);
  if (!/^[A-Z][A-Z0-9]{1,11}$/.test(request.code)) {
    throw badInput(
      `"${request.code}" is not a short code: it takes 2 to 12 capital letters and digits, such as HOS or GPP1.`,
    );
  }
  await knownOrganisation(service.database, request.organisation);
  const askedOn = dayFrom(request.askedOn);
  const parts = requestParts(request, askedOn);
  const { organisation, code } = request;
  if (await askAgain(service, { review: id, organisation }, { by: viewer.person, code, askedOn }, parts)) {
    return true;
  }
  await refuseAskedBefore(service, id, organisation);
  const taken = `The code "${request.code}" is taken in this review: another organisation is asked under it.`;
  await unique({ contribution_request: taken }, () =>
    service.database.query(
      `INSERT INTO contribution_request (review_id, organisation_id, code, asked_on, due_on, period_from, period_to, form_of_answer, questions, legal_power, reminders_to)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
      [
        id,
        request.organisation,
        request.code,
        askedOn,
        parts.dueOn,
        parts.periodFrom,
        parts.periodTo,
        parts.formOfAnswer,
        JSON.stringify(parts.questions),
        parts.legalPower,
        parts.remindersTo,
      ],
    ),
  );
  return true;
}

/** Throws CONFLICT with the code under which an organisation was asked before. */
async function refuseAskedBefore({ database }: ReviewsService, review: string, organisation: string): Promise<void> {
  const [before] = (await database.query(
    'SELECT code, withdrawn FROM contribution_request WHERE review_id = $1 AND organisation_id = $2',
    [review, organisation],
  )) as { readonly code: string; readonly withdrawn: object | null }[];
  if (before === undefined) {
    return;
  }
  throw new CaseReviewError(
    'CONFLICT',
    before.withdrawn === null
      ? `This organisation is asked already, as "${before.code}": change what it is asked instead.`
      : `This organisation was asked before, as "${before.code}": ask it again under that code.`,
  );
}

/** The organisations that may be asked in a review: those its partnership has entered, and those it asked before. */
export async function organisationsToAsk(
  service: ReviewsService,
  viewer: Viewer,
  id: string,
): Promise<readonly OrganisationRow[]> {
  const { partnershipId } = await reviewRunBy(service, viewer, id, true);
  return (await service.database.query(
    `SELECT id, name, sector, service FROM organisation o
     WHERE entered_by = $1 OR EXISTS (SELECT FROM contribution_request r JOIN review v ON v.id = r.review_id
                                      WHERE r.organisation_id = o.id AND v.partnership_id = $1)
     ORDER BY name, id`,
    [partnershipId],
  )) as OrganisationRow[];
}

const replyKinds = ['OUTSIDE_HUB', ...codesOf(declarations)] as const;

/** Records an answer that did not come through the hub. */
export async function recordReply(
  service: ReviewsService,
  viewer: Viewer,
  id: string,
  organisation: string,
  reply: Reply,
): Promise<boolean> {
  await reviewRunBy(service, viewer, id, true);
  if (!replyKinds.some((known) => known === reply.kind)) {
    throw badInput(`"${reply.kind}" is not an answer: it takes ${replyKinds.join(', ')}.`);
  }
  const [, changed] = isUuid(organisation)
    ? ((await service.database.query(
        'UPDATE contribution_request SET reply = $3 WHERE review_id = $1 AND organisation_id = $2 AND withdrawn IS NULL',
        [id, organisation, JSON.stringify(reply)],
      )) as [unknown, number])
    : [null, 0];
  if (changed === 0) {
    throw new CaseReviewError(
      'NOT_FOUND',
      `The organisation "${organisation}" was not asked to contribute to this review.`,
    );
  }
  return true;
}
