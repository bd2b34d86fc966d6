import { GraphQLError } from 'graphql';
import { agencyFailures } from '../../../subgraphs/kit/errors.ts';
import type { ResponsePath } from '../data.ts';
import { shownPath } from '../operation/aliases.ts';

/** How a service failed to give a usable answer. */
export type Failure = keyof typeof agencyFailures;

/** Places named by one error; more are counted only. */
const NAMED_PLACES = 200;

/** One failed fetch: it makes one error, however many places it leaves empty. */
export type FailedFetch = {
  readonly service: string;
  readonly failure: Failure;
  /** A change may or may not have been made: the caller must ask before sending it again. */
  readonly outcomeUnknown: boolean;
  readonly places: readonly ResponsePath[];
};

/** The one sentence for each kind of failure. It holds nothing of what the service sent. */
const failureSentence = (service: string, failure: Failure) => `${service} ${agencyFailures[failure]}`;

const codeOf = (failure: Failure) => (failure === 'ACCESS_LOG' ? 'ACCESS_LOG_UNAVAILABLE' : 'AGENCY_UNAVAILABLE');

/** The error a caller sees for a failed fetch. */
export function errorOf({ service, failure, outcomeUnknown, places }: FailedFetch): GraphQLError {
  const [first] = places;
  const affected = places.slice(0, NAMED_PLACES).map(shownPath);
  const message = outcomeUnknown
    ? `${service} did not confirm the change. Ask for the receipt with the same idempotency key.`
    : failureSentence(service, failure);
  return new GraphQLError(message, {
    ...(first === undefined ? {} : { path: shownPath(first) }),
    extensions: {
      code: outcomeUnknown ? 'OUTCOME_UNKNOWN' : codeOf(failure),
      agency: service,
      failure,
      affected,
      affectedCount: places.length,
    },
  });
}
