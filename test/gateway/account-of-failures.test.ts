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
    type Item @key(fields: "id") { id: ID! words: String toString: Json } scalar Json
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

const wordsOf = (first: number, count: number) =>
  Array.from({ length: count }, (_, index) => ({ words: `words of i${first + index}` }));

describe('the account of what went wrong', () => {
  it('names each place once, however many errors of one answer say nothing of places', async () => {
    const errors = Array.from({ length: 600 }, () => ({ message: 'Out of order.' }));
    engine.says({ words: () => JSON.stringify({ data: null, errors }) });

    const answer = await engine.ask('{ items(count: 2) { words } }');

    expect(answer.errors).toEqual([
      {
        message: 'words gave an answer that cannot be used.',
        path: ['items', 0],
        extensions: {
          code: 'AGENCY_UNAVAILABLE',
          agency: 'words',
          failure: 'INVALID',
          affected: [
            ['items', 0],
            ['items', 1],
          ],
          affectedCount: 2,
        },
      },
    ]);
  });

  it('names a place once that two errors of one answer name', async () => {
    const error = { message: 'Out of order.', path: ['_entities', 1, 'words'] };
    const entities = [{ words: 'words of i0' }, { words: null }];
    engine.says({ words: () => JSON.stringify({ data: { _entities: entities }, errors: [error, error] }) });

    const answer = await engine.ask('{ items(count: 2) { words } }');

    expect(answer.errors?.map(({ extensions }) => [extensions['affected'], extensions['affectedCount']])).toEqual([
      [[['items', 1, 'words']], 1],
    ]);
  });

  it('takes no longer for many places that many errors do not name', async () => {
    const errors = Array.from({ length: 500 }, () => ({ message: 'No.', extensions: { code: 'NOT_ALLOWED' } }));
    errors.push(...errors.map(() => ({ message: 'Out of order.', extensions: { code: 'INTERNAL' } })));
    const mixed = errors.map((_, index) => errors[(index * 501) % errors.length]);
    const items = JSON.stringify({
      data: { items: Array.from({ length: 20_000 }, () => ({ id: 'i', __typename: 'Item' })) },
    });
    engine.says({ lists: () => items, words: () => JSON.stringify({ data: null, errors: mixed }) });

    const started = process.cpuUsage();
    const answer = await engine.ask('{ items(count: 20000) { words } }');
    const { user, system } = process.cpuUsage(started);

    expect((user + system) / 1_000).toBeLessThan(2_000);
    expect(answer.errors?.at(-1)?.extensions['affectedCount']).toBe(20_000);
  });

  it('passes on what is wrong with an input as the contract has it, and nothing else of it', async () => {
    const canary = 'at /srv/words/db.ts:7 http://10.0.0.7/';
    const ofFile = { row: 2, table: null, column: 'people', value: '1048213', reason: 'Say who that is.' };
    const ofEntry = { entry: 'a', field: 'kind', value: 'TEA', reason: 'It is no kind.' };
    const problems = [
      { ...ofFile, stack: canary, at: { [canary]: 1 } },
      ofEntry,
      canary,
      [canary],
      null,
      { sql: canary },
      { row: canary, table: 7, column: { canary }, value: [canary], reason: 'y'.repeat(5_000), entry: 1, field: null },
      { row: 1.5, reason: 'It is.' },
    ];
    const error = { message: 'Wrong.', extensions: { code: 'BAD_USER_INPUT', problems } };
    engine.says({ words: () => JSON.stringify({ data: null, errors: [error] }) });

    const { errors } = await engine.ask('{ greeting }');

    expect(errors?.map(({ extensions }) => extensions)).toEqual([
      {
        code: 'BAD_USER_INPUT',
        agency: 'words',
        problems: [ofFile, ofEntry, { reason: 'y'.repeat(1_000) }, { reason: 'It is.' }],
      },
    ]);
  });

  it('notices that a field is left out, be it named as what all JavaScript objects have', async () => {
    engine.says({ words: () => JSON.stringify({ data: { _entities: [{ words: 'words of i0' }] } }) });

    const { data, errors } = await engine.ask('{ items(count: 1) { toString } }');

    expect(data).toEqual({ items: [{ toString: null }] });
    expect(errors?.map(({ extensions }) => extensions['failure'])).toEqual(['INCOMPLETE']);
  });

  it('remembers that a service ran out of time, whatever went wrong with it before', async () => {
    engine.says({
      words: ({ query }) => (query.includes('greeting') ? '{"data":{"greeting":{}}}' : 'TIMEOUT'),
    });

    const answer = await engine.ask('{ greeting items(count: 1) { words other { words } } }');
    const asked = engine.calls.filter(({ service, query }) => service === 'words' && query.includes('_entities'));

    expect(asked).toHaveLength(1);
    expect(answer.errors?.map(({ path, extensions }) => [path, extensions['failure']])).toEqual([
      [['greeting'], 'INVALID'],
      [['items', 0, 'other'], 'TIMEOUT'],
      [['items', 0], 'TIMEOUT'],
    ]);
  });

  it('does not take an index for that of an object which another request is about', async () => {
    const errors = [230, -1, 1.5].map((at) => ({
      message: `No. ${at}`,
      path: ['_entities', at, 'words'],
      extensions: { code: 'NOT_ALLOWED' },
    }));
    engine.says({
      words: ({ variables }, own) =>
        JSON.stringify(variables).includes('"i0"')
          ? JSON.stringify({ data: { _entities: [...wordsOf(0, 199), null] }, errors })
          : own(),
    });

    const { data, errors: told } = await engine.ask('{ items(count: 300) { words } }');

    expect((data as { items: unknown[] }).items).toEqual([...wordsOf(0, 199), { words: null }, ...wordsOf(200, 100)]);
    expect(told?.map(({ message, path }) => [message, path])).toEqual([
      ['No. 230', ['items', 0]],
      ['No. -1', ['items', 0]],
      ['No. 1.5', ['items', 0]],
    ]);
  });
});

describe('a request about objects', () => {
  it('may be about more lists than it may hold objects', async () => {
    const fields = Array.from({ length: 201 }, (_, index) => `a${index}: item(id: "i${index}") { w${index}: words }`);

    const { data, errors } = await engine.ask(`{ ${fields.join(' ')} }`);

    expect(errors).toBeUndefined();
    expect(data).toMatchObject({ a0: { w0: 'words of i0' }, a200: { w200: 'words of i200' } });
  });

  it('holds 200 of them, of however many lists of whatever length', async () => {
    const fields = Array.from({ length: 101 }, (_, index) => `a${index}: item(id: "j${index}") { w${index}: words }`);

    const { data, errors } = await engine.ask(`{ ${fields.join(' ')} items(count: 1000) { words } }`);

    expect(errors).toBeUndefined();
    expect(data).toMatchObject({ a0: { w0: 'words of j0' }, a100: { w100: 'words of j100' } });
    expect((data as { items: unknown[] }).items).toEqual(wordsOf(0, 1_000));
    const sent = engine.calls
      .filter(({ service }) => service === 'words')
      .map(({ variables }) => Object.values(variables).flat().length);
    expect(sent).toEqual([200, 200, 200, 200, 200, 101]);
  });
});
