import { join } from 'node:path';
import type { JWK } from 'jose';
import pg from 'pg';
import { SealingRefused, takeSealing } from '../../subgraphs/kit/access-log/sole-sealer.ts';
import { keySetOf, type PublicKeyFile } from '../../subgraphs/kit/service/public-keys.ts';
import type { ServiceDatabase } from './configuration.ts';
import { readJson } from './json-keys.ts';
import { SEALER } from './keys.ts';
import { StartError } from './start-error.ts';

/** How long the sealer of a hub that has just ended may take to go, in milliseconds. */
const LEAVING_MS = 5_000;

/**
 * Looks whether the access logs are those of the hub whose keys are in this folder, before any key is made or anything is
 * answered. Throws StartError where another hub is sealing them, or where they were sealed with a key that is not here.
 */
export async function refuseForeignLogs(
  databases: Readonly<Record<string, ServiceDatabase>>,
  keysFolder: string,
): Promise<void> {
  const own = readJson<{ readonly service?: JWK }>(join(keysFolder, 'private', `${SEALER}.json`))?.service?.kid ?? null;
  const { keys, earlier = [] } = keySetOf(readJson<PublicKeyFile>(join(keysFolder, 'public.json'))?.[SEALER]);
  const kids = { own, known: [...earlier, ...keys].map(({ kid = '' }) => kid) };
  await Promise.all(
    Object.entries(databases).map(async ([name, { sealer }]) => {
      const client = new pg.Client({ connectionString: sealer });
      client.on('error', () => undefined);
      try {
        await client.connect();
        await takeSealing(client, name, kids, LEAVING_MS);
      } catch (error) {
        if (error instanceof SealingRefused) {
          throw new StartError(error.message);
        }
        // A database that cannot be asked is named by the service that needs it.
      } finally {
        await client.end().catch(() => undefined);
      }
    }),
  );
}
