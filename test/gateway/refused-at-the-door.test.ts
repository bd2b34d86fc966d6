import { once } from 'node:events';
import { connect } from 'node:net';
import { pino } from 'pino';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { reviews } from '../support/chronology-subgraphs.ts';
import { type FederatedHouse, now, startFederatedHouse } from '../support/federated-house.ts';
import { logInMemory } from '../support/log-in-memory.ts';

const logged: string[] = [];

/** Every way in which an operation is refused before the graph is asked: its head and its body, beside who asks. */
const json = 'content-type: application/json';
const refused: readonly (readonly [
  what: string,
  method: string,
  head: readonly string[],
  body: string,
  status: number,
])[] = [
  ['GET', 'GET', [], '', 405],
  ['GET that says it has JSON', 'GET', [json], '', 405],
  ['HEAD', 'HEAD', [], '', 405],
  ['PUT', 'PUT', [json], '{"query":"{ __typename }"}', 405],
  ['DELETE', 'DELETE', [], '', 405],
  ['OPTIONS', 'OPTIONS', [], '', 405],
  ['a method of file shares', 'PROPFIND', [], '', 405],
  ['a form', 'POST', ['content-type: application/x-www-form-urlencoded'], 'query={__typename}', 415],
  ['plain text', 'POST', ['content-type: text/plain'], '{"query":"{ __typename }"}', 400],
  ['no type', 'POST', [], '{"query":"{ __typename }"}', 415],
  ['broken JSON', 'POST', [json], '{"query":', 400],
  ['a poisoned prototype', 'POST', [json], '{"query":"{ __typename }","variables":{"__proto__":{"a":1}}}', 400],
  ['a batch', 'POST', [json], '[{"query":"{ __typename }"}]', 400],
  ['no query', 'POST', [json], '{}', 400],
  ['no GraphQL', 'POST', [json], '{"query":"{"}', 400],
  ['a field that is not there', 'POST', [json], '{"query":"{ nothing }"}', 400],
  ['a document nobody knows', 'POST', [json], '{"documentId":"sha256:00"}', 400],
  ['too long', 'POST', [json], `{"query":"${'x'.repeat(300_000)}"}`, 413],
];

describe('an operation that is refused at the door', () => {
  let house: FederatedHouse;
  const log = logInMemory();

  beforeAll(async () => {
    const logger = pino({ level: 'info' }, { write: (line: string) => void logged.push(line) });
    house = await startFederatedHouse([reviews], { accessLog: log, logger, metricsPort: 0, introspection: 'nobody' });
  });
  afterAll(() => house.close());
  beforeEach(() => {
    log.rows.length = 0;
    logged.length = 0;
  });

  /** Sends the bytes of a request and gives the status of the answer. */
  const send = async (method: string, headers: readonly string[], body: string): Promise<number> => {
    const { port } = new URL(house.gateway.url);
    const socket = connect(Number(port), '127.0.0.1');
    const length = body === '' ? [] : [`content-length: ${Buffer.byteLength(body)}`];
    const head = [`${method} /graphql?query={__typename} HTTP/1.1`, 'host: hub', 'connection: close', ...length];
    socket.write(`${[...head, ...headers].join('\r\n')}\r\n\r\n${body}`);
    let answer = '';
    socket.on('data', (chunk) => {
      answer += String(chunk);
    });
    socket.on('error', () => undefined);
    await once(socket, 'close');
    return Number(answer.split(' ')[1]);
  };
  const unknown = async () => {
    const text = await (await fetch(`${house.gateway.metricsUrl}/metrics`)).text();
    return [...text.matchAll(/^hub_refused_unknown_total\{.*\} (\d+)$/gm)].reduce(
      (sum, [, count]) => sum + Number(count),
      0,
    );
  };
  const codes = () =>
    logged
      .map((line) => JSON.parse(line) as { msg: string; code?: string; codes?: string[] })
      .map(({ msg, code, codes: all }) => [msg, code ?? all?.join()]);
  const bearer = async (claims = {}) => `authorization: Bearer ${await house.token(claims)}`;

  it.each(refused)('is a row of whoever asks: %s', async (_what, method, head, body, status) => {
    const before = await unknown();
    expect(await send(method, [...head, await bearer()], body)).toBe(status);
    expect(log.rows.map(({ person, decision }) => [person, decision])).toEqual([['ada', 'REFUSED']]);
    expect(await unknown()).toBe(before);
  });

  it.each(refused)(
    'is a line and a count, and no row, where nobody is known: %s',
    async (_what, method, head, body) => {
      const before = await unknown();
      expect(await send(method, head, body)).toBe(method === 'POST' ? 401 : 405);
      expect(log.rows).toEqual([]);
      expect(codes()).toEqual([['refused', method === 'POST' ? 'UNAUTHENTICATED' : 'BAD_USER_INPUT']]);
      expect(await unknown()).toBe(before + 1);
    },
  );

  const unbelieved: readonly (readonly [string, () => Promise<readonly string[]>])[] = [
    ['a token that has ended', async () => [await bearer({ exp: now() - 60 })]],
    ['a token for somebody else', async () => [await bearer({ aud: 'elsewhere' })]],
    ['no token of ours', async () => ['authorization: Bearer abc']],
    ['a password', async () => ['authorization: Basic YTpi']],
    ['two tokens', async () => [await bearer(), await bearer()]],
  ];
  it.each(unbelieved)('is a line and a count, and no row, where nobody is believed: %s', async (_what, headers) => {
    const before = await unknown();
    for (const method of ['POST', 'GET']) {
      await send(method, [json, ...(await headers())], method === 'POST' ? '{"query":"{ __typename }"}' : '');
    }
    expect([log.rows, codes()]).toEqual([
      [],
      [
        ['refused', 'UNAUTHENTICATED'],
        ['refused', 'BAD_USER_INPUT'],
      ],
    ]);
    expect(await unknown()).toBe(before + 2);
  });

  it('is a line and a count where it is no HTTP that can be read', async () => {
    const before = await unknown();
    expect(await send('POST', [`x: ${'x'.repeat(70_000)}`, await bearer()], '')).toBe(431);
    expect([log.rows, codes()]).toEqual([[], [['unreadable', 'HPE_HEADER_OVERFLOW']]]);
    expect(await unknown()).toBe(before + 1);
  });

  it('is a row of whoever has asked too often', async () => {
    const own = logInMemory();
    const strict = { rowsPerHour: 1_000, requestsPerSecond: 1 };
    const busy = await startFederatedHouse([reviews], { accessLog: own, allowance: strict });
    try {
      const statuses = [await busy.ask('{ __typename }'), await busy.ask('{ __typename }')].map(
        (each) => each.httpStatus,
      );
      expect(statuses).toEqual([200, 429]);
      expect(own.rows.map(({ person, decision, codes: of }) => [person, decision, of])).toEqual([
        ['ada', 'ALLOWED', []],
        ['ada', 'REFUSED', ['LIMIT_EXCEEDED']],
      ]);
    } finally {
      await busy.close();
    }
  });
});
