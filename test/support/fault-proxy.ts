import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { bodyOf } from './tiny-subgraph.ts';

/** A way in which a service can fail. `none` passes everything on. */
export type Fault = keyof typeof faults | 'none' | 'refuse';

/** Stands between the gateway and a service, and fails on demand. Only GraphQL requests are touched. */
export type FaultProxy = {
  readonly url: string;
  readonly fail: (fault: Fault) => Promise<void>;
  /** Answers every GraphQL request with this text. */
  readonly say: (text: string) => void;
  readonly close: () => Promise<void>;
};

/** Text that must never reach a caller. */
export const canary = 'SELECT note FROM entry WHERE name = canary-7231';

const DRIP_MS = 100;
const OVERSIZE = 6_000_000;
const json = { 'content-type': 'application/json' };

const faults = {
  hang: () => {},
  drip: (response: ServerResponse, answer: string) => {
    response.writeHead(200, json);
    let sent = 0;
    const timer = setInterval(() => response.write(answer[sent++] ?? ' '), DRIP_MS);
    response.on('close', () => clearInterval(timer));
  },
  reset: (response: ServerResponse, answer: string) => {
    response.writeHead(200, { ...json, 'content-length': answer.length });
    response.write(answer.slice(0, answer.length / 2), () => response.socket?.resetAndDestroy());
  },
  html: (response: ServerResponse) => {
    response.writeHead(200, { 'content-type': 'text/html' }).end(`<html><body>Sign in. ${canary}</body></html>`);
  },
  serverError: (response: ServerResponse) => {
    response.writeHead(500, json).end(JSON.stringify({ error: canary }));
  },
  redirect: (response: ServerResponse) => {
    response.writeHead(302, { location: 'http://127.0.0.1:1/elsewhere' }).end();
  },
  truncated: (response: ServerResponse, answer: string) => {
    response.writeHead(200, json).end(answer.slice(0, answer.length / 2));
  },
  emptyData: (response: ServerResponse) => {
    response.writeHead(200, json).end('{"data":{}}');
  },
  nullData: (response: ServerResponse) => {
    response.writeHead(200, json).end('{"data":null}');
  },
  oversize: (response: ServerResponse) => {
    response.writeHead(200, json).end(JSON.stringify({ data: { _entities: ['x'.repeat(OVERSIZE)] } }));
  },
  ownError: (response: ServerResponse) => {
    const extensions = { code: 'INTERNAL_SERVER_ERROR', stacktrace: [canary], url: 'http://10.0.0.7/' };
    response.writeHead(200, json).end(JSON.stringify({ data: null, errors: [{ message: canary, extensions }] }));
  },
  tooFew: (response: ServerResponse, answer: string) => {
    const { data } = JSON.parse(answer);
    response.writeHead(200, json).end(JSON.stringify({ data: { _entities: data._entities.slice(1) } }));
  },
  wrongType: (response: ServerResponse, answer: string) => {
    response.writeHead(200, json).end(answer.replaceAll(/"reference":"[^"]*"/g, '"reference":{"a":1}'));
  },
  missingField: (response: ServerResponse, answer: string) => {
    response.writeHead(200, json).end(answer.replaceAll(/,?"reference":"[^"]*"/g, ''));
  },
  anotherType: (response: ServerResponse, answer: string) => {
    response.writeHead(200, json).end(answer.replaceAll(/"__typename":"[^"]*"/g, '"__typename":"Review"'));
  },
} as const;

/** Starts a proxy before a service, on a port of its own, passing everything on. */
export async function startFaultProxy(upstream: string): Promise<FaultProxy> {
  let fault: Fault = 'none';
  let said: string | null = null;
  const server = createServer(async (request, response) => {
    const body = await bodyOf(request);
    const headers = Object.entries(request.headers).flatMap(([name, value]): [string, string][] =>
      typeof value === 'string' && !['host', 'connection', 'content-length'].includes(name) ? [[name, value]] : [],
    );
    const method = request.method ?? 'GET';
    const answer = await fetch(`${upstream}${request.url}`, { method, headers, ...(body === '' ? {} : { body }) });
    const text = await answer.text();
    if (method !== 'POST' || (said === null && (fault === 'none' || fault === 'refuse'))) {
      response.writeHead(answer.status, json).end(text);
    } else if (said !== null) {
      response.writeHead(200, json).end(said);
    } else {
      faults[fault as keyof typeof faults](response, text);
    }
  });
  await listen(server, 0);
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    fail: async (next) => {
      said = null;
      if (next === 'refuse') {
        await stop(server);
      } else if (!server.listening) {
        await listen(server, port);
      }
      fault = next;
    },
    say: (text) => {
      said = text;
    },
    close: () => stop(server),
  };
}

const listen = (server: Server, port: number) =>
  new Promise<void>((resolve) => server.listen(port, '127.0.0.1', () => resolve()));

async function stop(server: Server): Promise<void> {
  if (server.listening) {
    const stopped = new Promise((resolve) => server.close(resolve));
    server.closeAllConnections();
    await stopped;
  }
}
