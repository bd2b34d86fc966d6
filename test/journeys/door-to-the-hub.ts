import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { serveReviews } from '../../subgraphs/reviews/index.ts';
import { startTestHub, type TestHub } from '../support/hub.ts';
import { bodyOf } from '../support/tiny-subgraph.ts';

/** What becomes of a request: passed on, answered with 503, or never answered. */
export type Treatment = 'pass' | 'refuse' | 'hang';

/** A hub whose agencies reach the reviews through a door that a test can shut. */
export type HubWithDoor = {
  readonly hub: TestHub;
  /** Decides on each request by its path and body; without one everything passes. */
  readonly treat: (decide: (path: string, body: string) => Treatment) => void;
  /** Posts straight to the reviews, past the door. */
  readonly post: (
    path: string,
    body: string,
    type?: string,
  ) => Promise<{ readonly status: number; readonly text: string }>;
  readonly close: () => Promise<void>;
};

/** Starts a hub with the door before its reviews. */
export async function startHubWithDoor(): Promise<HubWithDoor> {
  let behind = '';
  let decide: (path: string, body: string) => Treatment = () => 'pass';
  const door = createServer((request, response) => {
    void bodyOf(request).then(async (body) => {
      const treatment = decide(request.url ?? '', body);
      if (treatment === 'pass') {
        await passOn(behind, request, body, response);
      } else if (treatment === 'refuse') {
        response.writeHead(503).end();
      }
    });
  });
  await new Promise<void>((resolve) => door.listen(0, '127.0.0.1', resolve));
  const hub = await startTestHub({ elsewhere: { reviews: (door.address() as AddressInfo).port } });
  const reviews = await serveReviews(hub.agencies, { ...hub.configOf('reviews'), port: 0 });
  behind = reviews.url;
  return {
    hub,
    treat: (next) => {
      decide = next;
    },
    post: async (path, body, type = 'application/jose') => {
      const answer = await fetch(`${behind}${path}`, { method: 'POST', headers: { 'content-type': type }, body });
      return { status: answer.status, text: await answer.text() };
    },
    close: async () => {
      door.closeAllConnections();
      await hub.close();
      await reviews.close();
      door.closeAllConnections();
      await new Promise((resolve) => door.close(resolve));
    },
  };
}

async function passOn(upstream: string, request: IncomingMessage, body: string, response: ServerResponse) {
  const { host: _host, connection: _connection, 'content-length': _length, ...headers } = request.headers;
  const method = request.method ?? 'GET';
  try {
    const answer = await fetch(`${upstream}${request.url}`, {
      method,
      headers: headers as Record<string, string>,
      ...(method === 'GET' ? {} : { body }),
    });
    response
      .writeHead(answer.status, { 'content-type': answer.headers.get('content-type') ?? 'text/plain' })
      .end(await answer.text());
  } catch {
    response.destroy();
  }
}
