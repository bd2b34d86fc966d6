import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buildSubgraphSchema } from '@apollo/subgraph';
import { graphql, parse } from 'graphql';

type Resolvers = NonNullable<
  Parameters<typeof buildSubgraphSchema>[0] extends infer T ? (T extends { resolvers?: infer R } ? R : never) : never
>;

/** A subgraph of a test: its part of the graph, over values in memory. */
export type SubgraphDefinition = {
  readonly name: string;
  readonly typeDefs: string;
  readonly resolvers: Resolvers;
};

/** One GraphQL request a subgraph got. */
export type ReceivedCall = {
  readonly query: string;
  readonly variables: Readonly<Record<string, unknown>>;
  readonly headers: IncomingHttpHeaders;
};

export type TinySubgraph = {
  readonly name: string;
  readonly url: string;
  readonly calls: ReceivedCall[];
  /** Addresses and headers of the plain pages asked for. */
  readonly pages: { readonly url: string; readonly headers: IncomingHttpHeaders }[];
  readonly close: () => Promise<void>;
};

const federation = `extend schema @link(url: "https://specs.apollo.dev/federation/v2.3",
  import: ["@key", "@shareable", "@requires", "@provides", "@external", "@inaccessible"])\n`;

/** A definition's SDL with the federation directives it may use. */
export const sdlOf = ({ typeDefs }: SubgraphDefinition) => federation + typeDefs;

/** Serves a subgraph over HTTP: `/graphql`, and whatever `page` gives for a path. */
export async function startTinySubgraph(
  definition: SubgraphDefinition,
  page: (url: string) => unknown = () => ({ status: 'alive' }),
): Promise<TinySubgraph> {
  const schema = buildSubgraphSchema([{ typeDefs: parse(sdlOf(definition)), resolvers: definition.resolvers }]);
  const calls: ReceivedCall[] = [];
  const pages: { url: string; headers: IncomingHttpHeaders }[] = [];
  const server = createServer(async (request, response) => {
    if (request.method === 'POST') {
      const { query, variables } = JSON.parse(await bodyOf(request));
      calls.push({ query, variables, headers: request.headers });
      sendJson(response, await graphql({ schema, source: query, variableValues: variables }));
    } else {
      pages.push({ url: request.url ?? '', headers: request.headers });
      sendJson(response, page(request.url ?? ''));
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const close = async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  };
  return { name: definition.name, url: `http://127.0.0.1:${port}`, calls, pages, close };
}

export async function bodyOf(request: IncomingMessage): Promise<string> {
  let text = '';
  for await (const chunk of request) {
    text += String(chunk);
  }
  return text;
}

function sendJson(response: ServerResponse, value: unknown): void {
  response
    .writeHead(value === undefined ? 404 : 200, { 'content-type': 'application/json' })
    .end(JSON.stringify(value));
}
