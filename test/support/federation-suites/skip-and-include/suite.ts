import type { FederationSuite, Id } from '../suite.ts';

const people = [
  { id: 'p1', name: 'Ada', school: { id: 's1' }, heightCm: 170 },
  { id: 'p2', name: 'Ben', school: null, heightCm: null },
];
const schools = [{ id: 's1', title: 'Oak', head: 'Ms O' }];
const personWith = ({ id }: Id) => people.find((person) => person.id === id);
const schoolWith = ({ id }: Id) => schools.find((school) => school.id === id);

const both = 'query($yes: Boolean!, $no: Boolean = false)';
const yes = 'query($yes: Boolean!)';
const no = 'query($no: Boolean = false)';
const settings = { yes: true };

/** Fields, fragments and whole fetches that a variable leaves out. */
export const skipAndInclude: FederationSuite = {
  rule: '@skip and @include on fields, fragments and entity fetches',
  subgraphs: [
    {
      name: 'people',
      typeDefs: `
        type Query { people: [Person!]!  one(id: ID!): Person }
        type Person @key(fields: "id") { id: ID! name: String! school: School }
        type School @key(fields: "id") { id: ID! }
      `,
      resolvers: { Query: { people: () => people, one: (_: unknown, key: Id) => personWith(key) } },
    },
    {
      name: 'schools',
      typeDefs: `
        type Query { schools: [School!]! }
        type School @key(fields: "id") { id: ID! title: String! head: String }
        type Person @key(fields: "id") { id: ID! heightCm: Int }
      `,
      resolvers: {
        Query: { schools: () => schools },
        School: { __resolveReference: schoolWith },
        Person: { __resolveReference: personWith },
      },
    },
  ],
  whole: {
    typeDefs: `
      type Query { people: [Person!]!  one(id: ID!): Person  schools: [School!]! }
      type Person { id: ID! name: String! school: School heightCm: Int }
      type School { id: ID! title: String! head: String }
    `,
    resolvers: {
      Query: { people: () => people, one: (_: unknown, key: Id) => personWith(key), schools: () => schools },
      Person: { school: ({ school }: (typeof people)[number]) => school && schoolWith(school) },
    },
  },
  questions: [
    ['literals', '{ people { name @skip(if: true) id @include(if: true) heightCm @skip(if: false) } }'],
    ['all there is, by literal', '{ people @include(if: false) { name } ... @skip(if: true) { schools { title } } }'],
    ['all there is below', `${no} { people { name @include(if: $no) ... @include(if: $no) { heightCm } } }`],
    ['a root field, in', `${both} { people @include(if: $yes) { name } schools @skip(if: $no) { title } }`, settings],
    ['a root field, out', `${both} { people @include(if: $no) { name } schools @skip(if: $yes) { title } }`, settings],
    [
      'one of two root fields',
      `${both} { people @include(if: $no) { heightCm } schools @include(if: $yes) { title } }`,
      settings,
    ],
    ['an entity fetch, in', `${yes} { people { id heightCm @include(if: $yes) } }`, settings],
    ['an entity fetch, out', `${no} { people { id heightCm @include(if: $no) } }`, settings],
    [
      'both directives at once',
      `${both} { people { a: heightCm @skip(if: $no) @include(if: $yes) name @skip(if: $yes) @include(if: $yes) } }`,
      settings,
    ],
    [
      'an inline fragment, out',
      `${no} { people { name ... @include(if: $no) { heightCm school { title } } } }`,
      settings,
    ],
    [
      'an inline fragment, in',
      `${no} { people { name ... on Person @skip(if: $no) { heightCm school { title } } } }`,
      settings,
    ],
    [
      'a spread',
      `${both} { people { ...A @include(if: $yes) ...B @include(if: $no) } } fragment A on Person { heightCm } fragment B on Person { school { head } }`,
      settings,
    ],
    [
      'within each other',
      `${both} { people { ... @include(if: $yes) { school @include(if: $yes) { id ... @skip(if: $yes) { head } title @skip(if: $no) } } } }`,
      settings,
    ],
    [
      'in once and out once',
      `${both} { people { heightCm @include(if: $no) ... @include(if: $yes) { heightCm } } }`,
      settings,
    ],
    [
      'two conditions on one object',
      `${both} { people { school @include(if: $yes) { title } school @include(if: $no) { head } } }`,
      settings,
    ],
    [
      'other variables than before',
      `${both} { people { school @include(if: $yes) { title } school @include(if: $no) { head } } }`,
      { yes: false, no: true },
    ],
    [
      'a type name',
      `${both} { people { __typename @include(if: $no) id t: __typename @skip(if: $no) } __typename @skip(if: $yes) }`,
      settings,
    ],
    [
      'an object and what it is fetched by',
      `${both} { people { id @skip(if: $yes) school { id @include(if: $no) head } } }`,
      settings,
    ],
    [
      'with an argument by variable',
      'query($id: ID!, $yes: Boolean!) { one(id: $id) @include(if: $yes) { heightCm } }',
      { id: 'p1', yes: true },
    ],
  ],
};
