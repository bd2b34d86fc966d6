import { pino } from 'pino';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { readConfig } from '../../gateway/config.ts';
import { health, police, reviews } from '../support/chronology-subgraphs.ts';
import { type FaultProxy, startFaultProxy } from '../support/fault-proxy.ts';
import { type FederatedHouse, postTo, startFederatedHouse } from '../support/federated-house.ts';

const logged: string[] = [];
const logger = pino({ level: 'trace' }, { write: (line: string) => void logged.push(line) });
const chronology = 'query Page { review(id: "r1") { chronology(first: 2) { reference record { reference } } } }';

/** Names and numbers of people: nothing that is logged or measured may hold one. */
const canaries = ['Ada Lovelace', 'Lovelace', '943 476 5919', '9434765919', 'canary'];
const inLog = () => logged.map((line) => JSON.parse(line));

describe('what can be seen of a gateway', () => {
  let house: FederatedHouse;
  let proxy: FaultProxy;

  beforeAll(async () => {
    const between = {
      police: async (url: string) => {
        proxy = await startFaultProxy(url);
        return proxy.url;
      },
    };
    house = await startFederatedHouse([reviews, health, police], { between, logger, metricsPort: 0 });
  });
  afterAll(async () => {
    await house.close();
    await proxy.close();
  });
  beforeEach(async () => {
    logged.length = 0;
    await proxy.fail('none');
  });

  const metrics = async () => (await fetch(`${house.gateway.metricsUrl}/metrics`)).text();
  const counted = async (line: string) =>
    Number(
      (await metrics())
        .split('\n')
        .find((each) => each.startsWith(`${line} `))
        ?.slice(line.length) ?? 0,
    );
  const grownBy = async (line: string, action: () => Promise<unknown>) => {
    const before = await counted(line);
    await action();
    return (await counted(line)) - before;
  };

  it('is on a port of its own, and on no other', async () => {
    const onPublicPort = await fetch(`${house.gateway.url}/metrics`);
    const elsewhere = await fetch(`${house.gateway.metricsUrl}/graphql`);

    expect([onPublicPort.status, elsewhere.status]).toEqual([404, 404]);
    expect(new URL(house.gateway.metricsUrl ?? '').hostname).toBe('127.0.0.1');
  });

  it.each([
    ['hub_requests_total{outcome="whole"}', 'none'],
    ['hub_requests_total{outcome="partial"}', 'html'],
    ['hub_request_seconds_count', 'none'],
    ['hub_http_responses_total{status="200"}', 'none'],
    ['hub_service_calls_total{service="police",result="ANSWERED"}', 'none'],
    ['hub_service_calls_total{service="reviews",result="ANSWERED"}', 'none'],
    ['hub_service_calls_total{service="police",result="INVALID"}', 'html'],
    ['hub_service_calls_total{service="police",result="REFUSED"}', 'refuse'],
    ['hub_service_call_seconds_count{service="health"}', 'none'],
    ['hub_agency_failures_total{agency="police",failure="INVALID"}', 'html'],
    ['hub_agency_failures_total{agency="police",failure="INCOMPLETE"}', 'tooFew'],
    ['hub_agency_failures_total{agency="police",failure="REFUSED"}', 'refuse'],
  ] as const)('counts %s of one request: %s', async (line, fault) => {
    await proxy.fail(fault);

    expect(await grownBy(line, () => house.ask(chronology))).toBe(1);
  });

  it('counts what is refused', async () => {
    const invalid = () => house.ask('{ nothing }');
    const stranger = () => postTo(house.gateway.url, { query: chronology }, {});

    expect(await grownBy('hub_requests_total{outcome="refused"}', invalid)).toBe(1);
    expect(await grownBy('hub_http_responses_total{status="401"}', stranger)).toBe(1);
  });

  it('times each plan once, and counts those that are kept', async () => {
    const query = '{ policeForces healthOrganisations }';
    const twice = async () => [await house.ask(query), await house.ask(query)];

    expect(await grownBy('hub_planning_seconds_count', twice)).toBe(1);
    expect(await counted('hub_planned_operations')).toBeGreaterThan(1);
  });

  it('tells how the process is', async () => {
    const text = await metrics();

    expect(text).toMatch(/^nodejs_eventloop_lag_p99_seconds \d/m);
    expect(text).toMatch(/^process_resident_memory_bytes \d/m);
  });

  it('logs of a request who was asked, who failed and how, and how long it took', async () => {
    await proxy.fail('html');

    await house.ask(chronology);

    expect(inLog()).toEqual([
      expect.objectContaining({
        msg: 'answered',
        requestId: expect.stringMatching(/^[0-9a-f-]{36}$/),
        operationName: 'Page',
        durationMs: expect.any(Number),
        agencies: ['health', 'police', 'reviews'],
        failures: [{ agency: 'police', answered: false, failure: 'INVALID' }],
        codes: ['AGENCY_UNAVAILABLE'],
      }),
    ]);
  });

  it.each(['Find_9434765919', 'Find9434765919', 'q_1', 'A'.repeat(41)])('does not log the name "%s"', async (name) => {
    await house.ask(`query ${name} { policeForces }`);

    expect(inLog().map((line) => [line.msg, line.operationName])).toEqual([['answered', undefined]]);
  });

  it('goes on with a trace that a caller brings, towards every service and in the log', async () => {
    const traceId = '4bf92f3577b34da6a3ce929d0e0e4736';
    const calls = Object.values(house.subgraphs).map(({ calls: ofOne }) => ofOne);
    for (const ofOne of calls) {
      ofOne.length = 0;
    }

    await house.ask(chronology, {
      headers: { traceparent: `00-${traceId}-00f067aa0ba902b7-01`, tracestate: 'a=canary' },
    });

    const parents = calls.flatMap((ofOne) => ofOne.map(({ headers }) => headers['traceparent']));
    expect(new Set(parents).size).toBe(1);
    expect(parents).toHaveLength(3);
    expect(parents[0]).toMatch(new RegExp(`^00-${traceId}-(?!00f067aa0ba902b7)[0-9a-f]{16}-01$`));
    expect(calls.flat().map(({ headers }) => headers['tracestate'])).toEqual([undefined, undefined, undefined]);
    expect(inLog()[0].traceId).toBe(traceId);
  });

  it('never logs or measures what a person is called, whatever goes wrong', async () => {
    const named = { name: 'Ada Lovelace', number: '943 476 5919', id: '9434765919' };
    const headers = { 'hub-purpose': 'About Ada Lovelace', traceparent: '943 476 5919', 'x-request-id': 'canary' };
    const queries = [
      `query Named($id: ID!) { review(id: $id) { title } }`,
      '{ review(id: "9434765919") { title } }',
      '{ Lovelace: policeForces }',
      '{ canary(name: "Ada Lovelace") }',
      '{ review(id: "Ada Lovelace" }',
      'query Lovelace9434765919 { policeForces }',
      'mutation { addPoliceEntry(text: "943 476 5919") }',
      'query Bad($id: Int!) { review(id: $id) { title } }',
    ];
    for (const fault of ['none', 'ownError', 'html', 'serverError', 'reset', 'wrongType'] as const) {
      await proxy.fail(fault);
      await Promise.all([...queries, chronology].map((query) => house.ask(query, { variables: named, headers })));
    }
    proxy.say(JSON.stringify({ errors: [{ message: 'Ada Lovelace', extensions: { code: 'NOT_FOUND' } }] }));
    await house.ask('{ policeForces }');
    await postTo(house.gateway.url, '{"query": "Ada Lovelace', { authorization: 'Bearer Lovelace' });
    await postTo(house.gateway.url, '{"query": "Ada Lovelace', { authorization: `Bearer ${await house.token()}` });
    await fetch(`${house.gateway.url}/Lovelace?nhs=9434765919`);

    const text = logged.join('') + (await metrics());

    expect(logged.length).toBeGreaterThan(54);
    expect(canaries.filter((canary) => text.includes(canary))).toEqual([]);
    expect(text).not.toMatch(/Bearer|eyJ|SELECT/);
  });
});

describe('metrics', () => {
  it('are off unless a port is given', async () => {
    const house = await startFederatedHouse([reviews, health, police]);
    await house.close();

    expect(house.gateway.metricsUrl).toBeNull();
  });

  it.each(['no', '70000', '-1'])('need a port that is one: "%s"', (METRICS_PORT) => {
    expect(() => readConfig({ METRICS_PORT })).toThrow(
      `The environment variable "METRICS_PORT" is "${METRICS_PORT}", which is no port.`,
    );
  });
});
