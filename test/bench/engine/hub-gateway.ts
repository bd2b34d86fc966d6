import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { checkout } from '../../../gateway/hub/checkout.ts';
import { embeddedManners, gatewayHeap } from '../../../gateway/hub/child-commands.ts';
import { becameHealthy, type ChildCommand, startLife } from '../../../gateway/hub/child-process.ts';
import { embeddedToken, prepareEmbeddedIssuer } from '../../../gateway/hub/embedded-issuer.ts';
import { prepareKeys } from '../../../gateway/hub/keys.ts';
import { freePorts } from '../../../gateway/hub/ports.ts';
import { prefixOf, services } from '../../../gateway/hub/services.ts';
import type { Contender } from '../measure/contender.ts';
import type { Subgraphs } from './supergraph-at.ts';

const TOKEN_HOURS = 12;

/** One person asks for everything here, as fast as answers come. */
export const unlimited = { ROWS_PER_HOUR: '1000000000000', REQUESTS_PER_SECOND: '1000000000' };

/** Starts a child of the hub as `npm start` does. Throws when it does not become well. */
export async function startChildOfHub(command: ChildCommand): Promise<{ readonly pid: number; stop(): Promise<void> }> {
  const life = startLife(command);
  const isWell = await becameHealthy(life, command.healthUrl, AbortSignal.timeout(60_000));
  if (!isWell || life.pid === null) {
    throw new Error(`"${command.name}" does not start; its log is "${command.logFile}".`);
  }
  return { pid: life.pid, stop: life.stop };
}

/** Starts the hub's gateway over in-memory subgraphs: as in `npm start`, with a caller who signs in and all its checks on. */
export async function startHubGateway(
  { supergraph, services: addresses }: Subgraphs,
  environment: Readonly<Record<string, string>> = {},
): Promise<Contender> {
  const folder = mkdtempSync(join(tmpdir(), 'hub-bench-'));
  const keys = await prepareKeys(join(folder, 'keys'), services, {});
  const [port] = await freePorts(1);
  const base = `http://127.0.0.1:${port}`;
  const { pid, stop } = await startChildOfHub({
    name: 'gateway',
    script: join(checkout, 'dist/test/bench/engine/serve-gateway.js'),
    arguments: [],
    environment: {
      ...embeddedManners(await prepareEmbeddedIssuer(keys.folder)),
      ...unlimited,
      NODE_ENV: 'production',
      ...environment,
      HOST: '127.0.0.1',
      PORT: String(port),
      SUPERGRAPH: supergraph,
      GATEWAY_DATABASE_URL: 'postgres://none.invalid/none',
      GATEWAY_OWNER_DATABASE_URL: 'postgres://none.invalid/none',
      GATEWAY_KEYS: keys.privateFile('gateway'),
      HUB_PUBLIC_KEYS: keys.publicFile,
      ...Object.fromEntries(services.map((name) => [`${prefixOf(name)}_URL`, new URL(addresses[name]!).origin])),
    },
    healthUrl: `${base}/health/ready`,
    logFile: join(folder, 'gateway.log'),
    heap: gatewayHeap,
  });
  const authorization = `Bearer ${await embeddedToken(keys.folder, { id: 'bench-chair' }, TOKEN_HOURS)}`;
  const stopAndForget = async () => {
    await stop();
    rmSync(folder, { recursive: true, force: true });
  };
  return { name: 'hub', url: `${base}/graphql`, headers: { authorization }, pid, stop: stopAndForget };
}
