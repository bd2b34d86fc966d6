import { getIntrospectionQuery } from 'graphql';
import type { FederationSuite, Id } from '../suite.ts';

const people = [{ id: 'p1', name: 'Ada', heightCm: 170 }];

/** What the graph says of itself, alone and beside data, and type names in every place. */
export const introspection: FederationSuite = {
  rule: 'introspection, and type names everywhere',
  subgraphs: [
    {
      name: 'people',
      typeDefs: `
        "Where to begin."
        type Query { people: [Person!]!  old: String @deprecated(reason: "Use people.") }
        "A person."
        type Person @key(fields: "id") { id: ID! "By which they are called." name(upper: Boolean = false): String! }
      `,
      resolvers: { Query: { people: () => people, old: () => 'x' } },
    },
    {
      name: 'measures',
      typeDefs: 'type Person @key(fields: "id") { id: ID! heightCm: Int ratio: Float }',
      resolvers: { Person: { heightCm: ({ id }: Id) => people.find((person) => person.id === id)?.heightCm } },
    },
  ],
  whole: {
    typeDefs: `
      "Where to begin."
      type Query { people: [Person!]!  old: String @deprecated(reason: "Use people.") }
      "A person."
      type Person { id: ID! "By which they are called." name(upper: Boolean = false): String! heightCm: Int ratio: Float }
    `,
    resolvers: { Query: { people: () => people, old: () => 'x' } },
  },
  questions: [
    [
      'one type',
      '{ __type(name: "Person") { name kind description fields { name description args { name defaultValue } type { kind ofType { name } } } } }',
    ],
    ['a type that is not there', '{ __type(name: "_Entity") { name } }'],
    [
      'by variable',
      'query($name: String!) { __type(name: $name) { __typename name fields(includeDeprecated: true) { name deprecationReason } } }',
      { name: 'Query' },
    ],
    ['beside data', '{ people { heightCm } __schema { queryType { name fields { name } } mutationType { name } } }'],
    [
      'in fragments',
      '{ ...A ... on Query { people { name } __type(name: "Query") { ...T } } } fragment A on Query { __schema { queryType { ...T } } } fragment T on __Type { name }',
    ],
    [
      'left out by a variable',
      'query($no: Boolean!) { __schema @include(if: $no) { queryType { name } } people { id } }',
      { no: false },
    ],
    ['under another name', '{ s: __schema { q: queryType { n: name } } t: __type(name: "Person") { k: kind } }'],
    ['type names everywhere', '{ __typename a: __typename people { __typename b: __typename heightCm __typename } }'],
    ['type names alone', '{ __typename ... on Query { b: __typename } }'],
    ['in each of several operations', 'query { __typename people { __typename } }'],
    [
      'all of it',
      `${getIntrospectionQuery({ descriptions: false }).replace('directives {', 'directives @skip(if: true) {')}`,
    ],
  ],
};
