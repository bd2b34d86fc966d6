import type { FederationSuite, Id } from '../suite.ts';

const organisations = [
  { id: 'o1', name: 'North Police', sector: 'POLICE', head: { name: 'PC 1', rank: 'Chief' } },
  { id: 'o2', name: 'South Hospital', sector: 'HEALTH', head: null },
];
const publications = [
  { number: 1, organisation: 'o1', others: ['o2', 'o1'] },
  { number: 2, organisation: 'o2', others: [] },
];
type Publication = (typeof publications)[number];

const organisationWith = (id: string) => organisations.find((each) => each.id === id);

/** One path on which a service knows more of another's objects than it does elsewhere. */
export const provides: FederationSuite = {
  rule: '@provides',
  subgraphs: [
    {
      name: 'reviews',
      typeDefs: `
        type Query {
          publications: [Publication!]!
          latest: Organisation @provides(fields: "name head { name }")
          first: Organisation
        }
        type Publication @key(fields: "number") {
          number: Int!
          organisation: Organisation! @provides(fields: "name")
          others: [Organisation!]!
        }
        type Organisation @key(fields: "id") { id: ID! name: String! @external head: Head @external }
        type Head { name: String! @external }
      `,
      resolvers: {
        Query: {
          publications: () => publications,
          latest: () => ({ id: 'o1', name: 'North Police', head: { name: 'PC 1' } }),
          first: () => ({ id: 'o2' }),
        },
        Publication: {
          __resolveReference: (key: { number: number }) => publications.find(({ number }) => number === key.number),
          organisation: ({ organisation: id }: Publication) => ({ id, name: organisationWith(id)?.name }),
          others: ({ others }: Publication) => others.map((id) => ({ id })),
        },
      },
    },
    {
      name: 'organisations',
      typeDefs: `
        type Organisation @key(fields: "id") { id: ID! name: String! @shareable sector: String! head: Head @shareable }
        type Head { name: String! @shareable rank: String }
      `,
      resolvers: { Organisation: { __resolveReference: ({ id }: Id) => organisationWith(id) } },
    },
  ],
  whole: {
    typeDefs: `
      type Query { publications: [Publication!]!  latest: Organisation  first: Organisation }
      type Publication { number: Int! organisation: Organisation! others: [Organisation!]! }
      type Organisation { id: ID! name: String! sector: String! head: Head }
      type Head { name: String! rank: String }
    `,
    resolvers: {
      Query: { publications: () => publications, latest: () => organisations[0], first: () => organisations[1] },
      Publication: {
        organisation: ({ organisation }: Publication) => organisationWith(organisation),
        others: ({ others }: Publication) => others.map(organisationWith),
      },
    },
  },
  questions: [
    ['where it is provided', '{ publications { organisation { name } } latest { name head { name } } }'],
    ['where it is not', '{ publications { others { name } } first { name head { name } } }'],
    ['what another path provides', '{ publications { organisation { head { name } } } }'],
    ['both, and more', '{ publications { organisation { name sector } others { name id sector } } }'],
    ['half of a nested object', '{ latest { head { name rank } sector } first { head { rank } } }'],
  ],
};
