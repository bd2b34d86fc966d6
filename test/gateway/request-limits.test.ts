import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { health, police, reviews } from '../support/chronology-subgraphs.ts';
import { type Answer, type FederatedHouse, postTo, startFederatedHouse } from '../support/federated-house.ts';

/** Of the processor's time, so that what else the machine does counts for nothing: that of gateway and caller together. */
const REFUSED_WITHIN_MS = 50;
const LONGEST = 256 * 1024;

const times = (number: number, text: (index: number) => string) =>
  Array.from({ length: number }, (_, i) => text(i)).join(' ');
const nested = (levels: number) => `{ ${'review(id: "r1") { '.repeat(levels)} title ${'} '.repeat(levels)} }`;

/** `F0` spreads `F1` twice, and so on: two to the power of `levels` fields. */
const bomb = (levels: number) =>
  `{ ...F0 } ${times(
    levels,
    (level) => `fragment F${level} on Query { a${level}: __typename ...G${level} ... { ...G${level} } }
    fragment G${level} on Query { ${level + 1 < levels ? `...F${level + 1}` : '__typename'} }`,
  )}`;

const hostile: readonly (readonly [string, string, string])[] = [
  [
    'more words than are read',
    `{ ${times(4_900, (index) => `a${index}: policeForces`)} }`.padEnd(LONGEST - 100),
    'LIMIT_EXCEEDED',
  ],
  ['three thousand aliases', `{ ${times(3_000, (index) => `a${index}: policeForces`)} }`, 'LIMIT_EXCEEDED'],
  ['five hundred levels', nested(500), 'LIMIT_EXCEEDED'],
  ['a hundred thousand levels', '{a'.repeat(100_000), 'LIMIT_EXCEEDED'],
  ['a thousand directives', `{ policeForces ${'@include(if: true) '.repeat(1_000)} }`, 'LIMIT_EXCEEDED'],
  ['unknown directives', `{ policeForces ${'@a '.repeat(4_000)} }`, 'LIMIT_EXCEEDED'],
  ['one field nine thousand times', `{ ${'policeForces '.repeat(9_000)} }`, 'LIMIT_EXCEEDED'],
  ['one field in a thousand fragments', `{ ${'... { policeForces } '.repeat(2_000)} }`, 'LIMIT_EXCEEDED'],
  [
    'a thousand named fragments',
    `{ ${times(1_000, (i) => `...F${i}`)} } ${times(1_000, (i) => `fragment F${i} on Query { __typename }`)}`,
    'LIMIT_EXCEEDED',
  ],
  [
    'circular fragments',
    '{ ...A } fragment A on Query { ...B } fragment B on Query { ...A }',
    'GRAPHQL_VALIDATION_FAILED',
  ],
  [
    'circular fragments with a level between',
    '{ review(id: "r1") { ...A } } fragment A on Review { chronology { ...B } } fragment B on Entry { review { ...A } }',
    'LIMIT_EXCEEDED',
  ],
  ['a bomb of fragments', bomb(20), 'LIMIT_EXCEEDED'],
  [
    'fragments that stand twice in each other',
    `{ ...F0 } ${times(40, (i) => `fragment F${i} on Query { ...F${i + 1} ...F${i + 1} }`)} fragment F40 on Query { __typename }`,
    'GRAPHQL_VALIDATION_FAILED',
  ],
  [
    'many operations over many fragments',
    `${times(300, (i) => `query Q${i} { ...F0 }`)} ${times(200, (i) => `fragment F${i} on Query { ...F${i + 1} }`)} fragment F200 on Query { __typename }`,
    'LIMIT_EXCEEDED',
  ],
  [
    'an unused fragment of many fields',
    `{ policeForces } fragment F on Query { ${'policeForces '.repeat(8_000)} }`,
    'LIMIT_EXCEEDED',
  ],
  ['fields that are not there', `{ ${times(9_000, (index) => `no${index}`)} }`, 'GRAPHQL_VALIDATION_FAILED'],
  ['a list of many levels', `{ review(id: ${'['.repeat(4_000)}${']'.repeat(4_000)}) { title } }`, 'LIMIT_EXCEEDED'],
  ['a list of some levels', `{ review(id: ${'['.repeat(300)}${']'.repeat(300)}) { title } }`, 'LIMIT_EXCEEDED'],
  ['brackets that end and never begin', `{ policeForces } ${'}'.repeat(5_000)}`, 'GRAPHQL_PARSE_FAILED'],
  ['nothing but space', '{ nothing }'.padEnd(LONGEST - 100), 'GRAPHQL_VALIDATION_FAILED'],
];

describe('what may be asked', () => {
  let house: FederatedHouse;
  let organisation: string | null;

  beforeAll(async () => {
    const memberships = () => ({
      organisation,
      administers: [],
      reviews: [{ review: 'r1', reference: 'R-1', roles: ['CHAIR'] }],
    });
    house = await startFederatedHouse([reviews, health, police], { memberships });
    await house.ask('{ policeForces nothing }');
  });
  afterAll(() => house.close());
  beforeEach(() => {
    organisation = null;
    for (const { calls } of Object.values(house.subgraphs)) {
      calls.length = 0;
    }
  });

  const codes = ({ errors }: Answer) => [...new Set(errors?.map(({ extensions: { code } }) => code))];
  const post = async (body: unknown, person = 'ada', headers: Record<string, string> = {}) =>
    postTo(house.gateway.url, body, { authorization: `Bearer ${await house.token({ sub: person })}`, ...headers });

  it.each(hostile)(`is refused within ${REFUSED_WITHIN_MS} ms when it has %s`, async (_, query, code) => {
    let shortestMs = Number.POSITIVE_INFINITY;
    for (let attempt = 0; attempt < 5 && shortestMs > REFUSED_WITHIN_MS; attempt++) {
      const started = process.cpuUsage();
      const answer = await post({ query });
      const { user, system } = process.cpuUsage(started);
      shortestMs = Math.min(shortestMs, (user + system) / 1_000);
      expect([answer.httpStatus, codes(answer)]).toEqual([400, [code]]);
      expect(answer.text.length).toBeLessThan(3_000);
    }
    expect(shortestMs).toBeLessThan(REFUSED_WITHIN_MS);
  });

  it('may be a query of 256 kB, and no longer', async () => {
    const whole = await post({ query: '{ policeForces }'.padEnd(LONGEST - 100) });
    const longer = await post({ query: '{ policeForces }'.padEnd(LONGEST) });

    expect([whole.httpStatus, longer.httpStatus, codes(longer)]).toEqual([200, 413, ['LIMIT_EXCEEDED']]);
  });

  it('may be a long change of somebody who speaks for an organisation, and no long query', async () => {
    organisation = 'NVP';
    const text = 'x'.repeat(2_000_000);

    const change = await post(
      { query: 'mutation($t: String!) { addPoliceEntry(text: $t) }', variables: { t: text } },
      'author',
    );
    const query = await post(
      { query: 'query($t: ID!) { review(id: $t) { title } }', variables: { t: text } },
      'author',
    );
    const document = await post({ query: `mutation { addPoliceEntry(text: "${text}") }` }, 'author');

    expect(change.data).toEqual({ addPoliceEntry: text });
    expect([query.httpStatus, codes(query)]).toEqual([400, ['LIMIT_EXCEEDED']]);
    expect([document.httpStatus, codes(document)]).toEqual([400, ['LIMIT_EXCEEDED']]);
  });

  it('says how long it is', async () => {
    const stream = new Blob([JSON.stringify({ query: '{ policeForces }' })]).stream();
    const response = await fetch(`${house.gateway.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${await house.token()}` },
      body: stream,
      duplex: 'half',
    } as RequestInit);

    expect(response.status).toBe(411);
  });

  const rows: readonly (readonly [name: string, query: string, Readonly<Record<string, unknown>>, number | null])[] = [
    [
      'by a variable, a thousand',
      'query($n: Int) { review(id: "r1") { chronology(first: $n) { reference } } }',
      { n: 1_000 },
      null,
    ],
    [
      'by a variable, more',
      'query($n: Int) { review(id: "r1") { chronology(first: $n) { reference } } }',
      { n: 1_001 },
      1_001,
    ],
    [
      'by the default of a variable',
      'query($n: Int = 2000) { review(id: "r1") { chronology(first: $n) { reference } } }',
      {},
      2_000,
    ],
    ['in the text', '{ review(id: "r1") { chronology(first: 99999) { reference } } }', {}, 99_999],
    ['when nobody says', '{ review(id: "r1") { chronology { reference } } }', {}, null],
    ['when null says nothing', '{ review(id: "r1") { chronology(first: null) { reference } } }', {}, null],
    [
      'in two aliases together',
      '{ review(id: "r1") { a: chronology(first: 600) { reference } b: chronology(first: 500) { reference } } }',
      {},
      1_100,
    ],
    ['skipped', '{ review(id: "r1") { chronology(first: 2000) @skip(if: true) { reference } title } }', {}, null],
    [
      'within fragments',
      '{ ...A } fragment A on Query { review(id: "r1") { ... { chronology(first: 2000) { reference } } } }',
      {},
      2_000,
    ],
    [
      'by ninety aliases with the default of the schema',
      `{ review(id: "r1") { ${times(90, (i) => `a${i}: chronology { reference }`)} } }`,
      {},
      null,
    ],
  ];

  it.each(rows)(
    'is refused for more rows than a thousand before anybody is asked: %s',
    async (_, query, variables, estimated) => {
      const { errors, httpStatus } = await post({ query, variables });

      const refusal = {
        message: `The request may come to ${estimated} rows; one request may ask for 1000. Ask for smaller pages.`,
        extensions: { code: 'LIMIT_EXCEEDED' },
      };
      const calls = Object.values(house.subgraphs).flatMap((subgraph) => subgraph.calls);
      expect(calls).toHaveLength(estimated === null ? 1 : 0);
      expect([httpStatus, errors]).toEqual(estimated === null ? [200, undefined] : [400, [refusal]]);
    },
  );
});
