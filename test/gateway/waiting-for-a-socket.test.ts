import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, it } from 'vitest';
import { subgraphClient } from '../../gateway/federation/subgraph-client.ts';

const SOCKETS = 64;
const errand = { kind: 'query', person: 'p', presence: null, read: () => null } as const;

it('waits for a socket no longer than a request may take, while all others are held', async () => {
  const server = createServer(() => {});
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const client = subgraphClient(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  const held = Array.from({ length: SOCKETS }, () => client.ask('{}', {}, 20_000, errand));

  const first = await Promise.race([client.ask('{}', {}, 100, errand), ...held]);

  expect(first).toEqual({ status: 'failed', failure: 'TIMEOUT', neverSent: false });
  await client.close();
  const others = await Promise.all(held);
  expect(new Set(others.map((reply) => reply.status === 'failed' && reply.failure))).toEqual(new Set(['REFUSED']));
  server.closeAllConnections();
  await new Promise((closed) => server.close(closed));
});
