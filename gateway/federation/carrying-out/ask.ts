import { GraphQLError } from 'graphql';
import { type Data, isData, type ResponsePath } from '../data.ts';
import { shownPath } from '../operation/aliases.ts';
import type { Call } from '../planning/calls.ts';
import type { ReadAnswer, SubgraphReply } from '../subgraph-client.ts';
import type { Supergraph } from '../supergraph.ts';
import type { AnswerFault } from './answer-check.ts';
import type { Reason } from './empty-places.ts';
import type { Failure } from './failures.ts';
import type { Outcome } from './outcome.ts';
import { applyRewrites } from './rewrites.ts';
import { readErrorPath, readSubgraphError } from './subgraph-errors.ts';

/** Errors of one answer that are read. */
const MOST_ERRORS = 500;

/** One request on its way: what is known so far and what has gone wrong. Never shared between two callers. */
export type Execution = {
  readonly supergraph: Supergraph;
  /** Coerced, with defaults. */
  readonly variables: Data;
  readonly data: Data;
  readonly outcome: Outcome;
  readonly send: (call: Call, body: string, read: ReadAnswer) => Promise<SubgraphReply | Unasked>;
};

/** A service that was not asked, as it cannot be for this caller: why, in the words for them. */
export type Unasked = { readonly status: 'unasked'; readonly error: GraphQLError };

/** One call's question: how it is put, how its answer is judged, and where in our answer it belongs. */
export type Question = {
  readonly representationsJson: string;
  readonly read: ReadAnswer;
  readonly faultOf: (data: Data) => AnswerFault | null;
  /** Every place that is empty when this fails. Worked out only then. */
  readonly places: () => readonly ResponsePath[];
  /** Where a path of the service's answer is in ours: nowhere when it does not say, often twice for one entity. */
  readonly placesAt: (path: ResponsePath) => readonly ResponsePath[];
};

/** One error of a service's answer: of what in it it speaks, and the reason that it is for what is missing. */
type Reported = { readonly path: ResponsePath; readonly reason: Reason };

/** What a service answered, and the errors it reported. */
export type Answered = { readonly data: Data; readonly reported: readonly Reported[] };

/** Asks a service and gives what it answered, null when nothing of it can be used. All that is wrong is recorded. */
export async function ask(execution: Execution, call: Call, question: Question): Promise<Answered | null> {
  const { outcome } = execution;
  const reply = await replyTo(execution, call, question);
  if (reply.status === 'unasked') {
    const places = question.places();
    outcome.unasked(call.service, atPlace(reply.error, places[0]), places);
    return null;
  }
  if (reply.status === 'failed') {
    fail(execution, call, reply.failure, question.places(), call.kind === 'mutation' && !reply.neverSent);
    return null;
  }
  const reported = recordErrors(execution, call, question, reply.errors);
  const [first] = reported;
  if (reply.data === null && first !== undefined) {
    // What it says of one field left all of them empty.
    for (const place of question.places()) {
      outcome.leftEmpty(place, first.reason);
    }
    outcome.answered(call.service);
    return null;
  }
  const fault = reply.isChecked ? null : isData(reply.data) ? question.faultOf(reply.data) : 'INVALID';
  if (fault !== null || !isData(reply.data)) {
    fail(execution, call, fault ?? 'INVALID', question.places(), call.kind === 'mutation');
    return null;
  }
  outcome.answered(call.service);
  applyRewrites(call.outputRewrites, reply.data, execution.supergraph.isA);
  return { data: reply.data, reported };
}

const atPlace = ({ message, extensions, originalError }: GraphQLError, place: ResponsePath | undefined) =>
  new GraphQLError(message, { extensions, originalError, path: place && shownPath(place) });

/** Records that a call failed at these places. */
export function fail(
  { outcome }: Execution,
  call: Call,
  failure: Failure,
  places: readonly ResponsePath[],
  outcomeUnknown = false,
): Reason {
  return outcome.failed(call, { service: call.service, failure, outcomeUnknown, places });
}

/** A service that let one query of this request run out of time is not waited for again. */
function replyTo(
  execution: Execution,
  call: Call,
  { representationsJson, read }: Question,
): ReturnType<Execution['send']> {
  if (call.kind !== 'mutation' && execution.outcome.hasTimedOut(call.service)) {
    return Promise.resolve({ status: 'failed', failure: 'TIMEOUT', neverSent: true });
  }
  const own = call.variables
    .filter((name) => execution.variables[name] !== undefined)
    .map((name) => `${JSON.stringify(name)}:${JSON.stringify(execution.variables[name])}`);
  const variables = representationsJson === '' ? own : [...own, representationsJson];
  return execution.send(call, `{"query":${call.operationJson},"variables":{${variables.join(',')}}}`, read);
}

function recordErrors(
  execution: Execution,
  call: Call,
  question: Question,
  errors: readonly unknown[],
): readonly Reported[] {
  const everywhere = errors.length === 0 ? [] : question.places();
  // Errors that name no place may be hundreds; what they come to is said of all places once.
  const said = new Set<Failure | 'sentence'>();
  return errors.slice(0, MOST_ERRORS).map((reported) => {
    const path = readErrorPath(reported);
    const named = question.placesAt(path);
    const read = readSubgraphError(call.service, reported, named[0] ?? everywhere[0]);
    const kind = read.kind === 'sentence' ? read.kind : read.failure;
    const places = named.length > 0 ? named : said.has(kind) ? [] : everywhere;
    if (named.length === 0) {
      said.add(kind);
    }
    if (read.kind === 'sentence') {
      return { path, reason: execution.outcome.told(read.error, places) };
    }
    // What it was asked to change may be changed: it could not write down that it answered.
    const outcomeUnknown = read.failure === 'ACCESS_LOG' && call.kind === 'mutation';
    return { path, reason: fail(execution, call, read.failure, places, outcomeUnknown) };
  });
}
