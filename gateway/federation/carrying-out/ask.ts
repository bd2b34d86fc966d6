import { type Data, isData, type ResponsePath } from '../data.ts';
import type { Call } from '../planning/calls.ts';
import type { ReadAnswer, SubgraphReply } from '../subgraph-client.ts';
import type { Supergraph } from '../supergraph.ts';
import type { AnswerFault } from './answer-check.ts';
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
  readonly send: (call: Call, body: string, read: ReadAnswer) => Promise<SubgraphReply>;
};

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

/** What a service answered, and of what in it its errors speak. */
export type Answered = { readonly data: Data; readonly errorPaths: readonly ResponsePath[] };

/** Asks a service and gives what it answered, null when nothing of it can be used. All that is wrong is recorded. */
export async function ask(execution: Execution, call: Call, question: Question): Promise<Answered | null> {
  const { outcome } = execution;
  const reply = await replyTo(execution, call, question);
  if (reply.status === 'failed') {
    fail(execution, call, reply.failure, question.places(), call.kind === 'mutation' && !reply.neverSent);
    return null;
  }
  recordErrors(execution, call, question, reply.errors);
  if (reply.data === null && reply.errors.length > 0) {
    // What it says of one field left all of them empty.
    question.places().forEach(outcome.leftEmpty);
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
  return { data: reply.data, errorPaths: reply.errors.slice(0, MOST_ERRORS).map(readErrorPath) };
}

/** Records that a call failed at these places. */
export function fail(
  { outcome }: Execution,
  call: Call,
  failure: Failure,
  places: readonly ResponsePath[],
  outcomeUnknown = false,
): void {
  outcome.failed(call, { service: call.service, failure, outcomeUnknown, places });
}

/** A service that let one query of this request run out of time is not waited for again. */
function replyTo(execution: Execution, call: Call, { representationsJson, read }: Question): Promise<SubgraphReply> {
  if (call.kind !== 'mutation' && execution.outcome.hasTimedOut(call.service)) {
    return Promise.resolve({ status: 'failed', failure: 'TIMEOUT', neverSent: true });
  }
  const own = call.variables
    .filter((name) => execution.variables[name] !== undefined)
    .map((name) => `${JSON.stringify(name)}:${JSON.stringify(execution.variables[name])}`);
  const variables = representationsJson === '' ? own : [...own, representationsJson];
  return execution.send(call, `{"query":${call.operationJson},"variables":{${variables.join(',')}}}`, read);
}

function recordErrors(execution: Execution, call: Call, question: Question, errors: readonly unknown[]): void {
  const everywhere = errors.length === 0 ? [] : question.places();
  // Errors that name no place may be hundreds; what they come to is said of all places once.
  const said = new Set<Failure | 'sentence'>();
  for (const reported of errors.slice(0, MOST_ERRORS)) {
    const named = question.placesAt(readErrorPath(reported));
    const read = readSubgraphError(call.service, reported, named[0] ?? everywhere[0]);
    const kind = read.kind === 'sentence' ? read.kind : read.failure;
    const places = named.length > 0 ? named : said.has(kind) ? [] : everywhere;
    if (named.length === 0) {
      said.add(kind);
    }
    if (read.kind === 'sentence') {
      execution.outcome.told(read.error, places);
    } else {
      // What it was asked to change may be changed: it could not write down that it answered.
      const outcomeUnknown = read.failure === 'ACCESS_LOG' && call.kind === 'mutation';
      fail(execution, call, read.failure, places, outcomeUnknown);
    }
  }
}
