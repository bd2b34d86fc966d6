import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { collectDefaultMetrics, Registry } from 'prom-client';
import { type EngineMetrics, engineMetrics } from './engine-metrics.ts';

/** Metrics that can be read, on a port that nobody outside this machine reaches. */
export type RunningMetrics = {
  readonly url: string;
  readonly engine: EngineMetrics;
  readonly close: () => Promise<void>;
};

/** Serves `/metrics` on 127.0.0.1: of the engine, of this process and of how long its event loop is held up. 0 takes any free port. */
export async function startMetrics(port: number): Promise<RunningMetrics> {
  const register = new Registry();
  collectDefaultMetrics({ register });
  const server = createServer(async (request, response) => {
    if (request.method !== 'GET' || request.url !== '/metrics') {
      response.writeHead(404).end();
      return;
    }
    response.writeHead(200, { 'content-type': register.contentType }).end(await register.metrics());
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(port, '127.0.0.1', resolve);
  });
  // A gateway that could not start ends, though its metrics can be read.
  server.unref();
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    engine: engineMetrics(register),
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
