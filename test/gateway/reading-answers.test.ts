import fc from 'fast-check';
import { graphql } from 'graphql';
import { describe, expect, it } from 'vitest';
import { federationEngine } from '../../gateway/federation/gateway-interface.ts';
import { readReply, type SubgraphClient } from '../../gateway/federation/subgraph-client.ts';
import { readSupergraph } from '../../gateway/federation/supergraph.ts';
import { askEngine } from '../support/answering-engine.ts';
import { composers, subgraphSchema } from '../support/federation-suites/in-process-engine.ts';
import type { SuiteSubgraph } from '../support/federation-suites/suite.ts';

/** What the services know in one run. */
type Item = Readonly<Record<string, unknown>> & { readonly id: string };
let items: readonly Item[] = [];
const itemAt = ({ id }: Item) => items.find((item) => item.id === id) ?? null;

const shop: SuiteSubgraph = {
  name: 'shop',
  typeDefs: `
    scalar Anything
    type Query { items(first: Int): [Item!]! page(first: Int): Page }
    type Page { count: Int! items: [Item!]! hint: String }
    type Item @key(fields: "id") {
      id: ID! title: String count: Int! ratio: Float isOn: Boolean! level: Level tags: [String!] any: Anything place: Place!
      shape: Shape shapes: [Shape!] label: String @shareable
    }
    enum Level { LOW HIGH HIDDEN @inaccessible }
    type Place { name: String! sides: [[Int!]] within: Within }
    type Within { name: String }
    union Shape = Circle | Square
    type Circle { radius: Int! note: String }
    type Square { side: Float note: String place: Place }
  `,
  resolvers: {
    Query: { items: () => items, page: () => ({ count: items.length, items, hint: null }) },
    Item: { __resolveReference: itemAt },
    Shape: {
      __resolveType: ({ radius }: { readonly radius?: number }) => (radius === undefined ? 'Square' : 'Circle'),
    },
  },
};

const press: SuiteSubgraph = {
  name: 'press',
  typeDefs: `
    scalar Anything
    type Item @key(fields: "id") {
      id: ID! title: String @external count: Int! @external words: String said(twice: Boolean): Story label: String @shareable
      fit: String @requires(fields: "title count")
    }
    type Story { text: String by: [Person] }
    type Person { name: String! }
  `,
  resolvers: {
    Item: {
      __resolveReference: (asked: Item) => itemAt(asked) && { ...itemAt(asked), ...asked },
      fit: ({ title, count }: Item) => `${title} ${count}`,
    },
  },
};

const text = fc.oneof(
  fc.string({ unit: 'grapheme-ascii', maxLength: 8 }),
  fc.string({ unit: 'binary', maxLength: 8 }),
  fc.constantFrom('', '"', '\\', '\n', '\u0000', '–', 'é', '\ud800', '{"a":1}', ',"words":', '\u2028'),
);
const orNull = <Value>(value: fc.Arbitrary<Value>) => fc.option(value, { freq: 4 });
const place = fc.record({
  name: text,
  sides: orNull(
    fc.array(orNull(fc.array(fc.integer({ min: -9, max: 2_147_483_647 }), { maxLength: 2 })), { maxLength: 2 }),
  ),
  within: orNull(fc.record({ name: orNull(text) })),
});
const shape = fc.oneof(
  fc.record({ radius: fc.integer({ min: 0, max: 9 }), note: orNull(text) }),
  fc.record({ side: orNull(fc.double({ noNaN: true, noDefaultInfinity: true })), note: orNull(text), place }),
);
const item = fc.record({
  title: orNull(text),
  count: fc.integer({ min: -20, max: 2_000_000_000 }),
  ratio: orNull(fc.oneof(fc.double({ noNaN: true, noDefaultInfinity: true }), fc.constantFrom(0.5, -0, 1e21, 12.25))),
  isOn: fc.boolean(),
  level: orNull(fc.constantFrom('LOW', 'HIGH', 'HIDDEN')),
  tags: orNull(fc.array(text, { maxLength: 3 })),
  any: orNull(
    fc.oneof({ weight: 9, arbitrary: fc.oneof(text, fc.integer(), fc.boolean()) }, fc.constant({ a: [1, { b: 'c' }] })),
  ),
  place,
  shape: orNull(shape),
  shapes: orNull(fc.array(shape, { maxLength: 2 })),
  label: orNull(text),
  words: orNull(text),
  said: orNull(
    fc.record({ text: orNull(text), by: orNull(fc.array(orNull(fc.record({ name: text })), { maxLength: 2 })) }),
  ),
});
const world = fc
  .array(item, { minLength: 1, maxLength: 2 })
  .map((all) => all.map((each, index): Item => ({ ...each, id: index === 1 ? '17' : `i${index}` })));

/** What a service may do to the text of a good answer. */
type Damage = (answer: string) => string;

const damage: fc.Arbitrary<Damage> = fc.oneof(
  fc.constant((answer: string) => answer),
  {
    weight: 8,
    arbitrary: fc
      .tuple(
        fc.nat(),
        fc.constantFrom(
          'null',
          'null',
          '"x"',
          '"Square"',
          '1.50',
          '-0',
          '1e3',
          'true',
          '{}',
          '[]',
          '"\\/"',
          '"\u0001"',
        ),
      )
      .map(
        ([which, other]): Damage =>
          (answer) =>
            replaced(answer, which, () => other),
      ),
  },
  fc.nat().map(
    (which): Damage =>
      (answer) =>
        replaced(answer, which, (value) => `[${value}]`),
  ),
  fc.tuple(fc.nat(), fc.constantFrom('', ' ', '\n', '"', '\\', ',', '{', ']', '0', 'é', '"a":1,', '\\u00e9')).map(
    ([at, added]): Damage =>
      (answer) => {
        const place = at % (answer.length + 1);
        return answer.slice(0, place) + added + answer.slice(added === '' ? place + 1 : place);
      },
  ),
  fc.constantFrom<Damage>(
    (answer) => JSON.stringify(JSON.parse(answer), null, 1),
    (answer) => `${answer}\n`,
    (answer) => answer.replace('"data"', '"extensions":{},"data"'),
    (answer) => answer.replaceAll('é', '\\u00e9').replaceAll('/', '\\/'),
    (answer) => JSON.stringify(JSON.parse(answer), (_key, value) => reversed(value)),
  ),
);

/** Puts something else in the place of one value. */
function replaced(answer: string, which: number, by: (value: string) => string): string {
  const values = [...answer.matchAll(/(?<=[:[,])(?:"(?:[^"\\]|\\.)*"|[\w.+-]+)(?=[,\]}])/g)];
  const value = values[which % Math.max(1, values.length)];
  return value === undefined
    ? answer
    : answer.slice(0, value.index) + by(value[0]) + answer.slice(value.index + value[0].length);
}

const reversed = (value: unknown) =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
    ? Object.fromEntries(Object.entries(value).toReversed())
    : value;

const queries = [
  '{ items { id __typename place { name __typename } shape { ... on Square { side place { __typename } } __typename } } }',
  '{ __typename items { __typename place { __typename name } } }',
  '{ items { id title count ratio isOn level tags any place { name sides within { name } } words } }',
  '{ items { title fit label said { text by { name } } again: title } }',
  '{ items { __typename id shape { __typename ... on Circle { radius note } ... on Square { side note place { name } } } words } }',
  '{ items { shapes { ... on Circle { note radius } ... on Square { place { __typename sides } } } fit count } }',
  '{ page(first: 3) { items { place { name } title level words said(twice: true) { text } } hint count } all: items { id any } }',
  'query ($no: Boolean = false) { items(first: 2) { id count title @include(if: $no) isOn fit label } }',
];

/** The engine, with and without reading answers straight; both over services that damage what they answer alike. */
const schemas = new Map([shop, press].map((service) => [service.name, subgraphSchema(service)]));
const supergraph = readSupergraph(composers.product([shop, press]));
let damaged: { readonly service: string; readonly damage: Damage };
let readStraight = 0;

const engineThat = (readsStraight: boolean) => {
  const client = (name: string): SubgraphClient => ({
    ask: async (body, _headers, _timeoutMs, { read }) => {
      const { query, variables } = JSON.parse(body);
      const answer = await graphql({ schema: schemas.get(name)!, source: query, variableValues: variables });
      const sent = JSON.stringify(answer);
      const received = Buffer.from(damaged.service === name ? damaged.damage(sent) : sent).toString();
      return readReply(200, received, (given) => {
        const data = readsStraight ? read(given) : null;
        readStraight += data === null ? 0 : 1;
        return data;
      });
    },
    post: async () => ({ httpStatus: 200, body: '{}' }),
    get: async () => ({ httpStatus: 200, body: '{}' }),
    close: async () => {},
  });
  const clients = new Map([...schemas.keys()].map((name) => [name, client(name)]));
  const engine = federationEngine({ supergraph, clients, explainsNulls: true });
  return async (query: string) => {
    const caller = { headersFor: async () => ({}) };
    const { data, ...rest } = await askEngine(engine, supergraph.apiSchema, query, caller);
    return JSON.stringify({ data: data && JSON.parse(data.json), ...rest });
  };
};

describe('an answer that is read straight', () => {
  const straight = engineThat(true);
  const takenApart = engineThat(false);

  it('comes to the same as one that is taken apart and compared, whatever a service writes', async () => {
    readStraight = 0;
    await fc.assert(
      fc.asyncProperty(
        world,
        fc.constantFrom(...queries),
        fc.constantFrom('shop', 'press'),
        damage,
        async (known, query, service, change) => {
          items = known;
          damaged = { service, damage: change };
          expect(await straight(query)).toBe(await takenApart(query));
        },
      ),
      { seed: 20_261_122, numRuns: 2_000 },
    );
    expect(readStraight).toBeGreaterThan(1_000);
  });

  it('may have more escaped characters than an expression can look through', async () => {
    const [one] = fc.sample(item, { seed: 1, numRuns: 1 });
    items = [{ ...one, id: 'i0', title: '\n'.repeat(6_000_000) }];
    damaged = { service: '', damage: (answer) => answer };

    expect(await straight(queries[0]!)).toBe(await takenApart(queries[0]!));
  });
});
