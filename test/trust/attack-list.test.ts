import { type GraphQLSchema, isInputObjectType, isInterfaceType, isObjectType } from 'graphql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readSupergraph } from '../../gateway/federation/supergraph.ts';
import { contractOf } from '../../subgraphs/compose.ts';
import { startTestHub, type TestHub } from '../support/hub.ts';
import { openReview, type TestReview } from '../support/review.ts';

const WORDS = 5_000;
const times = (number: number, text: (index: number) => string) =>
  Array.from({ length: number }, (_, index) => text(index)).join(' ');

/** What graphql-cop tries, and what lies near it: each a request as a whole, and the status it ends with. */
const attacks: readonly (readonly [string, RequestInit & { readonly path?: string }, number])[] = [
  ['aliases, a hundred of one field', json({ query: `{ ${times(101, (at) => `a${at}: reviews { id }`)} }` }), 400],
  ['a batch of queries', json(Array.from({ length: 10 }, () => ({ query: '{ reviews { id } }' }))), 400],
  ['a query by GET', { method: 'GET', path: '?query=%7Breviews%7Bid%7D%7D' }, 405],
  ['a mutation by GET', { method: 'GET', path: '?query=mutation%7BcloseReview(review%3A%22r%22)%7D' }, 405],
  ['a form', typed('application/x-www-form-urlencoded', 'query=%7Breviews%7Bid%7D%7D'), 415],
  ['a form of parts', typed('multipart/form-data; boundary=x', '--x\r\n\r\n{"query":"{reviews{id}}"}\r\n--x--'), 415],
  ['plain text', typed('text/plain', '{"query":"{ reviews { id } }"}'), 400],
  ['the query itself as the body', typed('application/graphql', '{ reviews { id } }'), 415],
  ['the field of a field, twice five hundred times', json({ query: `{ ${'reviews { id } '.repeat(9_000)} }` }), 400],
  ['a directive five hundred times', json({ query: `{ reviews ${'@aa'.repeat(500)} { id } }` }), 400],
  ['introspection', json({ query: '{ __schema { types { name fields { name } } } }' }), 400],
  ['introspection of one type', json({ query: '{ __type(name: "Review") { fields { name } } }' }), 400],
  [
    'introspection in circles',
    json({ query: `{ __schema { types { ${'fields { type { '.repeat(20)} name ${'} } '.repeat(20)} } } }` }),
    400,
  ],
  ['the schema of a subgraph', json({ query: '{ _service { sdl } }' }), 400],
  [
    'entities by representations',
    json({ query: '{ _entities(representations: [{ __typename: "HealthEntry", id: "1" }]) { __typename } }' }),
    400,
  ],
  ['fragments in circles', json({ query: '{ ...A } fragment A on Query { ...B } fragment B on Query { ...A }' }), 400],
  ['fifty levels', json({ query: `{ ${'reviews { '.repeat(50)} id ${'} '.repeat(50)} }` }), 400],
  [
    'a page of a million by a variable',
    json({ query: 'query($n: Int) { reviews { chronology(first: $n) { edges { cursor } } } }', variables: { n: 1e6 } }),
    400,
  ],
  [
    'a stored query by its hash',
    json({ extensions: { persistedQuery: { version: 1, sha256Hash: 'a'.repeat(64) } } }),
    200,
  ],
  ['a subscription', json({ query: 'subscription { reviews { id } }' }), 400],
  ['no JSON', typed('application/json', '{"query": "{ reviews'), 400],
  ['a query that is no text', json({ query: { reviews: 'id' } }), 400],
];

function json(body: unknown): RequestInit {
  return typed('application/json', JSON.stringify(body));
}

function typed(type: string, body: string): RequestInit {
  return { method: 'POST', headers: { 'content-type': type }, body };
}

const builtIn = ['Query', 'Mutation', 'String', 'Boolean', 'Int', 'Float', 'ID'];

/** Names of the graph that no sentence has: its types, and fields of more than one word. */
function namesIn(schema: GraphQLSchema): ReadonlySet<string> {
  const types = Object.values(schema.getTypeMap()).filter(
    ({ name }) => !name.startsWith('__') && !builtIn.includes(name),
  );
  const fields = types.flatMap((type) =>
    isObjectType(type) || isInterfaceType(type) || isInputObjectType(type) ? Object.keys(type.getFields()) : [],
  );
  return new Set([...types.map(({ name }) => name), ...fields.filter((name) => /[a-z][A-Z]/.test(name))]);
}

describe('the door of the graph, attacked', () => {
  let hub: TestHub;
  let review: TestReview;
  let names: ReadonlySet<string>;

  beforeAll(async () => {
    hub = await startTestHub();
    review = await openReview(hub, [{ service: 'health', code: 'HOS' }]);
    names = namesIn(readSupergraph((await contractOf(hub.agencies)).get('supergraph.graphql')!).apiSchema);
  });
  afterAll(() => hub.close());

  const send = async ({ path = '', ...request }: RequestInit & { readonly path?: string }) => {
    const authorization = `Bearer ${await hub.token(review.person('chair'))}`;
    const headers = {
      ...(request.headers as Record<string, string>),
      authorization,
      'Apollo-Query-Plan-Experimental': '1',
    };
    const answer = await fetch(`${hub.gateway.url}/graphql${path}`, { ...request, headers });
    return { status: answer.status, text: await answer.text() };
  };
  const strangeWords = (text: string, sent: string) => {
    const known = new Set(sent.match(/\w+/g));
    return [...new Set(text.match(/\w+/g))].filter((word) => names.has(word) && !known.has(word));
  };

  it.each(attacks)('by %s refuses, and tells nothing of what it has', async (_, request, status) => {
    const answer = await send(request);
    expect([answer.status, answer.text]).toEqual([
      status,
      expect.not.stringMatching(/"data":\{|queryPlan|stack|Did you mean/),
    ]);
    expect(strangeWords(answer.text, `${request.body ?? ''} ${decodeURIComponent(request.path ?? '')}`)).toEqual([]);
  });

  it(`by ${WORDS} words that are nearly its own gives away no name`, async () => {
    const typos = [...names].flatMap((name) => [
      `${name}s`,
      name.slice(0, -1),
      `${name}Id`,
      name.toLowerCase(),
      `_${name}`,
      `x${name}`,
      `${name}_`,
      `${name}2`,
      `get${name}`,
      name.slice(1),
    ]);
    const words = [...new Set(typos)]
      .filter((word) => !names.has(word) && /^(?!__)[_a-z]\w*$/i.test(word))
      .slice(0, WORDS);
    expect(words.length).toBe(WORDS);
    const leaked: string[] = [];
    for (let start = 0; start < words.length; start += 100) {
      const chunk = words.slice(start, start + 100).join(' ');
      for (const query of [
        `{ ${chunk} }`,
        `{ reviews { ${chunk} } }`,
        `{ reviews(${chunk
          .split(' ')
          .slice(0, 50)
          .map((word) => `${word}: 1`)
          .join(' ')}) { id } }`,
      ]) {
        const { status, text } = await send(json({ query }));
        expect([status, text]).toEqual([400, expect.not.stringContaining('Did you mean')]);
        leaked.push(...strangeWords(text, query));
      }
    }
    expect(leaked).toEqual([]);
  });
});
