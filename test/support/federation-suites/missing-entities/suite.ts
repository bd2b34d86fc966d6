import type { FederationSuite, Id } from '../suite.ts';

const notes = [
  { number: 1, person: { id: 'p1' }, place: { code: 'LS1', county: null } },
  { number: 2, person: null, place: { code: null, county: null } },
  { number: 3, person: { id: 'gone' }, place: null },
  { number: 4, person: { id: 'broken' }, place: { code: 'gone', county: 'x' } },
];
type Note = (typeof notes)[number];

const missing = () => {
  throw new Error('There is nobody with this id.');
};
/** Fails as a database does, later: what is thrown at once ends the whole list in @apollo/subgraph. */
const personWith = async ({ id }: Id) => {
  if (id === 'broken') {
    throw new Error('Broken.');
  }
  return id === 'p1' ? { id, name: 'Ada', nick: null } : null;
};
const placeWith = ({ code }: { code: string | null }) => (code === 'LS1' ? { code, town: 'Leeds' } : null);
const known = async ({ id }: Id) => (await personWith({ id })) ?? missing();

/** Knows everybody, and fails for one whom others do not know. */
const badgeOf = ({ id }: Id) => {
  if (id === 'gone') {
    throw new Error('Broken.');
  }
  return `badge of ${id}`;
};

/** Keys that are null, and objects that their own service does not know: never nothing without an error. */
export const missingEntities: FederationSuite = {
  rule: 'keys that are null, entities that are missing',
  subgraphs: [
    {
      name: 'notes',
      typeDefs: `
        type Query { notes: [Note!]!  note(number: Int!): Note }
        type Note { number: Int! person: Person place: Place }
        type Person @key(fields: "id") { id: ID! }
        type Place @key(fields: "code") { code: String county: String }
      `,
      resolvers: {
        Query: {
          notes: () => notes,
          note: (_: unknown, { number }: Note) => notes.find((note) => note.number === number),
        },
      },
    },
    {
      name: 'people',
      typeDefs: `
        type Person @key(fields: "id") { id: ID! name: String! nick: String }
        type Place @key(fields: "code") { code: String town: String }
      `,
      resolvers: { Person: { __resolveReference: personWith }, Place: { __resolveReference: placeWith } },
    },
    {
      name: 'badges',
      typeDefs: 'type Person @key(fields: "id") { id: ID! badge: String }',
      resolvers: { Person: { __resolveReference: (key: Id) => key, badge: badgeOf } },
    },
  ],
  whole: {
    typeDefs: `
      type Query { notes: [Note!]!  note(number: Int!): Note }
      type Note { number: Int! person: Person place: Place }
      type Person { id: ID! name: String! nick: String badge: String }
      type Place { code: String county: String town: String }
    `,
    resolvers: {
      Query: {
        notes: () => notes,
        note: (_: unknown, { number }: Note) => notes.find((note) => note.number === number),
      },
      Person: {
        name: async (key: Id) => (await known(key)).name,
        nick: async (key: Id) => (await known(key)).nick,
        badge: badgeOf,
      },
      Place: { town: (place: { code: string | null }) => (placeWith(place) ?? missing()).town },
    },
  },
  questions: [
    ['a field that may be null', '{ notes { number person { id nick } } }'],
    ['a field that must be', '{ notes { number person { name } } }'],
    ['one alone', '{ note(number: 3) { person { id name } } }'],
    ['one whose service throws', '{ note(number: 4) { person { id nick } } }'],
    ['a key that is null', '{ notes { number place { code town } } }'],
    ['a null key beside a field', '{ note(number: 2) { person { name } place { county town } } }'],
    ['one service does not know it, another one fails', '{ notes { person { badge nick } } }'],
    ['the same, one after the other', '{ notes { person { a: badge b: nick c: nick d: badge } } }'],
    ['all of them under other names', '{ notes { a: person { b: nick c: id } d: place { e: town } } }'],
    ['nothing of the other service', '{ notes { person { id } place { code county } } }'],
  ],
};
