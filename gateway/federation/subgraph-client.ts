import { isAscii } from 'node:buffer';
import { type buildConnector, type Dispatcher, errors, Pool } from 'undici';
import type { Failure } from './carrying-out/failures.ts';
import { type Data, isData } from './data.ts';
import type { CallKind } from './planning/calls.ts';

/** What came back from a service: its GraphQL answer, or how it failed to give one. */
export type SubgraphReply =
  | {
      readonly status: 'answered';
      readonly data: unknown;
      readonly errors: readonly unknown[];
      /** Whether the data was compared with the question while it was read. */
      readonly isChecked: boolean;
    }
  | { readonly status: 'failed'; readonly failure: Failure; readonly neverSent: boolean };

/** For what and for whom a service is asked. */
export type Errand = {
  readonly kind: CallKind;
  readonly person: string;
  /** Whether somebody still waits for the answer: when not, the service need not go on. Null where it must. */
  readonly presence: Presence | null;
  readonly read: ReadAnswer;
};

/** Reads and checks an answer that is as expected; null for every other. */
export type ReadAnswer = (text: string) => Data | null;

/** That of a caller who waits: an AbortSignal for each request would do the same for ten times the price. */
export type Presence = {
  readonly hasLeft: () => boolean;
  /** Gives the way to stop listening. */
  readonly onLeaving: (act: () => void) => () => void;
};

/** The way to one service. */
export type SubgraphClient = {
  readonly ask: (body: string, headers: Headers, timeoutMs: number, errand: Errand) => Promise<SubgraphReply>;
  /** Gets one of the service's plain pages. Throws what the network throws, and when it takes longer. */
  readonly get: (path: string, headers: Headers, timeoutMs: number) => Promise<PlainPage>;
  /** Posts JSON to one of them. Throws the same. */
  readonly post: (path: string, body: string, headers: Headers, timeoutMs: number) => Promise<PlainPage>;
  readonly close: () => Promise<void>;
};

export type PlainPage = { readonly httpStatus: number; readonly body: string };

type Headers = Readonly<Record<string, string>>;

/** Sockets to one service at a time; further requests wait within their own time limit. */
const SOCKETS = 64;
/** Longest answer, in bytes. */
const LONGEST_ANSWER = 5_000_000;
const KEEP_ALIVE_MS = 4_000;
const json = { 'content-type': 'application/json' };

/** Says that it is JSON, where its sender has not. Made anew for every request, headers would be a thirtieth of a page. */
const asGraphql = (headers: Headers): Headers =>
  'content-type' in headers ? headers : { ...json, accept: 'application/json', ...headers };

/** Opens the way to a service at its base address. Redirects are not followed, nothing is ever sent twice. */
export function subgraphClient(baseUrl: string, connect: buildConnector.BuildOptions = {}): SubgraphClient {
  const { origin, pathname } = new URL(baseUrl);
  const base = pathname.replace(/\/+$/, '');
  const pool = new Pool(origin, {
    connections: SOCKETS,
    pipelining: 1,
    keepAliveTimeout: KEEP_ALIVE_MS,
    maxResponseSize: LONGEST_ANSWER,
    // The whole of an exchange has one limit, which is set with each.
    headersTimeout: 0,
    bodyTimeout: 0,
    connect,
  });
  const page = (method: 'GET' | 'POST', path: string, headers: Headers, body: string | null, timeoutMs: number) =>
    exchange(pool, { path: `${base}${path}`, method, headers, body }, timeoutMs, null);
  return {
    ask: (body, headers, timeoutMs, { presence, read }) =>
      exchange(
        pool,
        { path: `${base}/graphql`, method: 'POST', headers: asGraphql(headers), body },
        timeoutMs,
        presence,
      ).then((answer) => readReply(answer.httpStatus, answer.body, read), failedReply),
    get: (path, headers, timeoutMs) => page('GET', path, headers, null, timeoutMs),
    post: (path, body, headers, timeoutMs) => page('POST', path, { ...json, ...headers }, body, timeoutMs),
    close: () => pool.destroy(),
  };
}

/**
 * Sends a request and gives the whole of its answer: connecting, waiting for a socket, headers and body have one time
 * together, unless the one it is for leaves. Throws what the network throws. Undici's own way to do this makes a stream.
 */
function exchange(
  pool: Pool,
  request: Dispatcher.DispatchOptions,
  timeoutMs: number,
  presence: Presence | null,
): Promise<PlainPage> {
  return new Promise((resolve, reject) => {
    const parts: Buffer[] = [];
    let httpStatus = 0;
    let begun: Dispatcher.DispatchController | null = null;
    let hasStopped = presence?.hasLeft() ?? false;
    const stop = () => {
      hasStopped = true;
      begun?.abort(new errors.RequestAbortedError());
      fail(new errors.RequestAbortedError());
    };
    const timer = setTimeout(stop, timeoutMs);
    const stopListening = presence?.onLeaving(stop);
    const end = () => {
      clearTimeout(timer);
      stopListening?.();
    };
    const fail = (error: Error) => {
      end();
      reject(error);
    };
    pool.dispatch(request, {
      onRequestStart: (controller) => {
        begun = controller;
        hasStopped && stop();
      },
      onResponseStart: (_controller, status) => {
        httpStatus = status;
      },
      onResponseData: (_controller, part) => {
        parts.push(part);
      },
      onResponseEnd: () => {
        end();
        resolve({ httpStatus, body: textOf(parts) });
      },
      onResponseError: (_controller, error) => fail(error),
    });
  });
}

/** Plain text is copied as it stands. */
function textOf(parts: readonly Buffer[]): string {
  const [first] = parts;
  const bytes = first !== undefined && parts.length === 1 ? first : Buffer.concat(parts);
  return bytes.toString(isAscii(bytes) ? 'latin1' : 'utf8');
}

/** Reads what a service has sent. */
export function readReply(httpStatus: number, text: string, read: ReadAnswer): SubgraphReply {
  const isOk = httpStatus >= 200 && httpStatus < 300;
  const data = isOk ? read(text) : null;
  if (data !== null) {
    return { status: 'answered', data, errors: [], isChecked: true };
  }
  const body = parsed(text);
  const errors = isData(body) ? (body['errors'] ?? []) : null;
  return isData(body) && Array.isArray(errors) && (isOk || errors.length > 0)
    ? { status: 'answered', data: body['data'] ?? null, errors, isChecked: false }
    : { status: 'failed', failure: 'INVALID', neverSent: false };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** Errors of connecting: the request was never sent, so a change was certainly not made. */
const neverSentCodes: ReadonlySet<unknown> = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
]);

const codeOf = (error: unknown) => (isData(error) ? error['code'] : undefined);

const failedReply = (error: unknown): SubgraphReply => ({
  status: 'failed',
  failure: failureFrom(error),
  neverSent: neverSentCodes.has(codeOf(error)),
});

/** Names the failure behind an error of the network. */
export function failureFrom(error: unknown): Failure {
  const code = codeOf(error);
  if (
    code === 'UND_ERR_ABORTED' ||
    code === 'UND_ERR_CONNECT_TIMEOUT' ||
    (isData(error) && error['name'] === 'AbortError')
  ) {
    return 'TIMEOUT';
  }
  return code === 'UND_ERR_RES_EXCEEDED_MAX_SIZE' ? 'INVALID' : 'REFUSED';
}
