import type { Failure } from './carrying-out/failures.ts';
import type { SubgraphClient } from './subgraph-client.ts';

/** A service is no longer asked once so many requests failed within so long, from at least so many callers. */
const FAILURES = 5;
const WINDOW_MS = 10_000;
const CALLERS = 2;
/** While it is not asked, it is looked after this often; a look may take half as long. */
const PROBE_EVERY_MS = 2_000;
const PROBE_MS = 1_000;

/** Time, so that a test can make it pass. `after` gives what calls it off. */
export type Clock = {
  readonly now: () => number;
  readonly after: (delayMs: number, action: () => void) => () => void;
};

const realClock: Clock = {
  now: Date.now,
  after: (delayMs, action) => {
    const timer = setTimeout(action, delayMs).unref();
    return () => clearTimeout(timer);
  },
};

/** Whether a service may be asked. */
type Breaker = {
  /** How the service failed last, while it is not to be asked; null while it may be. */
  readonly open: () => Failure | null;
  readonly failed: (failure: Failure, person: string) => void;
  /** Ends looking after the service, also where that has yet to begin. */
  readonly dispose: () => void;
};

/** Failures that speak of the service and not of what was asked. */
const countable: ReadonlySet<Failure> = new Set(['REFUSED', 'TIMEOUT']);

function newBreaker(isWell: () => Promise<boolean>, clock: Clock, changed: (isOpen: boolean) => void): Breaker {
  let failures: readonly { readonly at: number; readonly person: string }[] = [];
  let open: Failure | null = null;
  let callOff = () => {};
  let isDisposed = false;
  const probeLater = () => {
    if (isDisposed) {
      return;
    }
    callOff = clock.after(PROBE_EVERY_MS, async () => {
      if (await isWell()) {
        open = null;
        failures = [];
        changed(false);
      } else {
        probeLater();
      }
    });
  };
  return {
    open: () => open,
    failed: (failure, person) => {
      const at = clock.now();
      failures = [...failures.filter((each) => each.at > at - WINDOW_MS), { at, person }];
      const callers = new Set(failures.map((each) => each.person));
      if (open === null && failures.length >= FAILURES && callers.size >= CALLERS) {
        open = failure;
        changed(true);
        probeLater();
      }
    },
    dispose: () => {
      isDisposed = true;
      callOff();
    },
  };
}

/**
 * Puts a breaker before a service: while it fails for everybody, nobody waits for it. Only reads of objects by their keys
 * count, since no caller can make those slow by what they ask; a change is neither counted nor held back. `changed` is told
 * when the service is no longer asked, and when it is again.
 */
export function guarded(
  client: SubgraphClient,
  clock: Clock = realClock,
  changed: (isOpen: boolean) => void = () => {},
): SubgraphClient {
  const breaker = newBreaker(() => isWell(client), clock, changed);
  return {
    get: client.get,
    post: client.post,
    ask: async (body, headers, timeoutMs, errand) => {
      const failure = errand.kind === 'mutation' ? null : breaker.open();
      if (failure !== null) {
        return { status: 'failed', failure, neverSent: true };
      }
      const reply = await client.ask(body, headers, timeoutMs, errand);
      const counts = errand.kind === 'entities' && errand.presence?.hasLeft() !== true;
      if (counts && reply.status === 'failed' && countable.has(reply.failure)) {
        breaker.failed(reply.failure, errand.person);
      }
      return reply;
    },
    close: async () => {
      breaker.dispose();
      await client.close();
    },
  };
}

const isWell = (client: SubgraphClient) =>
  client.get('/health', {}, PROBE_MS).then(
    ({ httpStatus }) => httpStatus === 200,
    () => false,
  );
