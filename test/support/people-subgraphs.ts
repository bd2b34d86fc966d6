import type { SubgraphDefinition } from './tiny-subgraph.ts';

/** The same people and places twice: spread over two subgraphs, and whole, for an executor that knows nothing of federation. */
const people = [
  {
    id: 'p1',
    name: 'Ada',
    weightKg: 60,
    place: 't1',
    heightCm: 170,
    motto: 'On',
    colour: 'RED',
    scores: [[1, 2], [3]],
  },
  { id: 'p2', name: 'Ben', weightKg: 80, place: 't2', heightCm: 180, motto: null, colour: 'BLUE', scores: [[], [4]] },
  { id: 'p3', name: 'Cy', weightKg: 75, place: null, heightCm: 165, motto: 'Up', colour: null, scores: null },
] as const;

const places = [
  { id: 't1', town: 'Leeds', postcode: 'LS1' },
  { id: 't2', town: 'York', postcode: 'YO1' },
] as const;

type Person = (typeof people)[number];
type Id = { readonly id: string };
const personWith = ({ id }: Id) => people.find((person) => person.id === id);
const placeWith = (id: string | null) => places.find((place) => place.id === id) ?? null;
const bodyMass = ({ weightKg, heightCm }: Pick<Person, 'weightKg' | 'heightCm'>, round: number) =>
  Number((weightKg / (heightCm / 100) ** 2).toFixed(round));

const written: string[] = [];
/** What mutations have written, oldest first. */
export const writtenNotes = written;

export const peopleOfReviews: SubgraphDefinition = {
  name: 'reviews',
  typeDefs: `
    enum Colour { RED BLUE }
    union Thing = Person | Place
    input Search { text: String = "a" colours: [Colour!] = [RED, BLUE] }
    type Query {
      people(first: Int = 3): [Person!]!
      person(id: ID!): Person
      search(by: Search! = {}): [Thing]!
      found(by: Search): String
      maybe: [Person]
      sure: Person!
    }
    type Mutation { note(text: String!): String!  renamed(id: ID!, name: String!): Person }
    type Person @key(fields: "id") {
      id: ID! name: String! weightKg: Int! colour: Colour scores: [[Int!]!]
      place: Place @provides(fields: "town")
    }
    type Place @key(fields: "id") { id: ID! town: String @external }
  `,
  resolvers: {
    Query: {
      people: (_: unknown, { first }: { first: number }) => people.slice(0, first),
      person: (_: unknown, key: Id) => personWith(key),
      search: () => [people[0], null, places[1]],
      found: (_: unknown, { by }: { by?: { text: string; colours: string[] } }) => `${by?.text} ${by?.colours}`,
      maybe: () => [people[1], null, people[2]],
      sure: () => people[1],
    },
    Mutation: {
      note: (_: unknown, { text }: { text: string }) => `reviews ${written.push(text)}`,
      renamed: (_: unknown, { id, name }: Id & { name: string }) => ({ ...personWith({ id }), name }),
    },
    Thing: { __resolveType: (thing: object) => ('town' in thing ? 'Place' : 'Person') },
    Person: {
      __resolveReference: personWith,
      place: (person: Person) => placeWith(person.place),
    },
    Place: { __resolveReference: ({ id }: Id) => placeWith(id) },
  },
};

export const peopleOfMeasures: SubgraphDefinition = {
  name: 'body-measures',
  typeDefs: `
    type Query { tallest: Person }
    type Mutation { measured(text: String!): String! }
    type Person @key(fields: "id") {
      id: ID!
      weightKg: Int! @external
      heightCm: Int
      motto: String!
      bodyMass(round: Int = 1): Float @requires(fields: "weightKg")
    }
    type Place @key(fields: "id") { id: ID! town: String @shareable postcode: String }
  `,
  resolvers: {
    Query: { tallest: () => ({ ...people[1] }) },
    Mutation: { measured: (_: unknown, { text }: { text: string }) => `measures ${written.push(text)}` },
    Person: {
      __resolveReference: (key: Id & Partial<Person>) => {
        const { heightCm, motto } = personWith(key)!;
        return { ...key, heightCm, motto };
      },
      bodyMass: (person: Person, { round }: { round: number }) => bodyMass(person, round),
    },
    Place: { __resolveReference: ({ id }: Id) => placeWith(id) },
  },
};

const whole = (person: Person) => ({
  __typename: 'Person',
  ...person,
  place: wholePlace(placeWith(person.place)),
  bodyMass: ({ round }: { round: number }) => bodyMass(person, round),
});
const wholePlace = (place: (typeof places)[number] | null) => place && { __typename: 'Place', ...place };

/** The root of the whole, for graphql-js alone. */
export const wholeRoot = {
  people: ({ first }: { first: number }) => people.slice(0, first).map(whole),
  person: (key: Id) => people.filter(({ id }) => id === key.id).map(whole)[0],
  search: () => [whole(people[0]), null, wholePlace(places[1])],
  found: ({ by }: { by?: { text: string; colours: string[] } }) => `${by?.text} ${by?.colours}`,
  maybe: () => [whole(people[1]), null, whole(people[2])],
  sure: () => whole(people[1]),
  tallest: () => whole(people[1]),
};
