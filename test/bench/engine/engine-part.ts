import { join } from 'node:path';
import { checkout } from '../../../gateway/hub/checkout.ts';
import { services } from '../../../gateway/hub/services.ts';
import { checkAlike } from '../measure/alike.ts';
import { type Contender, startOwn } from '../measure/contender.ts';
import { type LoadMaker, NUMBER } from '../measure/load.ts';
import { measureScene, type Scene, warmUp } from '../measure/rounds.ts';
import { PAGE_QUERY } from '../page-query.ts';
import type { Settings } from '../settings.ts';
import { REVIEW } from './entries.ts';
import { startHubGateway } from './hub-gateway.ts';
import type { Subgraphs } from './supergraph-at.ts';

/** In ten requests, one is the same for all; every other is like none before. */
const VARIED = 9;

export type Bench = {
  readonly settings: Settings;
  readonly loadMaker: LoadMaker;
  readonly say: (line: string) => void;
};

/** Bodies of requests for a page of so many entries. */
export function pageBodies(first: number): readonly string[] {
  const body = (after: string) => JSON.stringify({ query: PAGE_QUERY, variables: { review: REVIEW, first, after } });
  return [...Array.from({ length: VARIED }, () => body(`c${NUMBER}`)), body('c7')];
}

/** Runs something over the five in-memory subgraphs, each a process of its own. */
export async function withSubgraphs<Result>(use: (subgraphs: Subgraphs) => Promise<Result>): Promise<Result> {
  const supergraph = join(checkout, 'schema/supergraph.graphql');
  const started = await Promise.all(
    services.map((name) => startOwn(name, 'engine/in-memory-subgraph.ts', { supergraph })),
  );
  try {
    return await use({ supergraph, services: Object.fromEntries(started.map(({ name, url }) => [name, url])) });
  } finally {
    await Promise.all(started.map(({ stop }) => stop()));
  }
}

/** The engine alone: the same page over the same subgraphs, by every gateway, the limit and a monolith. */
export function engineScenes(bench: Bench): Promise<readonly Scene[]> {
  return withSubgraphs(async (subgraphs) => {
    const contenders = await startContenders(subgraphs);
    try {
      const scenes: Scene[] = [];
      for (const first of bench.settings.enginePages) {
        const asked = contenders.map((contender) => ({ contender, bodies: pageBodies(first) }));
        await checkAlike(asked);
        await warmUp(bench, asked);
        for (const connections of bench.settings.connections) {
          scenes.push(await measureScene(bench, `engine, ${first} entries`, connections, asked));
        }
      }
      return scenes;
    } finally {
      await Promise.all(contenders.map(({ stop }) => stop()));
    }
  });
}

async function startContenders(subgraphs: Subgraphs): Promise<readonly Contender[]> {
  return [
    await startOwn('limit', 'engine/limit.ts', subgraphs),
    await startHubGateway(subgraphs),
    await startOwn('apollo gateway', 'engine/apollo-gateway.ts', subgraphs),
    await startOwn('hive gateway', 'engine/hive-gateway.ts', { ...subgraphs, planner: 'default' }),
    await startOwn('hive gateway, rust', 'engine/hive-gateway.ts', { ...subgraphs, planner: 'rust' }),
    await startOwn('monolith', 'engine/monolith.ts', subgraphs),
  ];
}
