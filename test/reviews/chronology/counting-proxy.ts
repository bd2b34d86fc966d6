import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { bodyOf } from '../../support/tiny-subgraph.ts';

/** A GraphQL request that the gateway sent to a service. */
export type SeenRequest = {
  readonly service: string;
  readonly query: string;
  readonly representations: number;
};

/** Stands between the gateway and the services, passes everything on, and writes down each GraphQL request. */
export type CountingProxies = {
  readonly before: (service: string, url: string) => Promise<string>;
  /** Gives what was seen since the last time, and forgets it. */
  readonly take: () => readonly SeenRequest[];
  /** Holds requests to these services until each of them has one: what asks them one after the other never ends. */
  readonly holdTogether: (services: readonly string[]) => void;
  readonly close: () => Promise<void>;
};

export function countingProxies(): CountingProxies {
  const servers: ReturnType<typeof createServer>[] = [];
  let seen: SeenRequest[] = [];
  let missing: ReadonlySet<string> = new Set();
  let complete = Promise.resolve();
  let release = () => {};
  const arrive = (service: string) => {
    const held = missing.has(service) ? complete : Promise.resolve();
    missing = new Set([...missing].filter((each) => each !== service));
    if (missing.size === 0) {
      release();
    }
    return held;
  };
  const before = async (service: string, url: string) => {
    const server = createServer(async (request, response) => {
      const body = await bodyOf(request);
      const headers = Object.entries(request.headers).flatMap(([name, value]): [string, string][] =>
        typeof value === 'string' && !['host', 'connection', 'content-length'].includes(name) ? [[name, value]] : [],
      );
      if (request.url === '/graphql') {
        await arrive(service);
      }
      const method = request.method ?? 'GET';
      const answer = await fetch(`${url}${request.url}`, { method, headers, ...(body === '' ? {} : { body }) });
      const text = await answer.text();
      if (request.url === '/graphql') {
        const { query, variables } = JSON.parse(body) as { query: string; variables?: Record<string, unknown> };
        const lists = Object.values(variables ?? {}).filter(Array.isArray);
        const representations = lists.reduce((sum, list) => sum + list.length, 0);
        seen.push({ service, query, representations });
      }
      response.writeHead(answer.status, { 'content-type': 'application/json' }).end(text);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()));
    servers.push(server);
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  };
  return {
    before,
    take: () => {
      const taken = seen;
      seen = [];
      return taken;
    },
    holdTogether: (services) => {
      missing = new Set(services);
      complete = new Promise((resolve) => {
        release = resolve;
      });
    },
    close: async () => {
      for (const server of servers) {
        server.closeAllConnections();
        await new Promise((resolve) => server.close(resolve));
      }
    },
  };
}
