import { z } from 'zod';
import type { Viewer } from '../../kit/access/viewer.ts';
import { dayFrom } from '../../kit/entries/calendar-date.ts';
import { badInput, CaseReviewError } from '../../kit/errors.ts';
import { isUuid } from '../../kit/identifiers/uuid.ts';
import { codesOf, declarations } from '../../kit/vocabulary.ts';
import type { Reply } from '../coverage/coverage.ts';
import type { ReviewsService } from '../reviews-service.ts';
import { knownOrganisation, periodFrom } from './checked.ts';
import { knownPower } from './legal-powers.ts';
import { reviewRunBy, unique } from './permissions.ts';

export type NewRequest = {
  readonly organisation: string;
  readonly code: string;
  readonly askedOn: string;
  readonly dueOn: string;
  readonly periodFrom?: string | null;
  readonly periodTo?: string | null;
  readonly formOfAnswer: string;
  readonly questions: readonly string[];
  /** A code of the list of legal powers, or words of the partnership's own. */
  readonly legalPower?: string | null;
  /** The e-mail address to which reminders go; none are sent without one. */
  readonly remindersTo?: string | null;
};

/** Asks an organisation to contribute. */
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
  const period = periodFrom(request.periodFrom, request.periodTo);
  const [askedOn, dueOn] = [dayFrom(request.askedOn), dayFrom(request.dueOn)];
  const remindersTo = emailOrNull(request.remindersTo ?? null);
  const taken = `This organisation was asked before, or the code "${request.code}" is taken in this review.`;
  await unique({ contribution_request: taken }, () =>
    service.database.query(
      `INSERT INTO contribution_request (review_id, organisation_id, code, asked_on, due_on, period_from, period_to, form_of_answer, questions, legal_power, reminders_to)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
      [
        id,
        request.organisation,
        request.code,
        askedOn,
        dueOn,
        ...period,
        request.formOfAnswer,
        JSON.stringify(request.questions),
        knownPower(request.legalPower ?? null)?.words ?? request.legalPower ?? null,
        remindersTo,
      ],
    ),
  );
  return true;
}

function emailOrNull(text: string | null): string | null {
  if (text !== null && !z.email().safeParse(text).success) {
    throw badInput(`"${text}" is not an e-mail address to which reminders could go.`);
  }
  return text;
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
        'UPDATE contribution_request SET reply = $3 WHERE review_id = $1 AND organisation_id = $2',
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
