import type { FederationSuite, Id } from '../suite.ts';

const people = [
  {
    id: 'p1',
    home: { __typename: 'House', postcode: 'LS1', rooms: 3 },
    worker: { __typename: 'Doctor', name: 'D', pager: 7 },
  },
  { id: 'p2', home: { __typename: 'Care', postcode: 'YO1', manager: 'M' }, worker: null },
  { id: 'p3', home: null, worker: { __typename: 'Officer', name: 'O', badge: 'b' } },
];
type Home = { postcode?: string; rooms?: number; manager?: string } | null;
type Worker = { name?: string; pager?: number; badge?: string } | null;

const personWith = ({ id }: Id) => people.find((person) => person.id === id);
const sized = ({ home }: { home: Home }) => (home === null ? null : `${home.rooms ?? home.manager}`);
const called = ({ worker }: { worker: Worker }) => (worker === null ? null : `${worker.pager ?? worker.badge}`);
const types = `
  union Home = House | Care
  type House { postcode: String! rooms: Int! }
  type Care { postcode: String! manager: String! }
  interface Worker { name: String! }
  type Doctor implements Worker { name: String! pager: Int! }
  type Officer implements Worker { name: String! badge: String! }
`;

/** Requirements that differ by type: fragments of a union and of an interface inside `@requires`. */
export const requiresWithFragments: FederationSuite = {
  rule: '@requires with fragments',
  subgraphs: [
    {
      name: 'people',
      typeDefs: `${types}
        type Query { people: [Person!]! }
        type Person @key(fields: "id") { id: ID! home: Home worker: Worker }
      `,
      resolvers: { Query: { people: () => people }, Person: { __resolveReference: personWith } },
    },
    {
      name: 'measures',
      typeDefs: `
        union Home = House | Care
        type House @external { rooms: Int! }
        type Care @external { manager: String! }
        interface Worker { name: String! }
        type Doctor implements Worker @external { name: String! pager: Int! }
        type Officer implements Worker @external { name: String! badge: String! }
        type Person @key(fields: "id") {
          id: ID! home: Home @external worker: Worker @external
          size: String @requires(fields: "home { ... on House { rooms } ... on Care { manager } }")
          call: String @requires(fields: "worker { name ... on Doctor { pager } ... on Officer { badge } }")
        }
      `,
      resolvers: { Person: { size: sized, call: called } },
    },
  ],
  whole: {
    typeDefs: `${types}
      type Query { people: [Person!]! }
      type Person { id: ID! home: Home worker: Worker size: String call: String }
    `,
    resolvers: { Query: { people: () => people }, Person: { size: sized, call: called } },
  },
  questions: [
    ['of a union', '{ people { size } }'],
    ['of an interface', '{ people { call } }'],
    ['beside the same object', '{ people { size home { ... on Care { postcode } } worker { name __typename } call } }'],
    ['beside fields of its name', '{ people { size home { ... on House { x: rooms rooms } } } }'],
  ],
};
