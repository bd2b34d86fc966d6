import { z } from 'zod';
import { type Clearance, type Office, officeRoles, reviewRoles } from '../../subgraphs/kit/access/viewer.ts';
import { CaseReviewError } from '../../subgraphs/kit/errors.ts';
import { leastRecentlyUsed } from '../../subgraphs/kit/least-recently-used.ts';
import { type SigningKey, serviceToken } from '../../subgraphs/kit/service/keys.ts';
import type { SubgraphClient } from '../federation/subgraph-client.ts';
import type { Trace } from '../trace.ts';

/** What somebody is cleared for, as `reviews` knows it. */
export type Memberships = {
  readonly organisation: string | null;
  readonly administers: readonly string[];
  readonly offices?: readonly Office[];
  readonly reviews: readonly Clearance[];
};

/** Whether they may ask the graph about itself where only developers may. */
export const isDeveloper = ({ offices = [] }: Memberships) => offices.some(({ role }) => role === 'DEVELOPER');

/** How long an answer is believed, in milliseconds: with the life of a pass, an ended membership is felt within ten seconds. */
export const MEMBERSHIPS_MS = 2_000;
const ASK_MS = 2_000;
const MOST_PEOPLE = 5_000;

const memberships = z.object({
  organisation: z.string().nullable(),
  administers: z.array(z.string()),
  offices: z
    .array(z.object({ role: z.enum(officeRoles), partnership: z.string(), area: z.string().nullable() }))
    .exactOptional(),
  reviews: z.array(
    z.object({
      review: z.string(),
      reference: z.string(),
      roles: z.array(z.enum(reviewRoles)),
      code: z.string().exactOptional(),
      subjects: z.array(z.object({ id: z.string(), pseudonym: z.string() })).exactOptional(),
      standsInFor: z
        .array(
          z.object({
            organisation: z.string(),
            code: z.string(),
            roles: z.array(z.enum(reviewRoles)),
            from: z.string(),
          }),
        )
        .exactOptional(),
    }),
  ),
});

type Remembered = { readonly until: number; readonly asked: Promise<Memberships> };

/**
 * Gives what a person is cleared for, remembered for two seconds; a lookup is part of the trace of the request that first needs it. Throws AGENCY_UNAVAILABLE when `reviews` does
 * not say: without an answer nobody is cleared for anything.
 */
export function membershipLookup(
  reviews: Pick<SubgraphClient, 'get'>,
  key: SigningKey,
  now: () => number = Date.now,
): (person: string, trace?: Trace) => Promise<Memberships> {
  const remembered = leastRecentlyUsed<Remembered>(MOST_PEOPLE);
  return (person, trace) => {
    const known = remembered.get(person);
    if (known !== undefined && known.until > now()) {
      return known.asked;
    }
    const asked = askReviews(reviews, key, person, trace);
    remembered.set(person, { until: now() + MEMBERSHIPS_MS, asked });
    asked.catch(() => remembered.delete(person));
    return asked;
  };
}

async function askReviews(
  reviews: Pick<SubgraphClient, 'get'>,
  key: SigningKey,
  person: string,
  trace: Trace | undefined,
): Promise<Memberships> {
  const authorization = `Bearer ${await serviceToken(key, 'gateway', 'reviews')}`;
  const headers = { authorization, ...(trace === undefined ? {} : { traceparent: trace.traceparent }) };
  try {
    const page = await reviews.get(`/memberships?person=${encodeURIComponent(person)}`, headers, ASK_MS);
    if (page.httpStatus === 200) {
      return memberships.parse(JSON.parse(page.body));
    }
  } catch {
    // Falls through: whatever went wrong, nobody is cleared.
  }
  throw unavailable();
}

const unavailable = () =>
  new CaseReviewError('AGENCY_UNAVAILABLE', 'The reviews service did not say what you are cleared for.', {
    agency: 'reviews',
  });
