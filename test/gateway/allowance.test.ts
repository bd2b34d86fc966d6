import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { health, police, reviews } from '../support/chronology-subgraphs.ts';
import { type Answer, type FederatedHouse, postTo, startFederatedHouse } from '../support/federated-house.ts';

const page = '{ review(id: "r1") { chronology(first: 4) { reference } } }';

const told = ({ httpStatus, errors, headers }: Answer) => [
  httpStatus,
  errors?.[0]?.extensions['code'],
  headers.get('retry-after'),
];

describe('what one person may have', () => {
  let house: FederatedHouse;
  let serial = 0;
  let person: string;

  beforeAll(async () => {
    house = await startFederatedHouse([reviews, health, police], {
      allowance: { rowsPerHour: 10, requestsPerSecond: 1_000 },
    });
  });
  afterAll(() => house.close());
  beforeEach(() => {
    person = `reader-${serial++}`;
  });

  const ask = async (query: string, who = person) =>
    postTo(house.gateway.url, { query }, { authorization: `Bearer ${await house.token({ sub: who })}` });

  it('is counted in the rows of answers, and refused before anything is asked', async () => {
    const given = [await ask(page), await ask(page), await ask(page)];
    house.subgraphs['reviews']!.calls.length = 0;
    const refused = await ask(page);

    expect(given.map(({ httpStatus }) => httpStatus)).toEqual([200, 200, 200]);
    expect(told(refused)).toEqual([429, 'LIMIT_EXCEEDED', '3600']);
    expect(refused.errors?.[0]?.message).toBe('One person may have 10 rows an hour. Ask again in 3600 seconds.');
    expect(house.subgraphs['reviews']!.calls).toEqual([]);
  });

  it('leaves everybody else what they may have', async () => {
    await ask('{ longReview(length: 40) { chronology { reference } } }');

    expect([(await ask(page)).httpStatus, (await ask(page, 'somebody-else')).httpStatus]).toEqual([429, 200]);
  });

  it.each([
    ['under an alias that is the name of a field', '{ id: review(id: "r1") { title: chronology(first: 10) { id } } }'],
    ['in a fragment', '{ ...F } fragment F on Query { review(id: "r1") { ... { chronology { id } } } }'],
    [
      'page by page',
      '{ a: review(id: "r1") { chronology(first: 5) { id } } b: review(id: "r1") { chronology(first: 5) { id } } }',
    ],
  ])('counts rows %s', async (_, query) => {
    await ask(query);

    expect((await ask('{ policeForces }')).httpStatus).toBe(429);
  });

  it('counts what came, and not what was asked for', async () => {
    await ask('{ review(id: "r2") { chronology(first: 900) { id } } }');

    expect((await ask(page)).httpStatus).toBe(200);
  });

  it('counts a request without rows as one', async () => {
    for (let request = 0; request < 10; request++) {
      await ask('{ policeForces }');
    }

    expect((await ask('{ policeForces }')).httpStatus).toBe(429);
  });
});

describe('how often one person may ask', () => {
  it('is limited by the second', async () => {
    const house = await startFederatedHouse([reviews, health, police], {
      allowance: { rowsPerHour: 1_000, requestsPerSecond: 5 },
    });

    const answers = await Promise.all(Array.from({ length: 8 }, () => house.ask('{ policeForces }')));
    const other = await postTo(
      house.gateway.url,
      { query: '{ policeForces }' },
      { authorization: `Bearer ${await house.token({ sub: 'somebody-else' })}` },
    );

    expect(answers.map(told).filter(([status]) => status === 429)).toEqual(
      Array.from({ length: 3 }, () => [429, 'LIMIT_EXCEEDED', '1']),
    );
    expect(other.httpStatus).toBe(200);
    await house.close();
  });
});
