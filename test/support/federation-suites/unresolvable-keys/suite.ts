import type { FederationSuite, Id } from '../suite.ts';

const people = [
  { __typename: 'Child', id: 'p1', name: 'Ada', code: 'A', score: 1 },
  { __typename: 'Adult', id: 'p2', name: 'Ben', code: 'B', score: null },
];
const personWith = ({ id }: Id) => people.find((person) => person.id === id);
const codeOf = ({ id }: Id) => personWith({ id })?.code;
const visits = [
  { number: 1, place: { id: 'l1', name: 'L', code: 'x' }, person: 'p1' },
  { number: 2, place: null, person: 'p2' },
];
const placeWith = ({ code }: { code: string }) => (code === 'x' ? { code, name: 'L' } : null);

/** Keys by which a service may be told of an object and may not be asked for it. */
export const unresolvableKeys: FederationSuite = {
  rule: 'keys that cannot be resolved, of objects and of interface objects',
  subgraphs: [
    {
      name: 'people',
      typeDefs: `
        type Query { people: [Person!]! }
        interface Person @key(fields: "id") { id: ID! name: String }
        type Child implements Person @key(fields: "id") { id: ID! name: String }
        type Adult implements Person @key(fields: "id") { id: ID! name: String }
      `,
      resolvers: {
        Query: { people: () => people },
        Person: { __resolveReference: personWith, __resolveType: ({ id }: Id) => personWith({ id })?.__typename },
        Child: { __resolveReference: personWith },
        Adult: { __resolveReference: personWith },
      },
    },
    {
      name: 'visits',
      typeDefs: `
        type Query { visits: [Visit!]! }
        type Visit { number: Int! person: Person! place: Place }
        type Person @key(fields: "id", resolvable: false) @interfaceObject { id: ID! }
        type Place @key(fields: "id", resolvable: false) @key(fields: "code", resolvable: false) { id: ID! code: String! }
      `,
      resolvers: {
        Query: { visits: () => visits },
        Visit: { person: ({ person }: (typeof visits)[number]) => ({ id: person }) },
      },
    },
    {
      name: 'codes',
      typeDefs: `
        type Query { coded: Person }
        type Person @key(fields: "id") @interfaceObject { id: ID! code: String }
        type Place @key(fields: "code") { code: String! name: String }
      `,
      resolvers: {
        Query: { coded: () => ({ id: 'p2' }) },
        Person: { code: codeOf },
        Place: { __resolveReference: placeWith },
      },
    },
  ],
  whole: {
    typeDefs: `
      type Query { people: [Person!]!  visits: [Visit!]!  coded: Person }
      interface Person { id: ID! name: String code: String }
      type Child implements Person { id: ID! name: String code: String }
      type Adult implements Person { id: ID! name: String code: String }
      type Visit { number: Int! person: Person! place: Place }
      type Place { id: ID! code: String! name: String }
    `,
    resolvers: {
      Query: { people: () => people, visits: () => visits, coded: () => people[1] },
      Visit: { person: ({ person }: (typeof visits)[number]) => personWith({ id: person }) },
    },
  },
  questions: [
    ['the key alone', '{ visits { number person { id } place { id } } }'],
    ['a field of the interface', '{ visits { person { name } } }'],
    ['a type name', '{ visits { person { __typename id } } coded { __typename } }'],
    ['a field of another interface object', '{ visits { person { id code } } coded { code name } }'],
    ['both', '{ visits { person { name code __typename } } }'],
    ['fragments on the types', '{ visits { person { ... on Child { name } ... on Adult { code } } } }'],
    ['by the second of two keys', '{ visits { place { name } } }'],
    ['everything', '{ people { code name } visits { place { id code name } person { ... on Adult { name } } } }'],
  ],
};
