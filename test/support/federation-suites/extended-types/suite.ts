import type { FederationSuite, Id } from '../suite.ts';

const people = [
  { id: 'p1', name: 'Ada', home: { code: 'LS1', town: 'Leeds' }, notes: ['n1'], likes: 3, score: 9, badge: null },
  { id: 'p2', name: 'Ben', home: null, notes: [], likes: null, score: 1, badge: 'b' },
];
type Person = (typeof people)[number];
const personWith = ({ id }: Id) => people.find((person) => person.id === id);
const keyed = (...ids: readonly string[]) => ids.map((id) => ({ id }));
const slug = ({ name }: Person) => name.toLowerCase();
const letter = ({ home }: Person) => (home === null ? null : `To ${home.town}`);

/** Services of Federation 1 beside some of Federation 2, each with its own way to extend what another one owns. */
export const extendedTypes: FederationSuite = {
  rule: 'types extended by `extend type`, by `@extends` and by neither, in Federation 1 and 2',
  subgraphs: [
    {
      name: 'people',
      federation: 1,
      typeDefs: `
        extend type Query { people: [Person!]!  person(id: ID!): Person }
        type Person @key(fields: "id") { id: ID! name: String! home: Home }
        type Home { code: String! town: String! }
      `,
      resolvers: {
        Query: { people: () => people, person: (_: unknown, key: Id) => personWith(key) },
        Person: { __resolveReference: personWith },
      },
    },
    {
      name: 'notes',
      federation: 1,
      typeDefs: `
        extend type Query { authors: [Person]  named: Person @provides(fields: "name") }
        extend type Person @key(fields: "id") {
          id: ID! @external
          name: String! @external
          home: Home @external
          notes: [String!]
          slug: String @requires(fields: "name")
          letter: String @requires(fields: "home { town }")
        }
        extend type Home { code: String! @external town: String! @external }
      `,
      resolvers: {
        Query: { authors: () => [...keyed('p2', 'p1'), null], named: () => ({ id: 'p1', name: 'Ada' }) },
        Person: { notes: (key: Id) => personWith(key)?.notes, slug, letter },
      },
    },
    {
      name: 'likes',
      federation: 1,
      typeDefs: `
        type Query @extends { liked: [Person!] }
        type Person @key(fields: "id") @extends { id: ID! @external likes: Int }
      `,
      resolvers: { Query: { liked: () => keyed('p1') }, Person: { likes: (key: Id) => personWith(key)?.likes } },
    },
    {
      name: 'scores',
      typeDefs: `
        extend type Query { scored: [Person!]! }
        extend type Person @key(fields: "id") { id: ID! @external score: Int! }
      `,
      resolvers: { Query: { scored: () => keyed('p2') }, Person: { score: (key: Id) => personWith(key)?.score } },
    },
    {
      name: 'badges',
      typeDefs: 'type Person @key(fields: "id") @extends { id: ID! @external badge: String }',
      resolvers: { Person: { badge: (key: Id) => personWith(key)?.badge } },
    },
  ],
  whole: {
    typeDefs: `
      type Query {
        people: [Person!]!  person(id: ID!): Person  authors: [Person]  named: Person  liked: [Person!]  scored: [Person!]!
      }
      type Person {
        id: ID! name: String! home: Home notes: [String!] slug: String letter: String likes: Int score: Int! badge: String
      }
      type Home { code: String! town: String! }
    `,
    resolvers: {
      Query: {
        people: () => people,
        person: (_: unknown, key: Id) => personWith(key),
        authors: () => [people[1], people[0], null],
        named: () => people[0],
        liked: () => [people[0]],
        scored: () => [people[1]],
      },
      Person: { slug, letter },
    },
  },
  questions: [
    ['a field of each', '{ people { id name notes likes score badge } }'],
    ['from one that extends', '{ authors { id name home { town } notes } }'],
    ['from one that extends by directive', '{ liked { id likes name badge } }'],
    ['from one of Federation 2', '{ scored { score name notes slug } }'],
    ['an external key and nothing else', '{ authors { id } liked { id } scored { id } }'],
    ['what is provided', '{ named { name id } }'],
    ['what is provided, and more', '{ named { name home { code } slug letter } }'],
    ['what is needed of the owner', '{ people { slug } authors { slug letter } }'],
    ['what is needed, beside its like under another name', '{ authors { name: slug slug: name home: letter } }'],
    ['an external field that nothing is needed of', '{ authors { home { code } } scored { home { code town } } }'],
    ['by variable', 'query($id: ID!) { person(id: $id) { letter badge likes } }', { id: 'p2' }],
  ],
};
