import { type Bench, pageBodies, withSubgraphs } from '../engine/engine-part.ts';
import { startHubGateway } from '../engine/hub-gateway.ts';
import type { DatabaseSet } from '../product/database-set.ts';
import { startHub } from '../product/hub.ts';
import { kindsOfPage } from '../product/page-bodies.ts';
import { type Profiles, profilesOf } from './profiling.ts';
import type { Costs } from './top-functions.ts';

const ENGINE_PAGE = 50;

/** Looks into the gateway over in-memory subgraphs: what the engine itself costs. */
export async function engineProfile(bench: Bench): Promise<Profiles> {
  const { gateway } = await withSubgraphs((subgraphs) =>
    profilesOf(bench, ['gateway'], async ({ environmentOf }) => ({
      contender: await startHubGateway(subgraphs, environmentOf('gateway')),
      bodies: pageBodies(ENGINE_PAGE),
    })),
  );
  return told(bench, { 'engine: gateway': gateway! });
}

/** Looks into the hub's door, its index, and the agency with the most entries while they answer first pages. */
export async function productProfiles(bench: Bench, set: DatabaseSet): Promise<Profiles> {
  const profiles = await profilesOf(bench, ['gateway', 'reviews', 'health'], async ({ environmentOf }) => {
    const contender = await startHub(set.house, 'hub', (command) => ({
      ...command,
      environment: { ...command.environment, ...environmentOf(command.name) },
    }));
    const [firstPage] = await kindsOfPage(set, contender);
    return { contender, bodies: firstPage!.forHub };
  });
  return told(bench, Object.fromEntries(Object.entries(profiles).map(([name, costs]) => [`product: ${name}`, costs])));
}

function told({ say }: Bench, profiles: Profiles): Profiles {
  say(Object.entries(profiles).map(sentenceFor).join('\n'));
  return profiles;
}

const percent = (share: number) => `${(share * 100).toFixed(1).padStart(5)} %`;

function sentenceFor([name, { busy, functions, packages }]: readonly [string, Costs]): string {
  return [
    `${name}: busy ${percent(busy)}; of that`,
    ...packages.slice(0, 12).map((cost) => `  ${percent(cost.share)}  ${cost.name}`),
    ...functions.map((cost) => `  ${percent(cost.share)}  ${cost.name}  ${cost.at}`),
  ].join('\n');
}
