import { CaseReviewError, notFound } from '../errors.ts';
import type { Writer } from '../publishing/contribution.ts';
import { hasAny, type ReviewRole, type ReviewSubject, type Viewer } from './viewer.ts';

/** What somebody may do for an organisation in a review. */
export type Acting = {
  readonly code: string;
  /** The partnership's number for the review. */
  readonly reference: string;
  readonly subjects: readonly ReviewSubject[];
  readonly by: Writer;
};

/**
 * Gives what the viewer may do for an organisation in a review. Throws NOT_FOUND for a review that is unknown or not
 * theirs, which look the same, and NOT_ALLOWED for another organisation or a role that does not carry the act.
 */
export function actingFor(
  viewer: Viewer,
  { review, organisation }: { readonly review: string; readonly organisation: string },
  wanted: readonly ReviewRole[],
): Acting {
  const clearance = viewer.reviews.get(review);
  if (clearance === undefined) {
    throw notFound('review', review);
  }
  const standIn = clearance.standsInFor?.find((each) => each.organisation === organisation);
  if (viewer.organisation !== organisation && standIn === undefined) {
    throw new CaseReviewError(
      'NOT_ALLOWED',
      `You do not act for this organisation: that is for ${inWords(wanted)} of its own.`,
    );
  }
  const { code, roles, from } = standIn ?? { ...clearance, from: null };
  if (!hasAny(roles, wanted) || code === undefined) {
    throw new CaseReviewError(
      'NOT_ALLOWED',
      `Your role in this review does not carry this: it is for ${inWords(wanted)} of the organisation.`,
    );
  }
  const isSystem = !hasAny(roles, people);
  return {
    code,
    reference: clearance.reference,
    subjects: clearance.subjects ?? [],
    by: { person: viewer.person, isSystem, from },
  };
}

const either = new Intl.ListFormat('en-GB', { type: 'disjunction' });

/** `an author or a system`: who may, said to those who may not. */
const inWords = (roles: readonly ReviewRole[]) =>
  either.format(roles.map((role) => (role === 'AUTHOR' ? 'an author' : `a ${role.toLowerCase()}`)));

const people: readonly ReviewRole[] = ['AUTHOR', 'SIGNATORY'];
export const authors: readonly ReviewRole[] = ['AUTHOR', 'SYSTEM'];
export const publishers: readonly ReviewRole[] = ['AUTHOR', 'SIGNATORY', 'SYSTEM'];
export const signatories: readonly ReviewRole[] = ['SIGNATORY'];
/** Those who put words of their own: a system delivers records and has none. */
export const writers: readonly ReviewRole[] = ['AUTHOR'];
/** Those who read what their organisation has drafted and published: a system delivers, and reads nothing back. */
export const ownReaders: readonly ReviewRole[] = ['AUTHOR', 'SIGNATORY'];
