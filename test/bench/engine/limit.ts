import { createServer, type IncomingMessage } from 'node:http';
import { Pool } from 'undici';
import { agencies } from '../../../subgraphs/index.ts';
import { inputOf, serve } from '../measure/contender.ts';
import { PAGE_QUERY } from '../page-query.ts';
import { bodyOf } from './body.ts';

/**
 * The limit: what any gateway must do at least. It asks five services by fixed texts and puts their JSON together: no
 * GraphQL, nobody signs in, nothing is checked.
 */
const { services } = inputOf<{ readonly services: Readonly<Record<string, string>> }>();
const pools = new Map(
  Object.entries(services).map(([name, url]) => [name, new Pool(new URL(url).origin, { connections: 64 })]),
);

const record = /record \{.*?\n {8}\}/s.exec(PAGE_QUERY)![0];
const pageQuery = PAGE_QUERY.replace(record, '');
const serviceOf = new Map(agencies.map(({ name, entryType }) => [entryType, name]));
const entityQuery = (entryType: string) =>
  `query Records($representations: [_Any!]!) { _entities(representations: $representations) { ... on ${entryType} { ${record} } } }`;
const entityQueries = new Map(agencies.map(({ entryType }) => [entryType, JSON.stringify(entityQuery(entryType))]));

async function ask(service: string, body: string): Promise<never> {
  const { body: answer } = await pools.get(service)!.request({
    path: '/graphql',
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'application/json' },
    body,
  });
  return JSON.parse(await answer.text()).data as never;
}

type Node = { readonly __typename: string; readonly id: string; record: unknown };
type PageData = { readonly review: { readonly chronology: { readonly edges: readonly { readonly node: Node }[] } } };

async function answer(request: IncomingMessage): Promise<string> {
  const { variables } = JSON.parse(await bodyOf(request)) as { variables: unknown };
  const data: PageData = await ask('reviews', JSON.stringify({ query: pageQuery, variables }));
  const byType = new Map<string, Node[]>();
  for (const { node } of data.review.chronology.edges) {
    const held = byType.get(node.__typename);
    held === undefined ? byType.set(node.__typename, [node]) : held.push(node);
  }
  await Promise.all([...byType].map(([entryType, nodes]) => addRecords(entryType, nodes)));
  return JSON.stringify({ data });
}

async function addRecords(entryType: string, nodes: readonly Node[]): Promise<void> {
  const representations = JSON.stringify(nodes.map(({ __typename, id }) => ({ __typename, id })));
  const body = `{"query":${entityQueries.get(entryType)},"variables":{"representations":${representations}}}`;
  const { _entities }: { readonly _entities: readonly { readonly record: unknown }[] } = await ask(
    serviceOf.get(entryType)!,
    body,
  );
  nodes.forEach((node, index) => {
    node.record = _entities[index]!.record;
  });
}

await serve(
  createServer((request, response) => {
    answer(request).then(
      (text) =>
        response
          .writeHead(200, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) })
          .end(text),
      (error: Error) => response.writeHead(500).end(error.stack),
    );
  }),
);
