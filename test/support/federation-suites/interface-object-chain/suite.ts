import type { FederationSuite, Id } from '../suite.ts';

const accounts = [
  { __typename: 'Admin', id: 'a1', name: 'Ada', isMain: true, isActive: false, salt: 's' },
  { __typename: 'User', id: 'u1', name: 'Ben', isMain: false, isActive: true, salt: null },
];
const accountWith = ({ id }: Id) => accounts.find((account) => account.id === id);
const pick = (key: Id, field: keyof (typeof accounts)[number]) => accountWith(key)?.[field];
const words = (name: string | null | undefined, isActive: boolean | null | undefined) => `${name} ${isActive}`;
const title = ({ words: of }: { words: string | null }) => `Title: ${of}`;

/** Interface objects in three services, of which one needs what another one adds. */
export const interfaceObjectChain: FederationSuite = {
  rule: '@interfaceObject in several services, one after the other',
  subgraphs: [
    {
      name: 'accounts',
      typeDefs: `
        type Query { accounts: [Account!]!  account(id: ID!): Account  admin: Admin  anyone: [Anyone] }
        union Anyone = Admin | User
        interface Account @key(fields: "id") { id: ID! }
        type Admin implements Account @key(fields: "id") { id: ID! isMain: Boolean! name: String }
        type User implements Account @key(fields: "id") { id: ID! name: String salt: String }
      `,
      resolvers: {
        Query: {
          accounts: () => accounts,
          account: (_: unknown, key: Id) => accountWith(key),
          admin: () => accounts[0],
          anyone: () => [accounts[1], null, accounts[0]],
        },
        Account: { __resolveReference: accountWith, __resolveType: ({ id }: Id) => accountWith({ id })?.__typename },
        Admin: { __resolveReference: accountWith },
        User: { __resolveReference: accountWith },
      },
    },
    {
      name: 'activity',
      typeDefs: `
        type Query { active: [Account!]! }
        type Account @key(fields: "id") @interfaceObject { id: ID! isActive: Boolean last(days: Int! = 7): Int }
      `,
      resolvers: {
        Query: { active: () => [{ id: 'u1' }, { id: 'a1' }] },
        Account: {
          isActive: (key: Id) => pick(key, 'isActive'),
          last: (_: Id, { days }: { days: number }) => days * 2,
        },
      },
    },
    {
      name: 'words',
      typeDefs: `
        type Account @key(fields: "id") @interfaceObject {
          id: ID! isActive: Boolean @external words: String @requires(fields: "isActive")
        }
      `,
      resolvers: {
        Account: {
          words: ({ id, isActive }: Id & { isActive: boolean | null }) => words(accountWith({ id })?.name, isActive),
        },
      },
    },
    {
      name: 'titles',
      typeDefs: `
        type Query { titled: Account }
        type Account @key(fields: "id") @interfaceObject {
          id: ID! words: String @external title: String @requires(fields: "words")
        }
      `,
      resolvers: { Query: { titled: () => ({ id: 'a1' }) }, Account: { title } },
    },
  ],
  whole: {
    typeDefs: `
      type Query { accounts: [Account!]!  account(id: ID!): Account  admin: Admin  anyone: [Anyone]  active: [Account!]!  titled: Account }
      union Anyone = Admin | User
      interface Account { id: ID! isActive: Boolean last(days: Int! = 7): Int words: String title: String }
      type Admin implements Account { id: ID! isMain: Boolean! name: String isActive: Boolean last(days: Int! = 7): Int words: String title: String }
      type User implements Account { id: ID! name: String salt: String isActive: Boolean last(days: Int! = 7): Int words: String title: String }
    `,
    resolvers: {
      Query: {
        accounts: () => accounts,
        account: (_: unknown, key: Id) => accountWith(key),
        admin: () => accounts[0],
        anyone: () => [accounts[1], null, accounts[0]],
        active: () => [accounts[1], accounts[0]],
        titled: () => accounts[0],
      },
      ...Object.fromEntries(
        ['Admin', 'User'].map((type) => [
          type,
          {
            last: (_: unknown, { days }: { days: number }) => days * 2,
            words: ({ name, isActive }: (typeof accounts)[number]) => words(name, isActive),
            title: ({ name, isActive }: (typeof accounts)[number]) => title({ words: words(name, isActive) }),
          },
        ]),
      ),
    },
  },
  questions: [
    ['one', '{ accounts { id isActive } }'],
    ['two from one type', '{ admin { isActive last } anyone { ... on User { last(days: 1) } } }'],
    ['one that needs another', '{ accounts { words } }'],
    ['a chain of three', '{ accounts { title } }'],
    ['a chain from its own root', '{ titled { title } }'],
    ['from the root of one in the middle', '{ active { words title last(days: 2) } }'],
    ['type names', '{ active { __typename t: __typename id } titled { __typename words } }'],
    ['fields of the types', '{ active { ... on User { salt } ... on Admin { isMain } isActive } }'],
    ['through a union', '{ anyone { ... on Admin { title isMain } ... on User { words } } }'],
    ['through the interface in a union', '{ anyone { ... on Account { title } } }'],
    [
      'one key with other arguments for each type',
      '{ accounts { ... on Admin { last(days: 1) } ... on User { last(days: 3) } } }',
    ],
    [
      'by argument, under other names',
      'query($id: ID!) { account(id: $id) { id: title title: isActive } }',
      { id: 'u1' },
    ],
    [
      'fragments on fragments',
      '{ active { ...A } } fragment A on Account { isActive ...U } fragment U on User { name words }',
    ],
  ],
};
