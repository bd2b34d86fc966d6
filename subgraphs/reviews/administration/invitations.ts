import { createHash, randomBytes, randomUUID } from 'node:crypto';
import type { EntityManager } from 'typeorm';
import { issuerOf, maySpeakFor } from '../../kit/access/issuers.ts';
import type { Viewer } from '../../kit/access/viewer.ts';
import { badInput, CaseReviewError, notFound } from '../../kit/errors.ts';
import { isUuid } from '../../kit/identifiers/uuid.ts';
import type { ReviewsService } from '../reviews-service.ts';
import { refuseAdministrator } from './administrators.ts';
import { reviewRunBy } from './permissions.ts';

/** Those an invitation may be for. A system signs in by its own provider. */
const invitedRoles = ['AUTHOR', 'SIGNATORY'] as const;
const LONGEST_DAYS = 30;

/** Whom an invitation is for, and how many days its link is good. */
export type NewInvitation = { readonly organisation: string; readonly role: string; readonly days: number };

/** An invitation as whoever makes it gets it: the secret is shown this once, and only its hash is kept. */
export type Invitation = { readonly id: string; readonly secret: string; readonly expiresAt: string };

/** Invites somebody to act for one organisation in one review: whoever redeems the link first, and nobody after. */
export async function invite(
  service: ReviewsService,
  viewer: Viewer,
  review: string,
  { organisation, role, days }: NewInvitation,
): Promise<Invitation> {
  const { closedAt } = await reviewRunBy(service, viewer, review, true);
  if (!invitedRoles.some((known) => known === role)) {
    throw badInput(`"${role}" is no role to invite somebody to: it takes ${invitedRoles.join(', ')}.`);
  }
  refuseDays(days);
  if (closedAt !== null) {
    throw new CaseReviewError('CONFLICT', 'This review is closed.');
  }
  const [asked] = isUuid(organisation)
    ? ((await service.database.query(
        'SELECT 1 FROM contribution_request WHERE review_id = $1 AND organisation_id = $2 AND withdrawn IS NULL',
        [review, organisation],
      )) as unknown[])
    : [];
  if (asked === undefined) {
    throw notFound('organisation asked in this review', organisation);
  }
  return written(service, { review, organisation, role, days, deputyOf: null, by: viewer.person });
}

/** Lets somebody who was invited name one deputy, with the same role. Throws CONFLICT when there is one already. */
export async function inviteDeputy(
  service: ReviewsService,
  viewer: Viewer,
  review: string,
  days: number,
): Promise<Invitation> {
  refuseDays(days);
  const [own] = isUuid(review)
    ? ((await service.database.query(
        `SELECT i.id, i.organisation_id AS organisation, i.role FROM invitation i JOIN review v ON v.id = i.review_id
         WHERE i.review_id = $1 AND i.redeemed_by = $2 AND i.ended_at IS NULL AND i.deputy_of IS NULL AND v.closed_at IS NULL`,
        [review, viewer.person],
      )) as { id: string; organisation: string; role: string }[])
    : [];
  if (own === undefined) {
    throw notFound('invitation of yours to the review', review);
  }
  const [named] = (await service.database.query('SELECT 1 FROM invitation WHERE deputy_of = $1', [
    own.id,
  ])) as unknown[];
  if (named !== undefined) {
    throw new CaseReviewError('CONFLICT', 'You have named a deputy already.');
  }
  const { organisation, role } = own;
  return written(service, { review, organisation, role, days, deputyOf: own.id, by: viewer.person });
}

function refuseDays(days: number): void {
  if (days < 1 || days > LONGEST_DAYS) {
    throw badInput(`An invitation is good for 1 to ${LONGEST_DAYS} days, not "${days}".`);
  }
}

type Written = NewInvitation & { readonly review: string; readonly deputyOf: string | null; readonly by: string };

async function written(
  { database, now }: ReviewsService,
  { review, organisation, role, days, deputyOf, by }: Written,
): Promise<Invitation> {
  const secret = randomBytes(32).toString('base64url');
  const id = randomUUID();
  const expiresAt = new Date(now().getTime() + days * 24 * 3_600_000).toISOString();
  await database.query(
    `INSERT INTO invitation (id, review_id, organisation_id, role, secret_hash, deputy_of, invited_by, expires_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [id, review, organisation, role, hashOf(secret), deputyOf, by, expiresAt],
  );
  return { id, secret, expiresAt };
}

const hashOf = (secret: string) => createHash('sha256').update(secret).digest('hex');

/**
 * Redeems an invitation, as whoever is signed in: from now on the person acts for its organisation in its review, until
 * that is closed. Gives the review. Throws NOT_FOUND for a link that is unknown, used, ended or too old, which look the
 * same; NOT_ALLOWED when their sign-in service may not speak for the organisation; CONFLICT when they act for another or administer
 * the partnership.
 */
export function redeem({ database, issuers }: ReviewsService, viewer: Viewer, secret: string): Promise<string> {
  const { person } = viewer;
  return database.transaction(async (manager) => {
    await manager.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [person]);
    const [[taken]] = (await manager.query(
      `UPDATE invitation i SET redeemed_by = $2, redeemed_at = now() FROM review v
       WHERE v.id = i.review_id AND v.closed_at IS NULL AND i.secret_hash = $1 AND i.redeemed_by IS NULL
         AND i.ended_at IS NULL AND i.expires_at > now()
       RETURNING i.review_id AS review, i.organisation_id AS organisation, v.partnership_id AS partnership`,
      [hashOf(secret), person],
    )) as [{ review: string; organisation: string; partnership: string }[]];
    if (taken === undefined) {
      throw new CaseReviewError('NOT_FOUND', 'This invitation is unknown, was used, or has ended.');
    }
    const issuer = issuerOf(issuers, person);
    if (issuer === undefined || !maySpeakFor(issuer, taken.organisation)) {
      throw new CaseReviewError(
        'NOT_ALLOWED',
        'Your sign-in service may not speak for the organisation that invites you.',
      );
    }
    await refuseAdministrator(manager, taken.partnership, person);
    await refuseActingElsewhere(manager, person, taken.organisation);
    return taken.review;
  });
}

/** Throws CONFLICT when somebody acts for another organisation: a person acts for one and no more. */
export async function refuseActingElsewhere(
  database: Pick<EntityManager, 'query'>,
  person: string,
  organisation: string,
): Promise<void> {
  const [other] = (await database.query(
    `SELECT 1 FROM organisation_person WHERE person = $1 AND organisation_id <> $2
     UNION ALL
     SELECT 1 FROM invitation i JOIN review v ON v.id = i.review_id
     WHERE i.redeemed_by = $1 AND i.organisation_id <> $2 AND i.ended_at IS NULL AND v.closed_at IS NULL LIMIT 1`,
    [person, organisation],
  )) as unknown[];
  if (other !== undefined) {
    throw new CaseReviewError('CONFLICT', `"${person}" acts for another organisation.`);
  }
}

/** Ends an invitation, redeemed or not, and its deputy's with it. It is felt when their pass runs out. */
export async function endInvitation(
  service: ReviewsService,
  viewer: Viewer,
  review: string,
  id: string,
): Promise<boolean> {
  await reviewRunBy(service, viewer, review, true);
  const [, ended] = isUuid(id)
    ? ((await service.database.query(
        'UPDATE invitation SET ended_at = now() WHERE review_id = $1 AND (id = $2 OR deputy_of = $2) AND ended_at IS NULL',
        [review, id],
      )) as [unknown, number])
    : [null, 0];
  if (ended === 0) {
    throw notFound('invitation', id);
  }
  return true;
}
