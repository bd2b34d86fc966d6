import { PASS_REVIEWS, PASS_SECONDS, signPass } from '../../subgraphs/kit/access/pass.ts';
import type { Clearance } from '../../subgraphs/kit/access/viewer.ts';
import { CaseReviewError } from '../../subgraphs/kit/errors.ts';
import { leastRecentlyUsed, type Remembered } from '../../subgraphs/kit/least-recently-used.ts';
import type { SigningKey } from '../../subgraphs/kit/service/keys.ts';
import type { Memberships } from './memberships.ts';
import { reviewsMentioned } from './reviews-mentioned.ts';

/** A pass is reused only while it has this much of its life left, in milliseconds. */
const LEFT_MS = 3_000;
/** Passes kept for one person: services times sets of reviews. */
const MOST_PASSES = 50;

/** For whom, for what and for which service a pass is. */
export type PassRequest = {
  readonly person: string;
  readonly memberships: Memberships;
  readonly reviews: readonly Clearance[];
  readonly purpose: string | null;
  readonly requestId: string;
  readonly service: string;
};

type Signed = { readonly until: number; readonly pass: Promise<string> };

/**
 * Signs passes, each once for a person, set of reviews, purpose and service while it is fresh. They are kept with the
 * memberships they were made from, so that newer memberships never meet an older pass.
 */
export function passSigner(key: SigningKey, now: () => number = Date.now): (request: PassRequest) => Promise<string> {
  const kept = new WeakMap<Memberships, Remembered<Signed>>();
  return ({ person, memberships, reviews, purpose, requestId, service }) => {
    const passes = kept.get(memberships) ?? leastRecentlyUsed<Signed>(MOST_PASSES);
    kept.set(memberships, passes);
    const name = JSON.stringify([person, service, purpose, reviews.map(({ review }) => review)]);
    const known = passes.get(name);
    if (known !== undefined && known.until > now()) {
      return known.pass;
    }
    const { organisation, administers, offices } = memberships;
    const hasMore = reviews.length < memberships.reviews.length;
    const held = offices === undefined ? {} : { offices };
    const claims = { organisation, administers, ...held, reviews, hasMore, purpose, requestId };
    const pass = signPass(key, person, service, claims);
    passes.set(name, { until: now() + PASS_SECONDS * 1_000 - LEFT_MS, pass });
    pass.catch(() => passes.delete(name));
    return pass;
  };
}

/**
 * The reviews a pass names: all of a caller's, or when they are too many for one pass, those whose id or reference the
 * request mentions. Throws LIMIT_EXCEEDED when those are too many as well.
 */
export function reviewsForPass(reviews: readonly Clearance[], requestText: () => string): readonly Clearance[] {
  if (reviews.length <= PASS_REVIEWS) {
    return reviews;
  }
  const mentioned = reviewsMentioned(reviews, requestText());
  if (mentioned.length > PASS_REVIEWS) {
    throw new CaseReviewError(
      'LIMIT_EXCEEDED',
      `The request is about "${mentioned.length}" reviews; one request may be about ${PASS_REVIEWS}.`,
    );
  }
  return mentioned;
}
