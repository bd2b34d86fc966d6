import type { FederationSuite, Id } from '../suite.ts';

const people = [
  { id: 'p1', nick: 'Ada', next: 'p2' },
  { id: 'p2', nick: 'Ben', next: 'p3' },
  { id: 'p3', nick: null, next: 'p1' },
];
type Person = (typeof people)[number];

const personWith = ({ id }: Id) => people.find((person) => person.id === id)!;
const nextOf = (person: Id) => personWith({ id: personWith(person).next });
/** What the service that gave up nicknames still knows: those of the third person from where it begins. */
const provided = () => ({ id: 'p1', next: { id: 'p2', next: personWith({ id: 'p3' }) } });

/** What a service still gives on one path, of a field that another one took over: on no other path is it to be asked. */
export const providesOfMovedFields: FederationSuite = {
  rule: '@provides of fields that were moved by @override',
  subgraphs: [
    {
      name: 'first',
      typeDefs: `
        type Query { first: Person! }
        type Person @key(fields: "id") { id: ID! next: Person @shareable }
      `,
      resolvers: { Query: { first: () => people[0] }, Person: { __resolveReference: personWith, next: nextOf } },
    },
    {
      name: 'nicks',
      typeDefs: 'type Person @key(fields: "id") { id: ID! nick: String @override(from: "old") }',
      resolvers: { Person: { __resolveReference: personWith } },
    },
    {
      name: 'old',
      typeDefs: `
        type Query { oldest: Person! @provides(fields: "next { next { nick } }") }
        type Person @key(fields: "id") { id: ID! next: Person @external nick: String }
      `,
      resolvers: { Query: { oldest: provided }, Person: { __resolveReference: (key: Id) => key } },
    },
  ],
  whole: {
    typeDefs: `
      type Query { first: Person! oldest: Person! }
      type Person { id: ID! nick: String next: Person }
    `,
    resolvers: {
      Query: { first: () => people[0], oldest: () => people[0] },
      Person: { next: (person: Person) => nextOf(person) },
    },
  },
  questions: [
    ['where it is provided', '{ oldest { next { next { id nick } } } }'],
    ['above', '{ oldest { nick } }'],
    ['between', '{ oldest { id next { nick } } }'],
    ['further down', '{ oldest { next { next { next { nick id } } } } }'],
    ['everywhere', '{ oldest { nick next { nick next { nick next { nick } } } } first { nick next { nick } } }'],
    ['under other names', '{ oldest { id: nick nick: id next { next: nick } } }'],
  ],
};
