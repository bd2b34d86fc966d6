import type { Person } from '../people.ts';
import type { SampleReview } from '../sample-review.ts';

/** People, and of what they are: a review, or none. */
export type PeopleOfReview = { readonly of: string; readonly people: readonly Person[] };

type Review = Pick<SampleReview, 'partnership' | 'review' | 'requests' | 'members'>;

/**
 * Groups people by the reviews they have a part in: who is of the panel, who writes or signs for an organisation that was
 * asked, under the code it has there, and who administers the partnership. Whoever has a part in two stands in both.
 */
export function peopleByReview(people: readonly Person[], reviews: readonly Review[]): readonly PeopleOfReview[] {
  const groups = reviews.map((review) => ({
    of: `${review.review.reference}, "${review.review.title}"`,
    people: people.filter((person) => hasPartIn(person, review)),
  }));
  const placed = new Set(groups.flatMap((group) => group.people));
  const others = people.filter((person) => !placed.has(person));
  return [...groups, { of: 'Of no review', people: others }].filter((group) => group.people.length > 0);
}

const hasPartIn = ({ id, organisation, administers }: Person, { partnership, requests, members }: Review) =>
  members.some(({ person }) => person === id) ||
  (administers?.includes(partnership.id) ?? false) ||
  requests.some((request) => request.organisation === organisation && id.startsWith(`${request.code.toLowerCase()}-`));
