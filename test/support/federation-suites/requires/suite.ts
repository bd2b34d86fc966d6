import type { FederationSuite, Id } from '../suite.ts';

const people = [
  { id: 'p1', name: 'Ada', home: { postcode: 'LS1', rooms: [{ beds: 2 }, { beds: 1 }] }, weightKg: 60, heightCm: 170 },
  { id: 'p2', name: 'Ben', home: { postcode: 'YO1', rooms: [] }, weightKg: 80, heightCm: 180 },
  { id: 'p3', name: 'Cy', home: null, weightKg: 75, heightCm: null },
];
type Person = (typeof people)[number];

const personWith = ({ id }: Id) => people.find((person) => person.id === id)!;
const weightIn = ({ weightKg }: Person, unit: string) => (unit === 'G' ? weightKg * 1_000 : weightKg);
const nameIn = ({ name }: Person, short: boolean) => (short ? name[0] : name);
const bodyMass = (weight: number, height: number | null) => (height === null ? null : Math.round(weight / height ** 2));
const crowded = (home: { rooms: readonly { beds: number }[] } | null) =>
  home === null ? null : home.rooms.reduce((sum, { beds }) => sum + beds, 0) > 2;
const labelled = (mass: number | null, isCrowded: boolean | null, prefix: string) => `${prefix}${mass}/${isCrowded}`;
const letterTo = (home: { postcode: string } | null, name: string) => `${name} at ${home?.postcode ?? 'no address'}`;

type Needs = Id & {
  weight: number;
  heightCm: number | null;
  home: Person['home'];
  bodyMass: number | null;
  isCrowded: boolean | null;
};

/** Fields that need what other services know: of nested objects and lists, with arguments, and over three services. */
export const requires: FederationSuite = {
  rule: '@requires: nested, with arguments, across three services',
  subgraphs: [
    {
      name: 'people',
      typeDefs: `
        enum Unit { KG G }
        type Query { people: [Person!]!  person(id: ID!): Person  beings: [Being!]! }
        interface Being { id: ID! }
        type Person implements Being @key(fields: "id") { id: ID! name(short: Boolean! = false): String! home: Home weight(unit: Unit! = KG): Int! }
        type Home { postcode: String! rooms: [Room!]! }
        type Room { beds: Int! }
      `,
      resolvers: {
        Query: { people: () => people, beings: () => people, person: (_: unknown, key: Id) => personWith(key) },
        Being: { __resolveType: () => 'Person' },
        Person: {
          __resolveReference: personWith,
          name: (person: Person, { short }: { short: boolean }) => nameIn(person, short),
          weight: (person: Person, { unit }: { unit: string }) => weightIn(person, unit),
        },
      },
    },
    {
      name: 'measures',
      typeDefs: `
        enum Unit { KG G }
        type Query { measured: [Person] }
        type Person @key(fields: "id") {
          id: ID! heightCm: Int
          weight(unit: Unit! = KG): Int! @external
          home: Home @external
          bodyMass(factor: Int! = 1): Int @requires(fields: "weight(unit: G)")
          isCrowded: Boolean @requires(fields: "home { rooms { beds } }")
        }
        type Home @external { rooms: [Room!]! }
        type Room @external { beds: Int! }
      `,
      resolvers: {
        Query: { measured: () => [{ id: 'p2' }, null, { id: 'p3' }] },
        Person: {
          heightCm: (key: Id) => personWith(key).heightCm,
          bodyMass: ({ id, weight }: Needs, { factor }: { factor: number }) => {
            const mass = bodyMass(weight * 10, personWith({ id }).heightCm);
            return mass === null ? null : mass * factor;
          },
          isCrowded: ({ home }: Needs) => crowded(home),
        },
      },
    },
    {
      name: 'letters',
      typeDefs: `
        type Person @key(fields: "id") {
          id: ID!
          name(short: Boolean! = false): String! @external
          home: Home @external
          bodyMass(factor: Int! = 1): Int @external
          isCrowded: Boolean @external
          label(prefix: String = "-"): String! @requires(fields: "bodyMass(factor: 2) isCrowded")
          letter: String @requires(fields: "name home { postcode }")
        }
        type Home @external { postcode: String! }
      `,
      resolvers: {
        Person: {
          label: (person: Needs, { prefix }: { prefix: string }) => labelled(person.bodyMass, person.isCrowded, prefix),
          letter: ({ home, name }: Needs & { name: string }) => letterTo(home, name),
        },
      },
    },
  ],
  whole: {
    typeDefs: `
      enum Unit { KG G }
      type Query { people: [Person!]!  person(id: ID!): Person  measured: [Person]  beings: [Being!]! }
      interface Being { id: ID! }
      type Person implements Being {
        id: ID! name(short: Boolean! = false): String! home: Home weight(unit: Unit! = KG): Int! heightCm: Int
        bodyMass(factor: Int! = 1): Int isCrowded: Boolean label(prefix: String = "-"): String! letter: String
      }
      type Home { postcode: String! rooms: [Room!]! }
      type Room { beds: Int! }
    `,
    resolvers: {
      Query: {
        people: () => people,
        person: (_: unknown, key: Id) => personWith(key),
        measured: () => [people[1], null, people[2]],
        beings: () => people,
      },
      Being: { __resolveType: () => 'Person' },
      Person: {
        name: (person: Person, { short }: { short: boolean }) => nameIn(person, short),
        weight: (person: Person, { unit }: { unit: string }) => weightIn(person, unit),
        bodyMass: (person: Person, { factor }: { factor: number }) => {
          const mass = bodyMass(weightIn(person, 'G') * 10, person.heightCm);
          return mass === null ? null : mass * factor;
        },
        isCrowded: ({ home }: Person) => crowded(home),
        label: (person: Person, { prefix }: { prefix: string }) => {
          const mass = bodyMass(weightIn(person, 'G') * 10, person.heightCm);
          return labelled(mass === null ? null : mass * 2, crowded(person.home), prefix);
        },
        letter: ({ home, name }: Person) => letterTo(home, name),
      },
    },
  },
  questions: [
    ['a list inside an object', '{ people { isCrowded } }'],
    ['with an argument', '{ people { bodyMass } }'],
    ['beside the same field with another argument', '{ people { weight bodyMass g: weight(unit: G) } }'],
    ['beside the same field with an argument, itself without one', '{ people { name(short: true) letter } }'],
    ['the same of one type of an interface', '{ beings { ... on Person { name(short: true) letter } } }'],
    ['beside another field under its name', '{ people { weight: name home: id bodyMass isCrowded } }'],
    ['two of them, each with an argument', '{ people { weight bodyMass label } }'],
    ['over three services', '{ people { label } }'],
    ['over three services, from the second', '{ measured { label(prefix: "x") name } }'],
    ['with arguments of its own', 'query($f: Int!) { people { one: bodyMass many: bodyMass(factor: $f) } }', { f: 3 }],
    ['of an object that is null', '{ person(id: "p3") { isCrowded letter label home { postcode } } }'],
    ['more than is asked for, of the same object', '{ people { home { rooms { beds } } letter isCrowded } }'],
    ['in a fragment', 'query { people { ...F } } fragment F on Person { letter ... on Person { label } }'],
    [
      'left out by a variable, beside a requirement with another argument',
      'query($a: Boolean!, $b: Boolean!) { people { bodyMass @include(if: $a) label @skip(if: $b) isCrowded } }',
      { a: false, b: true },
    ],
  ],
};
