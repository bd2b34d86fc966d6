import { GraphQLError } from 'graphql';
import type { ResponsePath } from '../data.ts';
import { shownPath } from '../operation/aliases.ts';
import { isExplained, markEmpty, newPlace, type PlaceNode, type Reason, reasonsFor } from './empty-places.ts';
import { errorOf, type FailedFetch, type Failure } from './failures.ts';

/** Whether a service that was asked gave what it was asked for. */
export type Coverage = { readonly agency: string; readonly answered: boolean; readonly failure?: Failure };

/** What went wrong with one request, and where. */
export type Outcome = {
  /** Whether each null that no service stated is named. */
  readonly explainsNulls: boolean;
  readonly answered: (service: string) => void;
  /** Adds a failed fetch; failures of one kind of the same fetch (`of`) become one error. */
  readonly failed: (of: object, failed: FailedFetch) => Reason;
  /** Adds a service's own sentence, and the places it leaves empty. */
  readonly told: (error: GraphQLError, places: readonly ResponsePath[]) => Reason;
  /** Adds why a service cannot be asked for this caller: said once, however many requests there would have been. */
  readonly unasked: (service: string, error: GraphQLError, places: readonly ResponsePath[]) => void;
  /** Notes that nothing is at this place, for a reason that is said already. */
  readonly leftEmpty: (place: ResponsePath, reason: Reason) => void;
  /** Adds a place that is empty since nothing is at another one below it: for the same reasons, if there are any. */
  readonly leftEmptyBy: (other: ResponsePath, place: ResponsePath) => void;
  /** Sees to it that a null does not stand without an error: at its place, above it, or below, where nulls come from. */
  readonly explain: (place: ResponsePath) => void;
  readonly hasTimedOut: (service: string) => boolean;
  readonly coverage: () => readonly Coverage[];
  readonly errors: () => readonly GraphQLError[];
};

/** Nulls that are named one by one, of those that nothing explains, and of those that one sentence does; the first ones say it all. */
const MOST_NAMED = 20;

/** The failures of one kind of one fetch, with each of their places once. */
type Failures = { readonly failed: FailedFetch; readonly places: Map<PlaceNode, ResponsePath>; readonly add: Reason };

/** A place that is empty since nothing is at another one. */
type Waiting = { readonly other: ResponsePath; readonly place: ResponsePath };

/** Starts the account of one request. */
export function newOutcome(explainsNulls: boolean): Outcome {
  const services = new Map<string, Failure | null>();
  const timedOut = new Set<string>();
  const fetches = new Map<object, Map<string, Failures>>();
  const sentences: GraphQLError[] = [];
  const nulls: GraphQLError[] = [];
  const refusals = new Map<string, Reason>();
  const empty = newPlace();
  const waiting: Waiting[] = [];
  /** Only when all has been answered, and from below: which agency was the quicker one must not show. */
  const settle = () => {
    for (const { other, place } of waiting.splice(0).toSorted((one, next) => next.place.length - one.place.length)) {
      reasonsFor(empty, place, other).forEach((reason) => void reason(place));
    }
  };
  return {
    explainsNulls,
    answered: (service) => void services.set(service, services.get(service) ?? null),
    failed: (of, failed) => {
      services.set(failed.service, services.get(failed.service) ?? failed.failure);
      if (failed.failure === 'TIMEOUT') {
        timedOut.add(failed.service);
      }
      const byKind = fetches.get(of) ?? new Map<string, Failures>();
      const kind = `${failed.failure} ${failed.outcomeUnknown}`;
      const failures = byKind.get(kind) ?? newFailures(empty, failed);
      fetches.set(of, byKind.set(kind, failures));
      failed.places.forEach(failures.add);
      return failures.add;
    },
    told: (error, emptied) => tell(sentences, empty, error, emptied),
    unasked: (service, error, places) => {
      const known = refusals.get(service);
      if (known === undefined) {
        refusals.set(service, tell(sentences, empty, error, places));
      } else {
        places.forEach((place) => void markEmpty(empty, place, known));
      }
    },
    leftEmpty: (place, reason) => void markEmpty(empty, place, reason),
    leftEmptyBy: (other, place) => void waiting.push({ other, place }),
    explain: (place) => {
      settle();
      if (isExplained(empty, place)) {
        return;
      }
      markEmpty(empty, place, null);
      if (nulls.length < MOST_NAMED) {
        nulls.push(
          new GraphQLError('A value is missing.', { path: shownPath(place), extensions: { code: 'INTERNAL' } }),
        );
      }
    },
    hasTimedOut: (service) => timedOut.has(service),
    coverage: () =>
      [...services]
        .toSorted(([one], [other]) => (one < other ? -1 : 1))
        .map(([agency, failure]) => coverageOf(agency, failure)),
    errors: () => {
      settle();
      return [
        ...sentences.toSorted(byPlace),
        ...[...fetches.values()].flatMap((kinds) => [...kinds.values()].map(errorFrom)).toSorted(byPlace),
        ...nulls,
      ];
    },
  };
}

/** An order of their own: which agency was the quicker one must not show, and the same question has the same answer. */
function byPlace(one: GraphQLError, other: GraphQLError): number {
  const [place, otherPlace] = [one, other].map(({ path, extensions }) => JSON.stringify([extensions['agency'], path]));
  return place! < otherPlace! ? -1 : place === otherPlace ? 0 : 1;
}

const coverageOf = (agency: string, failure: Failure | null): Coverage =>
  failure === null ? { agency, answered: true } : { agency, answered: false, failure };

/** Adds a sentence, and gives the way to have it said again. */
function tell(
  sentences: GraphQLError[],
  empty: PlaceNode,
  error: GraphQLError,
  emptied: readonly ResponsePath[],
): Reason {
  const said = new Set<PlaceNode>();
  let repeated = 0;
  const again: Reason = (place) => {
    const node = markEmpty(empty, place, again);
    if (!said.has(node)) {
      said.add(node);
      repeated += 1;
      repeated <= MOST_NAMED && sentences.push(atPlace(error, place));
    }
  };
  sentences.push(error);
  for (const place of emptied) {
    said.add(markEmpty(empty, place, again));
  }
  return again;
}

function newFailures(empty: PlaceNode, failed: FailedFetch): Failures {
  const places = new Map<PlaceNode, ResponsePath>();
  const add: Reason = (place) => void places.set(markEmpty(empty, place, add), place);
  return { failed, places, add };
}

const errorFrom = ({ failed, places }: Failures) => errorOf({ ...failed, places: [...places.values()] });

const atPlace = ({ message, extensions }: GraphQLError, place: ResponsePath) =>
  new GraphQLError(message, { path: shownPath(place), extensions });
