import type { Operation, ServiceCall } from './wire.ts';

/** What the access log of one database says of one request. */
export type LoggedRow = { readonly request_id: string; readonly revisions: readonly string[] };

/** What was seen on the wire of a hub, and the rows of its access logs by service. */
export type Looks = {
  readonly operations: readonly Operation[];
  readonly calls: readonly (ServiceCall & { readonly service: string })[];
  readonly logs: ReadonlyMap<string, readonly LoggedRow[]>;
};

/** The status of an answer in whose place ACCESS_LOG_UNAVAILABLE was sent: it gave nothing, and may be in no log. */
const NOTHING_GIVEN = 503;
/** Of nobody known: in no log. */
const NOBODY = 401;
/** Another method than POST: in the log where it is known who asked. */
const WRONG_METHOD = 405;

/** How many rows an operation may have at the gateway. */
const rowsFor = (httpStatus: number): readonly number[] =>
  httpStatus === NOBODY ? [0] : [NOTHING_GIVEN, WRONG_METHOD].includes(httpStatus) ? [0, 1] : [1];

/**
 * Says where access logs and wire differ: every operation of somebody known has exactly one row at the gateway, and every answer of a service
 * one in its own log, under the same request id and with the very revisions that the answer held.
 */
export function looksWithoutRows({ operations, calls, logs }: Looks): readonly string[] {
  return [...atTheGateway(operations, logs.get('gateway') ?? []), ...inServices(calls, logs)];
}

function atTheGateway(operations: readonly Operation[], rows: readonly LoggedRow[]): readonly string[] {
  const byRequest = grouped(rows, ({ request_id }) => request_id);
  const count = (id: string | null) => byRequest.get(id ?? '')?.length ?? 0;
  const known = new Set(operations.map(({ id }) => id));
  return [
    ...operations
      .filter(({ id, httpStatus }) => !rowsFor(httpStatus).includes(count(id)))
      .map(
        ({ id, httpStatus }) => `The operation ${id}, answered ${httpStatus}, has ${count(id)} rows at the gateway.`,
      ),
    ...[...byRequest.keys()]
      .filter((id) => !known.has(id))
      .map((id) => `The gateway has a row of ${id}, which nobody sent.`),
  ];
}

function inServices(calls: Looks['calls'], logs: Looks['logs']): readonly string[] {
  const rowsAt = new Map([...logs].map(([service, rows]) => [service, grouped(rows, (row) => row.request_id)]));
  const byRequest = grouped(calls, ({ service, requestId }) => `${service} ${requestId}`);
  return [...byRequest.values()].flatMap((sent) => {
    const { service, requestId } = sent[0]!;
    const answered = sent.filter(({ httpStatus }) => httpStatus !== null && httpStatus !== NOTHING_GIVEN);
    const rows = rowsAt.get(service)?.get(requestId) ?? [];
    const logged = new Set(rows.flatMap(({ revisions }) => revisions));
    const given = new Set(answered.flatMap(({ revisions }) => revisions));
    const isExact =
      answered.length === sent.length && sent.every(({ onlyEntities, isWhole }) => onlyEntities && isWhole);
    const name = `The request ${requestId} to "${service}"`;
    return [
      ...(answered.length > 0 && rows.length === 0 ? [`${name} was answered, and has no row there.`] : []),
      ...without(given, logged).map((revision) => `${name} was given ${revision}, and no row says so.`),
      ...(isExact ? without(logged, given) : []).map((revision) => `${name} was not given ${revision}, as a row says.`),
    ];
  });
}

const without = (some: ReadonlySet<string>, others: ReadonlySet<string>) => [...some].filter((one) => !others.has(one));

function grouped<T>(all: readonly T[], keyOf: (one: T) => string): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, T[]>();
  for (const one of all) {
    const key = keyOf(one);
    groups.set(key, [...(groups.get(key) ?? []), one]);
  }
  return groups;
}
