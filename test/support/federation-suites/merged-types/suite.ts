import type { FederationSuite, Id } from '../suite.ts';

const people = [
  { id: 'p1', kind: 'CHILD', state: 'OPEN' },
  { id: 'p2', kind: 'ADULT', state: 'CLOSED' },
  { id: 'p3', kind: 'STAFF', state: null },
];
const personWith = ({ id }: Id) => people.find((person) => person.id === id);
const told = (_: unknown, given: object) => JSON.stringify(given);
const toldOf = ({ id }: Id, given: object) => `${id} ${JSON.stringify(given)}`;

/** What each service declares a little differently: values of enums, fields of input objects, arguments. */
export const mergedTypes: FederationSuite = {
  rule: 'enums, input objects and arguments of which each service knows other parts',
  subgraphs: [
    {
      name: 'one',
      typeDefs: `
        enum Kind { CHILD ADULT }
        enum State { OPEN CLOSED }
        enum Order { FIRST LAST BEST }
        input Filter { text: String limit: Int order: Order secret: String }
        type Query { people(by: Filter, order: Order): [Person!]!  told(by: Filter! = { text: "x", order: LAST }): String  both(first: Int = 3, after: String): String @shareable }
        type Person @key(fields: "id") { id: ID! kind: Kind @shareable note(by: Filter): String is(state: State): State }
      `,
      resolvers: {
        Query: { people: () => people.slice(0, 2), told, both: told },
        Person: {
          __resolveReference: personWith,
          note: toldOf,
          is: ({ id }: Id, { state }: { state?: string }) => state ?? personWith({ id })?.state,
        },
      },
    },
    {
      name: 'two',
      typeDefs: `
        enum Kind { ADULT STAFF }
        enum State { OPEN CLOSED }
        enum Order { LAST FIRST }
        input Filter { text: String! limit: Int order: Order }
        type Query { all: [Person]  both(first: Int = 3): String @shareable  ordered(by: [Order!]! = [FIRST]): String }
        type Person @key(fields: "id") { id: ID! kind: Kind @shareable state: State more(by: Filter, states: [State!]): String }
      `,
      resolvers: {
        Query: { all: () => [people[1], null, people[2]], both: told, ordered: told },
        Person: { __resolveReference: personWith, more: toldOf },
      },
    },
  ],
  whole: {
    typeDefs: `
      enum Kind { CHILD ADULT STAFF }
      enum State { OPEN CLOSED }
      enum Order { FIRST LAST }
      input Filter { text: String! limit: Int order: Order }
      type Query {
        people(by: Filter, order: Order): [Person!]!  told(by: Filter! = { text: "x", order: LAST }): String
        both(first: Int = 3): String  all: [Person]  ordered(by: [Order!]! = [FIRST]): String
      }
      type Person {
        id: ID! kind: Kind note(by: Filter): String is(state: State): State state: State more(by: Filter, states: [State!]): String
      }
    `,
    resolvers: {
      Query: {
        people: () => people.slice(0, 2),
        told,
        both: told,
        ordered: told,
        all: () => [people[1], null, people[2]],
      },
      Person: {
        note: toldOf,
        more: toldOf,
        is: ({ id }: Id, { state }: { state?: string }) => state ?? personWith({ id })?.state,
      },
    },
  },
  questions: [
    ['values that only one service has', '{ people { kind } all { kind } }'],
    ['values of both', '{ people { kind state } all { id state is } }'],
    ['an enum in and out', '{ people { is(state: CLOSED) state } }'],
    ['an argument both have', '{ both(first: 1) x: both }'],
    [
      'fields of an input object that both have',
      '{ people { note(by: { text: "a" }) more(by: { text: "b", limit: 1 }) } }',
    ],
    ['an enum inside an input object', '{ told(by: { text: "t", order: FIRST }) d: told ordered(by: LAST) }'],
    [
      'all by variables',
      'query($f: Filter!, $o: Order = LAST, $s: [State!]) { told(by: $f) people(by: $f, order: $o) { more(by: $f, states: $s) note(by: $f) } ordered(by: [$o, FIRST]) }',
      { f: { text: 'v', order: 'FIRST' }, s: ['OPEN'] },
    ],
    [
      'parts of an input object by variables',
      'query($t: String!, $o: Order) { told(by: { text: $t, order: $o }) }',
      { t: 'x' },
    ],
    ['values, by introspection', '{ __type(name: "Order") { enumValues { name } } }'],
    ['fields of input objects, by introspection', '{ __type(name: "Filter") { inputFields { name type { kind } } } }'],
  ],
};
