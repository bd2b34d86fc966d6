import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import type { IncomingMessage } from 'node:http';
import { connect } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { agencies as registered } from '../../subgraphs/index.ts';
import { type Acting, anEntry, send } from '../support/contribution.ts';
import { type FaultProxy, startFaultProxy } from '../support/fault-proxy.ts';
import { startTestHub, type TestHub } from '../support/hub.ts';
import { openReview, type TestReview } from '../support/review.ts';
import { whileHeld } from '../support/while-held.ts';

const PAGE = `query Page($id: ID!) { review(id: $id) { chronology(first: 10) { edges { node {
  id record { __typename ... on EntryRecord { whatHappened } }
} } } } }`;
/** Settles when a server of this process has begun to read the body of the next operation. */
const untilSomeBodyIsRead = () =>
  new Promise<void>((resolve) => {
    const listener = (message: unknown) => {
      const { request } = message as { readonly request: IncomingMessage };
      if (request.url === '/graphql') {
        unsubscribe('http.server.request.start', listener);
        request.once('resume', resolve);
      }
    };
    subscribe('http.server.request.start', listener);
  });
/** Looks again and again, for as long as a busy machine may need. */
const until = (look: () => Promise<void>) => vi.waitFor(look, 10_000);
const RENAME =
  'mutation Keep($id: ID!) { keepReview(review: $id, until: "2040-01-01", reason: "Asked by the coroner.") }';

describe('what the access log has of an answer', () => {
  let hub: TestHub;
  let police: FaultProxy;
  let review: TestReview;
  let before: Readonly<Record<string, string>>;
  const logs = ['gateway', 'reviews', 'health', 'police'];

  beforeAll(async () => {
    hub = await startTestHub({
      agencies: registered.filter(({ name }) => logs.includes(name)),
      between: async (service, url) => {
        if (service !== 'police') {
          return url;
        }
        police = await startFaultProxy(url);
        return police.url;
      },
    });
    review = await openReview(hub, [
      { service: 'health', code: 'HOS' },
      { service: 'police', code: 'NVP' },
    ]);
    const acting = (code: string, prefix: string): Acting => ({ hub, review, code, prefix });
    await send(acting('HOS', 'Health'), [anEntry(review)]);
    await send(acting('NVP', 'Police'), [anEntry(review)]);
  });
  afterAll(async () => {
    await hub.close();
    await police.close();
  });
  beforeEach(async () => {
    await police.fail('none');
    const numbers = logs.map(async (service) => {
      const NEWEST = 'SELECT coalesce(max(number), 0) AS number FROM access_log';
      return [service, (await hub.sql<{ number: string }>(service, NEWEST))[0]!.number] as const;
    });
    before = Object.fromEntries(await Promise.all(numbers));
  });

  type Row = { readonly decision: string; readonly codes: readonly string[]; readonly person: string | null };
  /** What a log has of the last request: decision, codes, and how many revisions it says were given. */
  const rowsIn = async (service: string) => {
    const rows = await hub.sql<Row & { readonly given: number }>(
      service,
      'SELECT decision, codes, person, cardinality(revisions) AS given FROM access_log WHERE number > $1 ORDER BY number',
      [before[service]],
    );
    return rows.map(({ decision, codes, given }) => [decision, codes.join(), given]);
  };
  /** Waits until a log has these rows of the last request, whichever was written first. */
  const untilRows = (service: string, rows: readonly (readonly [string, string, number])[]) =>
    until(async () => expect((await rowsIn(service)).toSorted()).toEqual(rows.toSorted()));
  const coverage = async () => {
    const [row] = await hub.sql<{ coverage: readonly object[] }>(
      'gateway',
      'SELECT coverage FROM access_log ORDER BY number DESC LIMIT 1',
    );
    return row?.coverage;
  };
  const askPage = (role: 'chair' | 'member' = 'chair') => hub.ask(review.person(role), PAGE, { id: review.id });

  /** Asks, and gives how to leave. */
  const leaving = async (query: string, person: string) => {
    const left = new AbortController();
    fetch(`${hub.gateway.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${await hub.token(person)}` },
      body: JSON.stringify({ query, variables: { id: review.id } }),
      signal: left.signal,
    }).catch(() => {});
    return () => left.abort();
  };
  const untilWaitsFor = (service: string, table: string) =>
    until(async () => {
      const [row] = await hub.sql<{ waiting: string }>(
        service,
        'SELECT count(*) AS waiting FROM pg_locks WHERE NOT granted AND relation = $1::regclass',
        [table],
      );
      expect(row?.waiting).not.toBe('0');
    });

  it('in which one service ran out of time', async () => {
    await police.fail('hang');
    await askPage();
    expect(await rowsIn('gateway')).toEqual([['ALLOWED', 'AGENCY_UNAVAILABLE', 0]]);
    expect(await coverage()).toContainEqual({ agency: 'police', answered: false, failure: 'TIMEOUT' });
    expect(await rowsIn('health')).toEqual([['ALLOWED', '', 1]]);
  });

  it('in which one service was cut off half-way: it may say too much, never too little', async () => {
    await police.fail('reset');
    await askPage();
    expect(await rowsIn('gateway')).toEqual([['ALLOWED', 'AGENCY_UNAVAILABLE', 0]]);
    expect(await coverage()).toContainEqual({ agency: 'police', answered: false, failure: 'REFUSED' });
    expect(await rowsIn('police')).toEqual([['ALLOWED', '', 1]]);
  });

  it('whose content could not be read: its row was on its way before that, and another says how it ended', async () => {
    const [{ content }] = (await hub.sql<{ content: string }>('health', 'SELECT content FROM revision')) as [
      { content: string },
    ];
    const keep = (text: string) =>
      hub.sql(
        'health',
        `BEGIN; SET LOCAL session_replication_role = replica; UPDATE revision SET content = '${text}'; COMMIT`,
      );
    await keep('no JSON');
    try {
      await askPage();
      expect((await rowsIn('health')).toSorted()).toEqual([
        ['ALLOWED', '', 1],
        ['FAILED', 'INTERNAL', 0],
      ]);
    } finally {
      await keep(content);
    }
  });

  it('of more rows than a request may have: refused, and no service heard of it', async () => {
    await hub.ask(review.person('chair'), PAGE.replace('first: 10', 'first: 2000'), { id: review.id });
    expect(await rowsIn('gateway')).toEqual([['REFUSED', 'LIMIT_EXCEEDED', 0]]);
    expect([await rowsIn('reviews'), await rowsIn('health')]).toEqual([[], []]);
  });

  it('to a request that is too long: refused before it was read', async () => {
    await hub.ask(review.person('chair'), PAGE, { id: review.id, more: 'x'.repeat(300_000) });
    expect(await rowsIn('gateway')).toEqual([['REFUSED', 'LIMIT_EXCEEDED', 0]]);
  });

  it('to a change that somebody may not make: refused, at the gateway and at the service', async () => {
    await hub.ask(review.person('chair'), RENAME, { id: review.id });
    expect(await rowsIn('gateway')).toEqual([['REFUSED', 'NOT_ALLOWED', 0]]);
    expect(await rowsIn('reviews')).toEqual([['REFUSED', 'NOT_ALLOWED', 0]]);
  });

  it('that nobody waited for: cut off, at the gateway and at the service that was reading for it', async () => {
    const { ownerDatabaseUrl } = hub.configOf('health');
    await whileHeld(ownerDatabaseUrl, 'revision', async () => {
      const leave = await leaving(PAGE, review.person('chair'));
      await untilWaitsFor('health', 'revision');
      leave();
      await untilRows('gateway', [['CUT_OFF', 'AGENCY_UNAVAILABLE', 0]]);
    });
    await untilRows('health', [
      ['CUT_OFF', '', 1],
      ['CUT_OFF', '', 0],
    ]);
    await untilRows('reviews', [['ALLOWED', '', 2]]);
  });

  it('to a change that nobody waited for: cut off at the gateway, and made', async () => {
    const { administrator } = hub.partnerships[0]!;
    await whileHeld(hub.configOf('reviews').ownerDatabaseUrl, 'retention', async () => {
      const leave = await leaving(RENAME, administrator);
      await untilWaitsFor('reviews', 'retention');
      leave();
    });
    await untilRows('gateway', [['CUT_OFF', '', 0]]);
    await untilRows('reviews', [['ALLOWED', '', 0]]);
  });

  it('to a request of which only half came: cut off, and nobody heard of it', async () => {
    const { port } = new URL(hub.gateway.url);
    const socket = connect(Number(port), '127.0.0.1');
    const head = ['POST /graphql HTTP/1.1', 'host: hub', 'content-type: application/json', 'content-length: 400'];
    const authorization = `authorization: Bearer ${await hub.token(review.person('chair'))}`;
    const reading = untilSomeBodyIsRead();
    socket.write(`${[...head, authorization].join('\r\n')}\r\n\r\n{"query":"{ __typename }"`);
    await reading;
    socket.destroy();
    await untilRows('gateway', [['CUT_OFF', 'BAD_REQUEST', 0]]);
    expect(await rowsIn('reviews')).toEqual([]);
  });

  it('without a service that nobody asks any more, because it fails for everybody', async () => {
    await police.fail('refuse');
    for (const role of ['chair', 'member', 'chair', 'member', 'chair', 'member'] as const) {
      await askPage(role);
    }
    await police.fail('none');
    await askPage();
    expect((await rowsIn('gateway')).at(-1)).toEqual(['ALLOWED', 'AGENCY_UNAVAILABLE', 0]);
    expect(await coverage()).toContainEqual({ agency: 'police', answered: false, failure: 'REFUSED' });
    expect(await rowsIn('police')).toEqual([]);
  });

  it('that could not be given because nobody said what the caller is cleared for', async () => {
    await hub.stop('reviews');
    const { httpStatus } = await hub.ask('somebody new', PAGE, { id: review.id });
    await hub.start('reviews');
    expect(httpStatus).toBe(503);
    expect(await rowsIn('gateway')).toEqual([['FAILED', 'AGENCY_UNAVAILABLE', 0]]);
  });
});
