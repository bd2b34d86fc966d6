import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { anEntry, chronology, send } from '../support/contribution.ts';
import { startTestHub, type TestHub } from '../support/hub.ts';
import { openReview } from '../support/review.ts';

/** An address that somebody else has written down, or answers with. */
describe('an address', () => {
  let hub: TestHub;
  let listener: Server;
  let address: string;
  let calls = 0;
  let isRedirecting = false;

  beforeAll(async () => {
    listener = createServer((_request, response) => {
      calls += 1;
      response.end();
    });
    listener.on('connection', () => {
      calls += 1;
    });
    address = await listeningAt(listener);
    hub = await startTestHub({ between: (service, url) => redirecting(service, url) });
  });
  afterAll(async () => {
    await hub.close();
    listener.close();
    for (const server of between) {
      server.closeAllConnections();
      server.close();
    }
  });

  const between: Server[] = [];
  /** Stands before each service and, when told to, answers for it that it is elsewhere. */
  async function redirecting(_service: string, url: string): Promise<string> {
    const server = createServer(async (request, response) => {
      if (isRedirecting) {
        response.writeHead(307, { location: `${address}/graphql` }).end();
        return;
      }
      const {
        host: _host,
        connection: _connection,
        'transfer-encoding': _coding,
        'content-length': _length,
        ...headers
      } = request.headers;
      const body = request.method === 'POST' ? Buffer.concat(await request.toArray()) : null;
      const answer = await fetch(`${url}${request.url}`, {
        method: request.method ?? 'GET',
        headers: headers as Record<string, string>,
        body,
      });
      response.writeHead(answer.status, { 'content-type': answer.headers.get('content-type') ?? '' });
      response.end(await answer.text());
    });
    between.push(server);
    return listeningAt(server);
  }

  it('is written, published and read without anybody calling at it', async () => {
    const review = await openReview(hub, [{ service: 'health', code: 'HOS' }]);
    const words = `${address}/a file://${address.slice(5)}/b gopher:${address.slice(5)}/c <img src="${address}/d">`;
    await send({ hub, review, code: 'HOS', prefix: 'Health' }, [
      anEntry(review, { sourceOfInformation: words, whatHappened: words, ownWords: words }),
    ]);
    const { edges } = await chronology(hub, review.person('chair'), review);
    expect(JSON.stringify(edges)).toContain(`${address}/a`);
    expect(calls).toBe(0);
  });

  it('is not called at when an agency answers with it as the place to go', async () => {
    isRedirecting = true;
    const { errors } = await hub.ask('anybody', '{ reviews { id } }');
    expect(errors).toHaveLength(1);
    expect(calls).toBe(0);
  });
});

async function listeningAt(server: Server): Promise<string> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}
