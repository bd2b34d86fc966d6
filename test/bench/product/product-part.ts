import { join } from 'node:path';
import { checkout } from '../../../gateway/hub/checkout.ts';
import { services } from '../../../gateway/hub/services.ts';
import type { Bench } from '../engine/engine-part.ts';
import { checkAlike } from '../measure/alike.ts';
import { type Contender, startOwn } from '../measure/contender.ts';
import { measureScene, type Scene, warmUp } from '../measure/rounds.ts';
import { MONOLITH } from './copy-rows.ts';
import type { DatabaseSet } from './database-set.ts';
import { startHub } from './hub.ts';
import { kindsOfPage, withoutCursors } from './page-bodies.ts';

/** The whole product over PostgreSQL, beside the limit over the same databases and a monolith over one table. */
export async function productScenes(bench: Bench, set: DatabaseSet): Promise<readonly Scene[]> {
  const hub = await startHub(set.house);
  const others = await startOthers(set);
  try {
    const scenes: Scene[] = [];
    for (const { name, forHub, forOthers } of await kindsOfPage(set, hub)) {
      const asked = [
        { contender: hub, bodies: forHub },
        ...others.map((contender) => ({ contender, bodies: forOthers })),
      ];
      await checkAlike(asked, withoutCursors);
      await warmUp(bench, asked);
      for (const connections of bench.settings.connections) {
        scenes.push(await measureScene(bench, name, connections, asked));
      }
    }
    return scenes;
  } finally {
    await Promise.all([hub, ...others].map(({ stop }) => stop()));
  }
}

async function startOthers({ house }: DatabaseSet): Promise<readonly Contender[]> {
  const databases = Object.fromEntries(services.map((name) => [name, house.databases[name]!.app]));
  const supergraph = join(checkout, 'schema/supergraph.graphql');
  return [
    await startOwn('limit', 'product/limit.ts', { databases }),
    await startOwn('monolith', 'product/monolith.ts', { supergraph, database: house.databases[MONOLITH]!.owner }),
  ];
}

/** The same pages of the same review in sets of different sizes, by hubs that run at the same time. */
export async function growthScenes(bench: Bench, sets: readonly DatabaseSet[]): Promise<readonly Scene[]> {
  const hubs: Contender[] = [];
  try {
    for (const { house, size } of sets) {
      hubs.push(await startHub(house, `${size.entries} entries`));
    }
    const pages = await Promise.all(sets.map((set, index) => kindsOfPage(set, hubs[index]!)));
    const scenes: Scene[] = [];
    for (const at of [1, 2]) {
      const asked = hubs.map((contender, index) => ({ contender, bodies: pages[index]![at]!.forHub }));
      await checkAlike(asked, withoutCursors);
      await warmUp(bench, asked);
      scenes.push(await measureScene(bench, `growth, ${pages[0]![at]!.name}`, 1, asked));
    }
    return scenes;
  } finally {
    await Promise.all(hubs.map(({ stop }) => stop()));
  }
}
