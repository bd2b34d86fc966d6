import { join } from 'node:path';
import { checkout } from '../../../gateway/hub/checkout.ts';
import type { House } from '../../../gateway/hub/child-commands.ts';
import type { ChildCommand } from '../../../gateway/hub/child-process.ts';
import { SEALER } from '../../../gateway/hub/keys.ts';
import { freePorts } from '../../../gateway/hub/ports.ts';
import { services } from '../../../gateway/hub/services.ts';
import type { Bench } from '../engine/engine-part.ts';
import { checkAlike } from '../measure/alike.ts';
import { diskSyncMs } from '../measure/disk-sync.ts';
import { measureScene, type Scene, warmUp } from '../measure/rounds.ts';
import type { DatabaseSet } from './database-set.ts';
import { startHub } from './hub.ts';
import { kindsOfPage, withoutCursors } from './page-bodies.ts';

/** A page with the access log and without it, and what the disk takes to make a row last. */
export type LogCost = { readonly scenes: readonly Scene[]; readonly syncMs: number };

/** The name of the scene, and of the two in it. */
export const LOG_SCENE = 'first page of 100, what the log costs';
export const [LOGGED, UNLOGGED] = ['with the log', 'without it'] as const;

/** The same pages over the same databases: by the hub, and by one that differs in nothing but keeping no access log. */
export async function logCost(bench: Bench, set: DatabaseSet): Promise<LogCost> {
  const syncMs = diskSyncMs(set.house.dataFolder);
  bench.say(`the disk makes 8 kB last in ${syncMs.toFixed(3)} ms (fdatasync, the median)`);
  const logged = await startHub(set.house, LOGGED);
  const unlogged = await startHub(await elsewhere(set.house), UNLOGGED, withoutLog);
  try {
    const [{ forHub: bodies } = { forHub: [] }] = await kindsOfPage(set, logged);
    const asked = [logged, unlogged].map((contender) => ({ contender, bodies }));
    await checkAlike(asked, withoutCursors);
    await warmUp(bench, asked);
    const scenes: Scene[] = [];
    for (const connections of bench.settings.connections) {
      scenes.push(await measureScene(bench, LOG_SCENE, connections, asked));
    }
    return { scenes, syncMs };
  } finally {
    await Promise.all([logged, unlogged].map(({ stop }) => stop()));
  }
}

/** The same house at other ports. */
async function elsewhere(house: House): Promise<House> {
  const names = [...services, 'gateway'];
  const free = await freePorts(names.length);
  return { ...house, ports: Object.fromEntries(names.map((name, index) => [name, free[index]!])) };
}

/** The composition roots of the benchmark, which give no log; there is nothing for a sealer to do. */
function withoutLog(command: ChildCommand): ChildCommand | null {
  if (command.name === SEALER) {
    return null;
  }
  const root = command.name === 'gateway' ? 'engine/serve-gateway.js' : 'product/serve-service.js';
  return { ...command, script: join(checkout, 'dist/test/bench', root) };
}
