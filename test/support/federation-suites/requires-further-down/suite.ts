import type { FederationSuite, Id } from '../suite.ts';

const people = [
  { __typename: 'Person', id: 'p1', name: 'Ada', weightKg: 60, friend: 'p2', pet: 'd1' },
  { __typename: 'Person', id: 'p2', name: 'Ben', weightKg: 80, friend: 'p3', pet: null },
  { __typename: 'Person', id: 'p3', name: null, weightKg: 75, friend: null, pet: 'd2' },
];
const pets = [
  { __typename: 'Pet', id: 'd1', name: 'Rex', keeper: 'p2' },
  { __typename: 'Pet', id: 'd2', name: 'Tom', keeper: 'p1' },
];
type Person = (typeof people)[number];
type Pet = (typeof pets)[number];

const personWith = (id: string | null) => people.find((person) => person.id === id) ?? null;
const petWith = (id: string | null) => pets.find((pet) => pet.id === id) ?? null;
const keyOf = <Thing extends { readonly __typename: string } & Id>(thing: Thing | null) =>
  thing && { __typename: thing.__typename, id: thing.id };
const known = ({ id }: Id) => personWith(id)!;
const labelOf = (name: string | null) => (name === null ? 'nobody' : `<${name}>`);
const weightIn = ({ weightKg }: Person, unit: string) => (unit === 'G' ? weightKg * 1_000 : weightKg);
const typeOf = { __resolveType: ({ __typename }: { __typename: string }) => __typename };

/** Needs of objects that the service itself gives, below others that it is asked about: one stage after the other. */
export const requiresFurtherDown: FederationSuite = {
  rule: '@requires of objects that the same service gives further down',
  subgraphs: [
    {
      name: 'people',
      typeDefs: `
        type Query { people: [Person!]! }
        type Mutation { greet(id: ID!): Person }
        type Person @key(fields: "id") { id: ID! name: String weight(unit: String! = "KG"): Int! }
        type Pet @key(fields: "id") { id: ID! name: String! }
      `,
      resolvers: {
        Query: { people: () => people },
        Mutation: { greet: (_: unknown, { id }: Id) => personWith(id) },
        Person: {
          __resolveReference: known,
          weight: (person: Person, { unit }: { unit: string }) => weightIn(person, unit),
        },
        Pet: { __resolveReference: ({ id }: Id) => petWith(id) },
      },
    },
    {
      name: 'letters',
      typeDefs: `
        type Person @key(fields: "id") {
          id: ID! friend: Person circle: [[Person]!] home: Home being: Being
          name: String @external
          weight(unit: String! = "KG"): Int! @external
          label: String! @requires(fields: "name")
          parcel: String! @requires(fields: "weight(unit: \\"G\\")")
          reader: Person @requires(fields: "name")
        }
        type Pet @key(fields: "id") { id: ID! keeper: Person name: String! @external tag: String! @requires(fields: "name") }
        type Home { owner: Person! size(in: String): Int }
        union Being = Person | Pet
      `,
      resolvers: {
        Being: typeOf,
        Person: {
          friend: (key: Id) => keyOf(personWith(known(key).friend)),
          circle: (key: Id) => [[keyOf(personWith(known(key).friend)), { id: 'p1' }], []],
          home: (key: Id) => ({ owner: key }),
          being: (key: Id) => keyOf(petWith(known(key).pet) ?? personWith('p1')),
          label: ({ name }: Person) => labelOf(name),
          parcel: ({ weight }: { weight: number }) => `${weight} g`,
          reader: ({ id, name }: Person) => (name === null ? null : keyOf(personWith(known({ id }).friend))),
        },
        Pet: {
          keeper: ({ id }: Id) => keyOf(personWith(petWith(id)!.keeper)),
          tag: ({ name }: Pet) => labelOf(name),
        },
        Home: { size: (_: unknown, given: { in: string | null }) => (given.in === 'M' ? 70 : null) },
      },
    },
  ],
  whole: {
    typeDefs: `
      type Query { people: [Person!]! }
      type Mutation { greet(id: ID!): Person }
      type Person {
        id: ID! name: String weight(unit: String! = "KG"): Int!
        friend: Person circle: [[Person]!] home: Home being: Being label: String! parcel: String! reader: Person
      }
      type Pet { id: ID! name: String! keeper: Person tag: String! }
      type Home { owner: Person! size(in: String): Int }
      union Being = Person | Pet
    `,
    resolvers: {
      Query: { people: () => people },
      Mutation: { greet: (_: unknown, { id }: Id) => personWith(id) },
      Being: typeOf,
      Person: {
        weight: (person: Person, { unit }: { unit: string }) => weightIn(person, unit),
        friend: ({ friend }: Person) => personWith(friend),
        circle: ({ friend }: Person) => [[personWith(friend), people[0]], []],
        home: (owner: Person) => ({ owner }),
        being: ({ pet }: Person) => petWith(pet) ?? people[0],
        label: ({ name }: Person) => labelOf(name),
        parcel: (person: Person) => `${weightIn(person, 'G')} g`,
        reader: ({ name, friend }: Person) => (name === null ? null : personWith(friend)),
      },
      Pet: {
        keeper: ({ keeper }: Pet) => personWith(keeper),
        tag: ({ name }: Pet) => labelOf(name),
      },
      Home: { size: (_: unknown, given: { in: string | null }) => (given.in === 'M' ? 70 : null) },
    },
  },
  questions: [
    ['one below', '{ people { friend { label } } }'],
    ['two below', '{ people { friend { friend { label id } } } }'],
    ['at every level', '{ people { label friend { label friend { parcel label } } } }'],
    ['below one that has needs itself', '{ people { reader { reader { label } } } }'],
    ['in lists of lists', '{ people { circle { name label } } }'],
    ['through a value', 'query($in: String) { people { home { owner { label } size(in: $in) } } }', { in: 'M' }],
    ['of the members of a union', '{ people { being { __typename ... on Pet { tag } ... on Person { label } } } }'],
    ['below the members of a union', '{ people { being { ... on Pet { keeper { parcel name } } } } }'],
    ['with an argument that the caller gives otherwise', '{ people { friend { weight parcel friend { parcel } } } }'],
    ['under other names', '{ people { name: friend { id: label weight: parcel friend: name } } }'],
    ['after a change', 'mutation { greet(id: "p1") { friend { label friend { label } } } }'],
    [
      'after two changes',
      'mutation { a: greet(id: "p1") { friend { label } } b: greet(id: "p2") { friend { parcel } } }',
    ],
    [
      'left out by a variable',
      'query($no: Boolean!) { people { friend { label @include(if: $no) friend @skip(if: $no) { label } } } }',
      { no: false },
    ],
    [
      'in a fragment',
      '{ people { friend { ...F } } } fragment F on Person { label friend { ... on Person { label } } }',
    ],
  ],
};
