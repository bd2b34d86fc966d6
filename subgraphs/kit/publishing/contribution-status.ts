import { asOrganisation } from '../access/as-organisation.ts';
import { notFound } from '../errors.ts';
import { inLondon } from '../occurred/london.ts';
import type { AgencyService, Place } from './agency-service.ts';
import { type HeldBack, heldBackOf } from './held-back.ts';

export type PublicationStatus = {
  readonly number: number;
  readonly hash: string;
  readonly publishedAt: Date;
  readonly publishedBy: string;
  /** Set until the hub's signed answer is stored. */
  readonly deliveringSince: Date | null;
  readonly attempts: number;
  readonly outcome: 'ACCEPTED' | 'REFUSED' | null;
  readonly refusal: string | null;
  /** The hub's answer, as it signed it. */
  readonly answer: string | null;
};

export type ContributionStatus = {
  readonly version: number;
  readonly entries: number;
  readonly changed: number;
  readonly withdrawn: number;
  readonly publications: readonly PublicationStatus[];
  readonly heldBack: readonly HeldBack[];
};

/** How an organisation's contribution stands: what is drafted, what was published, what has arrived, what is held back. */
export const contributionStatus = (
  { database, now }: AgencyService,
  { review, organisation }: Place,
): Promise<ContributionStatus> =>
  asOrganisation(database, organisation, async (manager) => {
    const [contribution] = (await manager.query(
      `SELECT c.id, c.version, count(e.id)::int AS entries, (count(e.id) FILTER (WHERE e.changed))::int AS changed,
              (count(e.id) FILTER (WHERE e.withdrawn_at IS NOT NULL))::int AS withdrawn
       FROM contribution c LEFT JOIN entry e ON e.contribution_id = c.id
       WHERE c.review_id = $1 AND c.organisation_id = $2 GROUP BY c.id`,
      [review, organisation],
    )) as (Omit<ContributionStatus, 'publications' | 'heldBack'> & { readonly id: string })[];
    if (contribution === undefined) {
      throw notFound('contribution to the review', review);
    }
    const publications = (await manager.query(
      `SELECT p.number, p.hash, p.published_at AS "publishedAt", p.published_by AS "publishedBy", d.attempts, d.outcome,
              d.refusal, d.answer, CASE WHEN d.answer IS NULL THEN p.published_at END AS "deliveringSince"
       FROM publication p JOIN delivery d USING (contribution_id, number) WHERE contribution_id = $1 ORDER BY p.number`,
      [contribution.id],
    )) as PublicationStatus[];
    const heldBack = await heldBackOf(manager, contribution.id, inLondon(now().toISOString()).day);
    return { ...contribution, publications, heldBack };
  });
