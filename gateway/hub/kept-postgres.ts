import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { untilAborted } from './children.ts';
import { growingPauses } from './pauses.ts';
import { type PostgresOptions, startPostgres } from './postgres.ts';
import { tellRestart } from './tell-restart.ts';

/** A PostgreSQL that is started again, on the same port, when something else than its stop ends it. */
export type KeptPostgres = { readonly adminUrl: string; stop(): Promise<void> };

/** Starts PostgreSQL and keeps it running. Throws StartError when the first start fails. */
export async function keepPostgres(options: PostgresOptions): Promise<KeptPostgres> {
  let server = await startPostgres(options);
  const { port, adminUrl } = server;
  const ending = new AbortController();
  const pauses = growingPauses({ shortestMs: 500, longestMs: 30_000 });
  const revived = untilAborted(async () => {
    const why = await server.exited;
    if (ending.signal.aborted) {
      return;
    }
    tellRestart('PostgreSQL', why, join(options.dataFolder, 'logs/postgres.log'));
    await pause(pauses.next(), undefined, { signal: ending.signal });
    server = await startPostgres({ ...options, port, signal: ending.signal });
    pauses.reset();
  }, ending.signal);
  return {
    adminUrl,
    stop: async () => {
      ending.abort();
      await server.stop();
      await revived;
    },
  };
}
