import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { startChild } from '../../gateway/hub/children.ts';
import { type BuiltCheckout, builtCheckout } from './built-checkout.ts';

let checkout: BuiltCheckout;
let folder: string;
let stranger: Server;

beforeEach(async () => {
  checkout = builtCheckout();
  folder = mkdtempSync(join(tmpdir(), 'hub-children-'));
  stranger = createServer((_request, response) => response.end('well')).listen(0, '127.0.0.1');
  await once(stranger, 'listening');
});
afterEach(() => {
  stranger.close();
  checkout.remove();
  rmSync(folder, { recursive: true, force: true });
});

it('does not take the answer of another program on its port for a child’s', async () => {
  const { port } = stranger.address() as { readonly port: number };
  const logFile = join(folder, 'police.log');
  const child = startChild(
    {
      name: 'police',
      script: join(checkout.folder, 'dist/subgraphs/serve.js'),
      arguments: ['police'],
      environment: { PORT: `${port}`, HOST: '127.0.0.1' },
      healthUrl: `http://127.0.0.1:${port}/health`,
      logFile,
    },
    AbortSignal.timeout(60_000),
    { shortestMs: 1, longestMs: 1, settledMs: 60_000, firstHealthMs: 60_000 },
  );
  await expect(child).rejects.toThrow('The service "police" does not start: ');
  expect(readFileSync(logFile, 'utf8')).toContain(`EADDRINUSE: address already in use 127.0.0.1:${port}`);
});
