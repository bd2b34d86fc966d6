import type { FederationSuite, Id } from '../suite.ts';

const people = [
  {
    id: 'p1',
    contact: { __typename: 'Phone', id: 'c1', label: 'home', number: 1 },
    homes: [{ __typename: 'Care', id: 'h1', name: 'Oak' }],
  },
  {
    id: 'p2',
    contact: { __typename: 'Post', id: 'c2', label: 'work', town: 'York' },
    homes: [
      { __typename: 'House', id: 'h2', name: null },
      { __typename: 'Care', id: 'h1', name: 'Oak' },
    ],
  },
  { id: 'p3', contact: null, homes: [] },
];
type Contact = { __typename?: string; id?: string; label?: string; number?: number; town?: string } | null;
type Needs = { contact: Contact; homes: readonly { __typename?: string; id?: string; name?: string | null }[] };

const personWith = ({ id }: Id) => people.find((person) => person.id === id);
const labelOf = ({ contact }: Needs) => contact && `${contact.label} ${contact.id}`;
const wayOf = ({ contact }: Needs) => contact && `${contact.label} ${contact.number ?? contact.town}`;
const homesOf = ({ homes }: Needs) => homes.map(({ name, id }) => `${id} ${name}`).join();

/** Fields that need an object of an interface, of which each type may be known to another service. */
export const requiresOfInterfaces: FederationSuite = {
  rule: '@requires of interfaces, in lists and with fragments',
  subgraphs: [
    {
      name: 'people',
      typeDefs: `
        type Query { people: [Person!]!  person(id: ID!): Person }
        type Person @key(fields: "id") { id: ID! contact: Contact homes: [Home!]! }
        interface Contact { id: ID! label: String! }
        type Phone implements Contact @key(fields: "id") { id: ID! label: String! number: Int }
        type Post implements Contact @key(fields: "id") { id: ID! label: String! town: String }
        interface Home { id: ID! }
        type Care implements Home @key(fields: "id") { id: ID! }
        type House implements Home @key(fields: "id") { id: ID! }
      `,
      resolvers: {
        Query: { people: () => people, person: (_: unknown, key: Id) => personWith(key) },
        Person: { __resolveReference: personWith },
      },
    },
    {
      name: 'homes',
      typeDefs: `
        type Care @key(fields: "id") { id: ID! name: String }
        type House @key(fields: "id") { id: ID! name: String }
      `,
      resolvers: {
        Care: { name: () => 'Oak' },
        House: { name: () => null },
      },
    },
    {
      name: 'letters',
      typeDefs: `
        interface Contact { id: ID! label: String! }
        type Phone implements Contact @key(fields: "id") { id: ID! @external label: String! @external number: Int @external }
        type Post implements Contact @key(fields: "id") { id: ID! @external label: String! @external town: String @external }
        interface Home { id: ID! name: String }
        type Care implements Home @key(fields: "id") { id: ID! name: String @external }
        type House implements Home @key(fields: "id") { id: ID! name: String @external }
        type Person @key(fields: "id") {
          id: ID!
          contact: Contact @external
          homes: [Home!]! @external
          label: String @requires(fields: "contact { id label }")
          way: String @requires(fields: "contact { label ... on Phone { number } ... on Post { town } }")
          homesInWords: String @requires(fields: "homes { id name }")
        }
      `,
      resolvers: { Person: { label: labelOf, way: wayOf, homesInWords: homesOf } },
    },
  ],
  whole: {
    typeDefs: `
      type Query { people: [Person!]!  person(id: ID!): Person }
      type Person { id: ID! contact: Contact homes: [Home!]! label: String way: String homesInWords: String }
      interface Contact { id: ID! label: String! }
      type Phone implements Contact { id: ID! label: String! number: Int }
      type Post implements Contact { id: ID! label: String! town: String }
      interface Home { id: ID! name: String }
      type Care implements Home { id: ID! name: String }
      type House implements Home { id: ID! name: String }
    `,
    resolvers: {
      Query: { people: () => people, person: (_: unknown, key: Id) => personWith(key) },
      Person: { label: labelOf, way: wayOf, homesInWords: homesOf },
    },
  },
  questions: [
    ['fields that all types have', '{ people { label } }'],
    ['fields that only some have', '{ people { way } }'],
    ['of a list, from a third service', '{ people { homesInWords } }'],
    ['all three', '{ people { label way homesInWords } }'],
    [
      'beside the same objects',
      '{ people { way contact { id ... on Post { town } } homesInWords homes { __typename name } } }',
    ],
    ['under exchanged names', '{ people { contact: label label: way homes: homesInWords } }'],
    ['of nothing', '{ person(id: "p3") { label way homesInWords } }'],
  ],
};
