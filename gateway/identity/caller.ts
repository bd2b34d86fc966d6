import { PASS_HEADER } from '../../subgraphs/kit/access/pass.ts';
import type { SignedIn } from '../../subgraphs/kit/access/signed-in.ts';
import type { Clearance } from '../../subgraphs/kit/access/viewer.ts';
import { type Asker, askerOf } from '../../subgraphs/kit/access-log/asker.ts';
import { badInput, CaseReviewError } from '../../subgraphs/kit/errors.ts';
import { REQUEST_ID_HEADER } from '../../subgraphs/kit/service/request-id.ts';
import { reviewAsked } from '../access-log/review-asked.ts';
import type { Caller } from '../federation/answer.ts';
import type { Presence } from '../federation/subgraph-client.ts';
import type { Trace } from '../trace.ts';
import { isDeveloper, type Memberships } from './memberships.ts';
import { type PassRequest, reviewsForPass } from './passes.ts';
import { refuseOtherOrganisation } from './speaking-for.ts';

const LONGEST_PURPOSE = 200;

/** Where what is known of callers comes from. */
export type Identity = {
  readonly membershipsOf: (person: string, trace?: Trace) => Promise<Memberships>;
  readonly passFor: (request: PassRequest) => Promise<string>;
};

/** One request of somebody who is signed in. */
export type IncomingRequest = {
  readonly id: string;
  /** The `hub-purpose` header, null when there is none. */
  readonly purpose: string | null;
  /** Query and variables. */
  readonly text: () => string;
  readonly presence: Presence;
  readonly trace: Trace;
};

/** A caller whose requests can be found in the log. */
export type IdentifiedCaller = Omit<Required<Caller>, 'given'> &
  Pick<Caller, 'given'> & {
    readonly requestId: string;
    readonly traceId: string;
    /** As the access log has them, and the review their request is about. */
    readonly asker: Asker;
    readonly reviewAsked: string | null;
    /** Whether they may ask the graph about itself where only developers may. */
    readonly isDeveloper: boolean;
  };

/**
 * Gives a caller to the engine. Every header a service gets is made here: nothing that came in travels on, except the
 * caller's own token.
 */
export async function callerOf(
  identity: Identity,
  signedIn: SignedIn,
  incoming: IncomingRequest,
): Promise<IdentifiedCaller> {
  const { person, token } = signedIn;
  const { id: requestId, purpose, presence, trace } = incoming;
  if (purpose !== null && purpose.length > LONGEST_PURPOSE) {
    throw badInput(`The header "hub-purpose" has ${purpose.length} characters; it may have ${LONGEST_PURPOSE}.`);
  }
  const memberships = await identity.membershipsOf(person, trace);
  refuseOtherOrganisation(signedIn, memberships);
  const reviews = reviewsForPass(memberships.reviews, incoming.text);
  return {
    requestId,
    traceId: trace.traceId,
    person,
    isDeveloper: isDeveloper(memberships),
    presence,
    asker: askerOf({
      person,
      organisation: memberships.organisation,
      purpose,
      reviews: new Map(reviews.map((clearance) => [clearance.review, clearance])),
    }),
    reviewAsked: reviewAsked(reviews, incoming.text),
    headersFor: async (service) => {
      refuseUnnamed(service, reviews, memberships);
      return {
        'content-type': 'application/json',
        accept: 'application/json',
        authorization: `Bearer ${token}`,
        [PASS_HEADER]: await identity.passFor({ person, memberships, reviews, purpose, requestId, service }),
        [REQUEST_ID_HEADER]: requestId,
        traceparent: trace.traceparent,
      };
    },
  };
}

/**
 * Whoever has a part in more reviews than a pass names says which ones a request is about. `reviews` knows them by itself
 * and lists them; an agency would answer that there is nothing, which must never pass for an answer.
 */
function refuseUnnamed(service: string, named: readonly Clearance[], { reviews }: Memberships): void {
  if (service !== 'reviews' && named.length === 0 && reviews.length > 0) {
    throw new CaseReviewError(
      'LIMIT_EXCEEDED',
      `You have a part in ${reviews.length} reviews. Name the one that the request is about, by its id or reference.`,
    );
  }
}
