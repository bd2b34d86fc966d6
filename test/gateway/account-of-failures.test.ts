import { beforeEach, describe, expect, it } from 'vitest';
import { answeringEngine } from '../support/answering-engine.ts';
import type { Id, SuiteSubgraph } from '../support/federation-suites/suite.ts';

const lists: SuiteSubgraph = {
  name: 'lists',
  typeDefs: `
    type Query { items(count: Int!): [Item!]! item(id: ID!): Item }
    type Item @key(fields: "id") { id: ID! }
  `,
  resolvers: {
    Query: {
      items: (_: unknown, { count }: { readonly count: number }) =>
        Array.from({ length: count }, (_unused, index) => ({ id: `i${index}` })),
      item: (_: unknown, key: Id) => key,
    },
    Item: { __resolveReference: (key: Id) => key },
  },
};
const words: SuiteSubgraph = {
  name: 'words',
  typeDefs: `
    type Query { greeting: String }
    type Item @key(fields: "id") { id: ID! words: String }
  `,
  resolvers: {
    Query: { greeting: () => 'Hello.' },
    Item: { words: ({ id }: Id) => `words of ${id}` },
  },
};
const more: SuiteSubgraph = {
  name: 'more',
  typeDefs: 'type Item @key(fields: "id") { id: ID! other: Item }',
  resolvers: { Item: { other: ({ id }: Id) => ({ id: `${id}'` }) } },
};

const engine = answeringEngine([lists, words, more]);
beforeEach(() => engine.says({}));

describe('a request about objects', () => {
  it('holds one of each where it is about more lists than it may hold objects', async () => {
    const fields = Array.from({ length: 201 }, (_, index) => `a${index}: item(id: "i${index}") { w${index}: words }`);

    const { data, errors } = await engine.ask(`{ ${fields.join(' ')} }`);

    expect(errors).toBeUndefined();
    expect(data).toMatchObject({ a0: { w0: 'words of i0' }, a200: { w200: 'words of i200' } });
  });
});
