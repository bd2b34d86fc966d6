import { beforeEach, describe, expect, it } from 'vitest';
import { answeringEngine } from '../support/answering-engine.ts';
import type { Id, SuiteSubgraph } from '../support/federation-suites/suite.ts';

const things = [
  { id: 't1', place: { id: 'p1' }, stops: [{ id: 'p1' }, null, { id: 'p2' }] },
  { id: 't2', place: null, stops: [] },
  { id: 't3', place: { id: 'p2' }, stops: [{ id: 'p3' }] },
];
const towns: Readonly<Record<string, string | null>> = { p1: 'Leeds', p2: null, p3: 'York' };

type Place = { readonly name?: string; readonly town: string | null } | null;
type Needed = { readonly place: Place; readonly stops: readonly Place[]; readonly fee: string | null };
const thingWith = ({ id }: Id) => things.find((thing) => thing.id === id);
const townOf = (place: Place) => (place === null ? 'nowhere' : String(place.town));

const subgraphs: readonly SuiteSubgraph[] = [
  {
    name: 'things',
    typeDefs: `
      type Query { things: [Thing!]! }
      type Thing @key(fields: "id") { id: ID! place: Place stops: [Place]! }
      type Place @key(fields: "id") { id: ID! }
    `,
    resolvers: { Query: { things: () => things }, Thing: { __resolveReference: thingWith } },
  },
  {
    name: 'towns',
    typeDefs: 'type Place @key(fields: "id") { id: ID! town: String name: String size: Int! }',
    resolvers: { Place: { town: ({ id }: Id) => towns[id] } },
  },
  {
    name: 'fees',
    typeDefs: `
      type Thing @key(fields: "id") {
        id: ID! place: Place @external stops: [Place]! @external
        fee: String @requires(fields: "place { town }")
        fees: String @requires(fields: "stops { town }")
        toll: String @requires(fields: "place { name size }")
        words: String
      }
      type Place @key(fields: "id") { id: ID! town: String @external name: String @external size: Int! @external }
    `,
    resolvers: {
      Thing: {
        fee: ({ place }: Needed) => townOf(place),
        toll: ({ place }: Needed) => `toll of ${place?.name}`,
        fees: ({ stops }: Needed) => stops.map(townOf).join(),
        words: ({ id }: Id) => `words of ${id}`,
      },
    },
  },
  {
    name: 'notes',
    typeDefs: `
      type Thing @key(fields: "id") {
        id: ID! note: String label: String @external remark: String @requires(fields: "label")
      }
    `,
    resolvers: { Thing: { note: ({ id }: Id) => `note of ${id}`, remark: () => 'None.' } },
  },
  {
    name: 'labels',
    typeDefs: 'type Thing @key(fields: "id") { id: ID! label: String }',
    resolvers: { Thing: { label: ({ id }: Id) => id } },
  },
  {
    name: 'bills',
    typeDefs: 'type Thing @key(fields: "id") { id: ID! fee: String @external bill: String @requires(fields: "fee") }',
    resolvers: { Thing: { bill: ({ fee }: Needed) => `bill of ${fee}` } },
  },
];

/** What is said of the first place leaves it out, though nothing is wrong with its name. */
const TOWNLESS = '{"data":{"_entities":[null,{"name":"Leeds","size":7}]},';

describe.each([[true], [false]])(
  'what a service needs of objects further down (each null explained: %s)',
  (explains) => {
    const engine = answeringEngine(subgraphs, { explainsNulls: explains });
    beforeEach(() => engine.says({}));
    const sentToFees = () => engine.calls.find(({ service }) => service === 'fees')?.variables['representations'];

    it('is sent as null where its service says null', async () => {
      const { data, errors } = await engine.ask('{ things { fee fees } }');

      expect(data).toEqual({
        things: [
          { fee: 'Leeds', fees: 'Leeds,nowhere,null' },
          { fee: 'nowhere', fees: '' },
          { fee: 'null', fees: 'York' },
        ],
      });
      expect(errors).toBeUndefined();
    });

    it('is not made up where its service did not answer: nobody is asked who needs it, and the error says where', async () => {
      engine.says({ towns: () => 'TIMEOUT' });

      const { data, errors } = await engine.ask('{ things { id fee } }');

      expect(data).toEqual({
        things: [
          { id: 't1', fee: null },
          { id: 't2', fee: 'nowhere' },
          { id: 't3', fee: null },
        ],
      });
      expect(sentToFees()).toEqual([{ __typename: 'Thing', id: 't2', place: null }]);
      expect(errors).toEqual([
        {
          message: 'towns did not answer in time.',
          path: ['things', 0, 'place'],
          extensions: {
            code: 'AGENCY_UNAVAILABLE',
            agency: 'towns',
            failure: 'TIMEOUT',
            affected: [
              ['things', 0, 'place'],
              ['things', 2, 'place'],
              ['things', 0],
              ['things', 2],
            ],
            affectedCount: 4,
          },
        },
      ]);
    });

    it('is not made up of one item of a list', async () => {
      engine.says({
        towns: ({ variables }, own) =>
          JSON.stringify(variables).includes('p3')
            ? '{"data":{"_entities":[{"town":"Leeds"},{"town":null},null]}}'
            : own(),
      });

      const { data, errors } = await engine.ask('{ things { id fees } }');

      expect(data).toEqual({
        things: [
          { id: 't1', fees: 'Leeds,nowhere,null' },
          { id: 't2', fees: '' },
          { id: 't3', fees: null },
        ],
      });
      expect(
        errors?.map(({ extensions }) => [extensions['agency'], extensions['failure'], extensions['affected']]),
      ).toEqual(
        explains
          ? [
              [
                'towns',
                'INCOMPLETE',
                [
                  ['things', 2, 'stops', 0],
                  ['things', 2],
                ],
              ],
            ]
          : undefined,
      );
    });

    it('is missing for whoever needs what was to be made of it, too', async () => {
      engine.says({ towns: () => 'TIMEOUT' });

      const { data, errors } = await engine.ask('{ things { bill } }');

      expect(data).toEqual({ things: [{ bill: null }, { bill: 'bill of nowhere' }, { bill: null }] });
      expect(errors).toHaveLength(1);
      expect(errors?.[0]?.extensions['affected']).toContainEqual(['things', 0]);
    });

    it("is missing with its service's own sentence", async () => {
      const error = { message: 'You may not see towns.', extensions: { code: 'NOT_ALLOWED' } };
      engine.says({ towns: () => JSON.stringify({ data: null, errors: [error] }) });

      const { data, errors } = await engine.ask('{ things { fee } }');

      expect(data).toEqual({ things: [{ fee: null }, { fee: 'nowhere' }, { fee: null }] });
      expect(errors?.map(({ message, path }) => [message, path])).toEqual([
        ['You may not see towns.', ['things', 0, 'place']],
        ['You may not see towns.', ['things', 0]],
        ['You may not see towns.', ['things', 2]],
      ]);
    });

    it.each([
      ['of it that left all others empty', 'fee', null, '{"data":null,'],
      ['of another field of an object that is null by it', 'toll', 'toll of Leeds', TOWNLESS],
    ])('is missing with a sentence %s', async (_, need, last, answered) => {
      const error = { message: 'No.', path: ['_entities', 0, 'size'], extensions: { code: 'NOT_ALLOWED' } };
      engine.says({ towns: () => `${answered}"errors":[${JSON.stringify(error)}]}` });

      const { data, errors } = await engine.ask(`{ things { ${need} } }`);

      expect((data as { things: unknown[] }).things).toMatchObject([{ [need]: null }, {}, { [need]: last }]);
      expect(errors?.map(({ message, path }) => [message, path])).toEqual([
        ['No.', ['things', 0, 'place', 'size']],
        ['No.', ['things', 0]],
        ...(last === null ? [['No.', ['things', 2]]] : []),
      ]);
    });

    it.each([
      ['before', 'note'],
      ['after', 'remark'],
    ])('is missing for the same reasons if another service fails %s who needs it is passed over', async (_, field) => {
      engine.says({ towns: () => 'TIMEOUT', notes: () => 'TIMEOUT' });

      const { errors } = await engine.ask(`{ things { fee ${field} } }`);

      expect(errors?.map(({ extensions }) => [extensions['agency'], extensions['affected']])).toEqual([
        [
          'notes',
          [
            ['things', 0],
            ['things', 1],
            ['things', 2],
          ],
        ],
        [
          'towns',
          [
            ['things', 0, 'place'],
            ['things', 2, 'place'],
            ['things', 0],
            ['things', 2],
          ],
        ],
      ]);
    });

    it('repeats such a sentence twenty times at most', async () => {
      const error = { message: 'You may not see towns.', extensions: { code: 'NOT_ALLOWED' } };
      const thing = { __typename: 'Thing', id: 't1', place: { __typename: 'Place', id: 'p1' } };
      engine.says({
        things: () => JSON.stringify({ data: { things: Array.from({ length: 50 }, () => thing) } }),
        towns: () => JSON.stringify({ data: null, errors: [error] }),
      });

      const { data, errors } = await engine.ask('{ things { fee } }');

      expect((data as { things: unknown[] }).things).toEqual(Array.from({ length: 50 }, () => ({ fee: null })));
      expect(errors).toHaveLength(21);
    });
  },
);
