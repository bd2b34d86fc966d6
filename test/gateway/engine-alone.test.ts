import { ApolloServer } from '@apollo/server';
import { startStandaloneServer } from '@apollo/server/standalone';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { serveAlone } from '../support/engine-alone.ts';
import { postTo } from '../support/federated-house.ts';
import { composers, subgraphSchema } from '../support/federation-suites/in-process-engine.ts';

const reviews = {
  name: 'reviews',
  typeDefs:
    'type Query { review: Review! } type Review { title: String! entries: [Entry!]! } type Entry @key(fields: "id") { id: ID! }',
  resolvers: { Query: { review: () => ({ title: 'A death in 2024', entries: [{ id: 'e1' }, { id: 'e2' }] }) } },
};
const health = {
  name: 'health',
  typeDefs: 'type Entry @key(fields: "id") { id: ID! words: String }',
  resolvers: { Entry: { __resolveReference: ({ id }: { readonly id: string }) => ({ id, words: `Seen: ${id}.` }) } },
};

describe('the engine over services of somebody else', () => {
  const services: ApolloServer[] = [];
  let alone: Awaited<ReturnType<typeof serveAlone>>;

  beforeAll(async () => {
    const addresses: Record<string, string> = {};
    for (const subgraph of [reviews, health]) {
      const server = new ApolloServer({ schema: subgraphSchema(subgraph) });
      services.push(server);
      const { url } = await startStandaloneServer(server, { listen: { host: '127.0.0.1', port: 0 } });
      addresses[subgraph.name] = url;
    }
    alone = await serveAlone(composers.apollo([reviews, health]), addresses);
  });
  afterAll(async () => {
    await alone.close();
    await Promise.all(services.map((server) => server.stop()));
  });

  it('answers over HTTP, and says who was asked', async () => {
    const { data, extensions } = await postTo(alone.url, { query: '{ review { title said: entries { words } } }' }, {});
    expect({ data, extensions }).toEqual({
      data: { review: { title: 'A death in 2024', said: [{ words: 'Seen: e1.' }, { words: 'Seen: e2.' }] } },
      extensions: {
        coverage: [
          { agency: 'health', answered: true },
          { agency: 'reviews', answered: true },
        ],
      },
    });
  });

  it('names a service that is gone', async () => {
    await services[1]!.stop();
    const { data, errors } = await postTo(alone.url, { query: '{ review { title entries { words } } }' }, {});
    expect(data).toEqual({ review: { title: 'A death in 2024', entries: [{ words: null }, { words: null }] } });
    expect(errors?.map(({ message, path }) => [message, path])).toEqual([
      ['health could not be reached, or broke off its answer.', ['review', 'entries', 0]],
    ]);
  });
});
