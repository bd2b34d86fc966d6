import type { FederationSuite, Id } from '../suite.ts';

const people = [
  { id: 'p1', name: 'Ada', address: 'LS1', phone: '1' },
  { id: 'p2', name: 'Ben', address: null, phone: '2' },
];
const personWith = ({ id }: Id) => people.find((person) => person.id === id);
const wrong = () => {
  throw new Error('The field has moved.');
};

/** A field that has moved: the service that has lost it is never asked for it again. */
export const override: FederationSuite = {
  rule: '@override',
  subgraphs: [
    {
      name: 'reviews',
      typeDefs: `
        type Query { people: [Person!]!  version: Int }
        type Person @key(fields: "id") { id: ID! name: String! address: String phone: String }
      `,
      resolvers: {
        Query: { people: () => people.map(({ id, name, phone }) => ({ id, name, phone })), version: wrong },
        Person: { __resolveReference: personWith, address: wrong },
      },
    },
    {
      name: 'addresses',
      typeDefs: `
        type Query { version: Int @override(from: "reviews")  moved: Person }
        type Person @key(fields: "id") { id: ID! address: String @override(from: "reviews") }
      `,
      resolvers: {
        Query: { version: () => 2, moved: () => people[1] },
        Person: { __resolveReference: personWith },
      },
    },
  ],
  whole: {
    typeDefs: `
      type Query { people: [Person!]!  version: Int  moved: Person }
      type Person { id: ID! name: String! address: String phone: String }
    `,
    resolvers: { Query: { people: () => people, version: () => 2, moved: () => people[1] } },
  },
  questions: [
    ['a field of an entity', '{ people { name address } moved { address phone } }'],
    ['a root field', '{ version }'],
    ['under another name', '{ people { phone: address address: phone } }'],
  ],
};
