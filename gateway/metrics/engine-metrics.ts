import { Counter, Gauge, Histogram, type Registry } from 'prom-client';
import type { Failure } from '../federation/carrying-out/failures.ts';

/** How a request ended: with everything, without an agency, refused before anything was asked, or not as it should have. */
export type RequestOutcome = 'whole' | 'partial' | 'refused' | 'failed' | 'caller_left';

/** What is counted and timed. No label ever holds anything a caller or a service has sent. */
export type EngineMetrics = {
  readonly requestEnded: (outcome: RequestOutcome, seconds: number) => void;
  /** A service gave no usable answer to one request of a caller. */
  readonly agencyFailed: (agency: string, failure: Failure) => void;
  /** One call to a service came back, or did not. */
  readonly serviceAsked: (service: string, result: 'ANSWERED' | Failure, seconds: number) => void;
  readonly planned: (seconds: number) => void;
  readonly plansHeld: (operations: number) => void;
  /** An operation ended the planner, which has been started again. */
  readonly plannerEnded: () => void;
  readonly responded: (httpStatus: number) => void;
  /** A service is no longer asked, because it fails for everybody, or is asked again. */
  readonly breakerChanged: (service: string, isOpen: boolean) => void;
  /** An operation was refused before anybody knew who asked: it is in no access log. */
  readonly refusedNobody: (code: string) => void;
  /** How many trusted documents fit the graph that is served, and how many do not. */
  readonly documentsHeld: (fitting: number, unfit: number) => void;
};

/** From a millisecond to longer than any answer is waited for. */
const seconds = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2, 5, 30];

/** Makes the metrics, in a register of their own. */
export function engineMetrics(register: Registry): EngineMetrics {
  const registers = [register];
  const named = (name: string, help: string) => ({ name: `hub_${name}`, help, registers });
  const requests = new Counter({
    ...named('requests_total', 'Requests to the graph, by how they ended'),
    labelNames: ['outcome'],
  });
  const durations = new Histogram({ ...named('request_seconds', 'From a request to its answer'), buckets: seconds });
  const responses = new Counter({
    ...named('http_responses_total', 'Responses, by HTTP status'),
    labelNames: ['status'],
  });
  const refusedNobody = new Counter({
    ...named('refused_unknown_total', 'Operations refused before anybody knew who asked, by code'),
    labelNames: ['code'],
  });
  const failures = new Counter({
    ...named('agency_failures_total', 'Requests to which an agency gave no usable answer, by the kind of failure'),
    labelNames: ['agency', 'failure'],
  });
  const calls = new Counter({
    ...named('service_calls_total', 'Calls to a service, by result'),
    labelNames: ['service', 'result'],
  });
  const callDurations = new Histogram({
    ...named('service_call_seconds', 'From a call to the whole of its answer'),
    labelNames: ['service'],
    buckets: seconds,
  });
  const planning = new Histogram({ ...named('planning_seconds', 'Making one query plan'), buckets: seconds });
  const plans = new Gauge(named('planned_operations', 'Operations whose plans are kept'));
  const plannersEnded = new Counter(named('planner_restarts_total', 'Operations that ended the planner'));
  const breakers = new Gauge({
    ...named('breaker_open', '1 while a service is not asked because it fails for everybody'),
    labelNames: ['service'],
  });
  const documents = new Gauge({
    ...named('trusted_documents', 'Trusted documents, by whether they fit the graph that is served'),
    labelNames: ['fits'],
  });
  return {
    requestEnded: (outcome, took) => {
      requests.inc({ outcome });
      durations.observe(took);
    },
    agencyFailed: (agency, failure) => failures.inc({ agency, failure }),
    serviceAsked: (service, result, took) => {
      calls.inc({ service, result });
      callDurations.observe({ service }, took);
    },
    planned: (took) => planning.observe(took),
    plansHeld: (operations) => plans.set(operations),
    breakerChanged: (service, isOpen) => breakers.set({ service }, isOpen ? 1 : 0),
    documentsHeld: (fitting, unfit) => {
      documents.set({ fits: 'yes' }, fitting);
      documents.set({ fits: 'no' }, unfit);
    },
    plannerEnded: () => plannersEnded.inc(),
    refusedNobody: (code) => refusedNobody.inc({ code }),
    responded: (httpStatus) => responses.inc({ status: httpStatus }),
  };
}
