import { NUMBER } from '../measure/load.ts';
import { memoryOf } from '../measure/process-figures.ts';
import { PAGE_QUERY } from '../page-query.ts';
import { type Bench, withSubgraphs } from './engine-part.ts';
import { REVIEW } from './entries.ts';
import { startHubGateway } from './hub-gateway.ts';

/** Usual texts of queries; every request but each 25th has one of them, that one has a text like none before. */
const USUAL_TEXTS = 24;
const LONGEST_PAGE = 100;
const CONNECTIONS = 16;

/** Resident memory of a gateway after many requests that differ in text, variables and size, in megabytes. */
export type Memory = {
  readonly requests: number;
  /** Before the first of them. */
  readonly beforeMb: number;
  readonly nowMb: number;
  readonly mostMb: number;
};

/** Measures the memory of a gateway of its own over in-memory subgraphs. */
export function gatewayMemory({ settings, loadMaker, say }: Bench): Promise<Memory> {
  return withSubgraphs(async (subgraphs) => {
    const hub = await startHubGateway(subgraphs);
    try {
      const beforeMb = memoryOf(hub.pid).nowMb;
      const { failures } = await loadMaker.make({
        url: hub.url,
        headers: hub.headers,
        bodies: variedBodies(),
        connections: CONNECTIONS,
        amount: settings.memoryRequests,
      });
      if (failures > 0) {
        throw new Error(`The gateway failed ${failures} of ${settings.memoryRequests} varied requests.`);
      }
      const memory = { requests: settings.memoryRequests, beforeMb, ...memoryOf(hub.pid) };
      say(
        `memory of the gateway: ${beforeMb} MB, after ${memory.requests} varied requests ${memory.nowMb} MB, at most ${memory.mostMb} MB`,
      );
      return memory;
    } finally {
      await hub.stop();
    }
  });
}

/** Every request has other variables, and a page of another size. */
function variedBodies(): readonly string[] {
  const bodyWith = (alias: string, first: number) =>
    JSON.stringify({
      query: PAGE_QUERY.replace('version newerAvailable', `${alias}: version newerAvailable`),
      variables: { review: REVIEW, first, after: `c${NUMBER}` },
    });
  const usual = Array.from({ length: USUAL_TEXTS }, (_, index) =>
    bodyWith(`usual${index}`, 1 + ((index * 37) % LONGEST_PAGE)),
  );
  return [...usual, bodyWith(`new${NUMBER}`, LONGEST_PAGE)];
}
