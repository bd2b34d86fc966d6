import type { FederationSuite, Id } from '../suite.ts';

const people = [
  { id: 'p1', name: 'Ada', born: { text: 'May 2010', earliest: '2010-05-01', latest: '2010-05-31' }, school: 'Oak' },
  { id: 'p2', name: 'Ben', born: null, school: null },
];
const personWith = ({ id }: Id) => people.find((person) => person.id === id);
const spans = [{ from: { text: 'a', earliest: null, latest: null }, days: [1, 2] }];

const span = (more: string) => `type Span @shareable { from: When days: [Int!] ${more} }`;
const when = 'type When @shareable { text: String! earliest: String latest: String }';

/** Fields and value types that several services answer alike: each question goes to one of them only. */
export const shareable: FederationSuite = {
  rule: '@shareable',
  subgraphs: [
    {
      name: 'reviews',
      typeDefs: `
        ${when} ${span('')}
        type Query { version: Int @shareable  people: [Person!]!  spans: [Span!]! }
        type Person @key(fields: "id") { id: ID! name: String @shareable born: When @shareable }
      `,
      resolvers: {
        Query: { version: () => 3, people: () => people, spans: () => spans },
        Person: { __resolveReference: personWith },
      },
    },
    {
      name: 'schools',
      typeDefs: `
        ${when} ${span('')}
        type Query { version: Int @shareable  pupils: [Person] }
        type Person @key(fields: "id") { id: ID! name: String @shareable born: When @shareable school: String }
      `,
      resolvers: {
        Query: { version: () => 3, pupils: () => [people[0], null] },
        Person: { __resolveReference: personWith },
      },
    },
    {
      name: 'names',
      typeDefs: 'type Person @key(fields: "id") { id: ID! name: String @shareable initials: String }',
      resolvers: {
        Person: { name: (key: Id) => personWith(key)?.name, initials: (key: Id) => personWith(key)?.name[0] },
      },
    },
  ],
  whole: {
    typeDefs: `
      type When { text: String! earliest: String latest: String }
      type Span { from: When days: [Int!] }
      type Query { version: Int  people: [Person!]!  spans: [Span!]!  pupils: [Person] }
      type Person { id: ID! name: String born: When school: String initials: String }
    `,
    resolvers: {
      Query: { version: () => 3, people: () => people, spans: () => spans, pupils: () => [people[0], null] },
      Person: { initials: (key: Id) => personWith(key)?.name[0] },
    },
  },
  questions: [
    ['a shared root field', '{ version people { name } pupils { name } }'],
    [
      'a shared value type',
      '{ people { born { text earliest } } pupils { born { latest } } spans { from { text } days } }',
    ],
    ['shared beside own', '{ people { name born { text } school initials } pupils { name initials born { text } } }'],
    ['merged by key', '{ people { born { text } } people { born { latest } school } }'],
  ],
};
