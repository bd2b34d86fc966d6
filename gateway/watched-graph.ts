import type { Logger } from 'pino';
import type { GraphSource } from './served-graph.ts';
import { type WatchTimes, watchFileFor } from './watch-file.ts';

/** A file with a supergraph, and how it is read. */
export type WatchedGraph = { readonly file: string; readonly read: () => GraphSource; readonly times?: WatchTimes };

/** Serves each new graph that can be served. Of one that cannot, the log says why, and the last good one stays. Gives what ends it. */
export function watchGraph(
  watched: WatchedGraph | undefined,
  logger: Logger,
  serve: (source: GraphSource) => Promise<void>,
) {
  if (watched === undefined) {
    return () => {};
  }
  const { file, read, times } = watched;
  const serveNew = async () => {
    try {
      await serve(read());
      logger.info({ file }, 'a new supergraph is served');
    } catch (error) {
      const reason = error instanceof Error ? error.message : 'unknown';
      logger.error({ file, reason }, 'the new supergraph is refused, the last good one stays');
    }
  };
  let turn = Promise.resolve();
  const changed = () => {
    turn = turn.then(serveNew);
  };
  return watchFileFor(file, changed, times);
}
