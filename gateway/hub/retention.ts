import { AT, PLACE, place } from './contribute.ts';
import type { Ask } from './graph.ts';
import type { OrganisationLine } from './organisation-line.ts';

/** A review whose time of keeping has ended. */
export type ReviewDue = {
  readonly id: string;
  readonly reference: string;
  readonly title: string;
  readonly retainUntil: string;
  readonly retention: { readonly reason: string } | null;
};

/** Reviews of somebody's partnerships that are kept too long. */
export async function reviewsDue(ask: Ask): Promise<readonly ReviewDue[]> {
  const { reviewsDue: due } = await ask<{ reviewsDue: readonly ReviewDue[] }>(
    '{ reviewsDue { id reference title retainUntil retention { reason setBy setAt } } }',
  );
  return due;
}

/** Says until when a review is to be kept; null for no last day. */
export const keepReview = (ask: Ask, review: string, until: string | null, reason: string): Promise<unknown> =>
  ask(
    'mutation Keep($review: ID!, $until: String, $reason: String!) { keepReview(review: $review, until: $until, reason: $reason) }',
    { review, until, reason },
  );

/** Says until when an organisation's contribution is to be kept; null for no last day. */
export const keepContribution = (
  ask: Ask,
  line: OrganisationLine,
  until: string | null,
  reason: string,
): Promise<unknown> =>
  ask(
    `mutation Keep(${PLACE}, $until: String, $reason: String!) {
      keep${line.prefix}Contribution(${AT}, until: $until, reason: $reason) { until }
    }`,
    { ...place(line), until, reason },
  );
