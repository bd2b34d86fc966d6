import { randomUUID } from 'node:crypto';
import type { JWK } from 'jose';
import type { Viewer } from '../../kit/access/viewer.ts';
import { reviewRoles } from '../../kit/access/viewer.ts';
import { badInput, CaseReviewError, notFound } from '../../kit/errors.ts';
import { keyOf } from '../../kit/service/keys.ts';
import { readableReview } from '../access/readable-reviews.ts';
import type { Reply } from '../coverage/coverage.ts';
import { type Identity, putIdentity } from '../identity/identity-sheet.ts';
import type { ReviewsService } from '../reviews-service.ts';

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
export type NewRequest = {
  readonly organisation: string;
  readonly code: string;
  readonly askedOn: string;
  readonly dueOn: string;
  readonly periodFrom?: string | null;
  readonly periodTo?: string | null;
  readonly formOfAnswer: string;
  readonly questions: readonly string[];
  readonly legalPower?: string | null;
};

const refuseUnless = (allowed: boolean, what: string) => {
  if (!allowed) {
    throw new CaseReviewError('NOT_ALLOWED', `Your role does not carry ${what}.`);
  }
};

/** Gives the review, for those who run it: its partnership's administrator, or (where it says so) its business manager. */
async function reviewRunBy({ database }: ReviewsService, viewer: Viewer, id: string, businessManagerToo: boolean) {
  const review = await readableReview(database, viewer, id);
  const manages = viewer.reviews.get(id)?.roles.includes('BUSINESS_MANAGER') ?? false;
  refuseUnless(
    viewer.administers.includes(review.partnershipId) || (businessManagerToo && manages),
    'running this review',
  );
  return review;
}

/** Turns PostgreSQL's refusal of a second one into a sentence. */
async function unique<T>(sentence: string, run: () => Promise<T>): Promise<T> {
  try {
    return await run();
  } catch (error) {
    throw (error as { code?: string }).code === '23505' ? new CaseReviewError('CONFLICT', sentence) : error;
  }
}

/** Enters an organisation, or its new name, sector or service. */
export async function putOrganisation(
  { database, agencies }: ReviewsService,
  viewer: Viewer,
  {
    id,
    name,
    sector,
    service,
  }: { readonly id?: string | null; readonly name: string; readonly sector: string; readonly service?: string | null },
): Promise<string> {
  refuseUnless(viewer.administers.length > 0, 'entering organisations');
  if (service != null && !agencies.some((agency) => agency.name === service)) {
    throw badInput(
      `"${service}" is not a service of this hub: it has ${agencies.map((agency) => agency.name).join(', ')}.`,
    );
  }
  const organisation = id ?? randomUUID();
  await database.query(
    `INSERT INTO organisation (id, name, sector, service) VALUES ($1, $2, $3, $4)
     ON CONFLICT (id) DO UPDATE SET name = EXCLUDED.name, sector = EXCLUDED.sector, service = EXCLUDED.service`,
    [organisation, name, sector, service ?? null],
  );
  return organisation;
}

/** Keeps the public half of an organisation's signing key, for ever. Entering it again changes nothing. */
export async function putSigningKey(
  { database }: ReviewsService,
  viewer: Viewer,
  organisation: string,
  jwk: string,
): Promise<string> {
  refuseUnless(viewer.administers.length > 0, 'entering keys');
  const key = await publicKey(jwk);
  await database.query(
    'INSERT INTO signing_key (organisation_id, kid, jwk) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING',
    [organisation, key.kid, JSON.stringify(key)],
  );
  return key.kid;
}

async function publicKey(text: string): Promise<JWK & { readonly kid: string }> {
  try {
    const { kid, kty, crv, x, y, alg } = JSON.parse(text) as JWK;
    const jwk = {
      kid: kid ?? '',
      kty,
      crv,
      x,
      ...(y === undefined ? {} : { y }),
      ...(alg === undefined ? {} : { alg }),
    } as JWK & { kid: string };
    await keyOf(jwk);
    if (jwk.kid !== '') {
      return jwk;
    }
  } catch {
    // The sentence below says it.
  }
  throw badInput('This is not a public key as a JWK with a "kid".');
}

/** Ends the life of a signing key: what it signs from now on is refused. What it signed stays verifiable. */
export async function revokeSigningKey(
  { database }: ReviewsService,
  viewer: Viewer,
  organisation: string,
  kid: string,
): Promise<boolean> {
  refuseUnless(viewer.administers.length > 0, 'revoking keys');
  const [, changed] = (await database.query(
    'UPDATE signing_key SET valid_until = now() WHERE organisation_id = $1 AND kid = $2',
    [organisation, kid],
  )) as [unknown, number];
  if (changed === 0) {
    throw notFound('signing key', kid);
  }
  return true;
}

export const organisationRoleNames = ['AUTHOR', 'SIGNATORY', 'SYSTEM'] as const;

/** Says that somebody acts for an organisation. */
export async function appoint(
  { database }: ReviewsService,
  viewer: Viewer,
  person: string,
  organisation: string,
  role: string,
): Promise<boolean> {
  refuseUnless(viewer.administers.length > 0, 'appointing people');
  if (!organisationRoleNames.some((known) => known === role)) {
    throw badInput(`"${role}" is not a role in an organisation: it takes ${organisationRoleNames.join(', ')}.`);
  }
  await database.query(
    'INSERT INTO organisation_person (person, organisation_id, role) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING',
    [person, organisation, role],
  );
  return true;
}

/** Opens a review with its people. */
export function openReview(service: ReviewsService, viewer: Viewer, review: NewReview): Promise<string> {
  refuseUnless(viewer.administers.includes(review.partnership), 'opening reviews of this partnership');
  const id = review.id ?? randomUUID();
  return unique(`There is a review "${review.reference}" already.`, () =>
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
          review.incidentOn ?? null,
          review.scopingFrom ?? null,
          review.scopingTo ?? null,
          JSON.stringify(review.keyLines),
          review.retainUntil ?? null,
        ],
      );
      for (const { id: given, pseudonym, role, atTheCentre, identity } of review.subjects) {
        const subject = given ?? randomUUID();
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

/** Gives somebody a part in a review. */
export async function addMember(
  service: ReviewsService,
  viewer: Viewer,
  id: string,
  member: { readonly person: string; readonly role: string; readonly organisation?: string | null },
): Promise<boolean> {
  await reviewRunBy(service, viewer, id, false);
  if (!reviewRoles.some((known) => known === member.role)) {
    throw badInput(`"${member.role}" is not a role in a review: it takes ${reviewRoles.join(', ')}.`);
  }
  await service.database.query(
    'INSERT INTO membership (review_id, person, role, organisation_id) VALUES ($1, $2, $3, $4)',
    [id, member.person, member.role, member.organisation ?? null],
  );
  return true;
}

/** Ends all parts somebody has in a review. It is felt when their pass runs out. */
export async function endMembership(
  service: ReviewsService,
  viewer: Viewer,
  id: string,
  person: string,
): Promise<boolean> {
  await reviewRunBy(service, viewer, id, false);
  await service.database.query(
    'UPDATE membership SET ends_at = now() WHERE review_id = $1 AND person = $2 AND ends_at IS NULL',
    [id, person],
  );
  return true;
}

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
  const [known] = (await service.database.query('SELECT 1 FROM organisation WHERE id = $1', [
    request.organisation,
  ])) as unknown[];
  if (known === undefined) {
    throw notFound('organisation', request.organisation);
  }
  await unique(`This organisation was asked before, or the code "${request.code}" is taken in this review.`, () =>
    service.database.query(
      `INSERT INTO contribution_request (review_id, organisation_id, code, asked_on, due_on, period_from, period_to, form_of_answer, questions, legal_power)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
      [
        id,
        request.organisation,
        request.code,
        request.askedOn,
        request.dueOn,
        request.periodFrom ?? null,
        request.periodTo ?? null,
        request.formOfAnswer,
        JSON.stringify(request.questions),
        request.legalPower ?? null,
      ],
    ),
  );
  return true;
}

/** Records an answer that did not come through the hub. */
export async function recordReply(
  service: ReviewsService,
  viewer: Viewer,
  id: string,
  organisation: string,
  reply: Reply,
): Promise<boolean> {
  await reviewRunBy(service, viewer, id, true);
  const [, changed] = (await service.database.query(
    'UPDATE contribution_request SET reply = $3 WHERE review_id = $1 AND organisation_id = $2',
    [id, organisation, JSON.stringify(reply)],
  )) as [unknown, number];
  if (changed === 0) {
    throw new CaseReviewError(
      'NOT_FOUND',
      `The organisation "${organisation}" was not asked to contribute to this review.`,
    );
  }
  return true;
}
