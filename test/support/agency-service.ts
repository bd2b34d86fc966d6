import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { prepareKeys } from '../../gateway/hub/keys.ts';
import { agencies } from '../../subgraphs/index.ts';
import { entryReader } from '../../subgraphs/kit/entries/read-entry.ts';
import type { AgencyService } from '../../subgraphs/kit/publishing/agency-service.ts';
import { hubAt } from '../../subgraphs/kit/publishing/hub.ts';
import { Contribution, Delivery, Entry, Publication, Revision } from '../../subgraphs/kit/publishing/tables.ts';
import { openDatabase } from '../../subgraphs/kit/service/database.ts';
import { readServiceKeys } from '../../subgraphs/kit/service/keys.ts';
import { agencyTables } from '../../subgraphs/kit/service/serve-agency.ts';
import { databaseWith } from './database-with.ts';

/** What the acts of one agency need, on a database of the test's own and without a server, with a clock that the test sets. */
export async function openAgencyService(now: () => Date = () => new Date()) {
  const folder = mkdtempSync(join(tmpdir(), 'agency-test-'));
  const made = await prepareKeys(folder, ['police'], {});
  const keys = await readServiceKeys(made.privateFile('police'));
  const { agency } = await agencies.find(({ name }) => name === 'police')!.load();
  const fresh = await databaseWith(agencyTables(agency));
  const database = await openDatabase(fresh.appUrl, [Contribution, Entry, Revision, Publication, Delivery]);
  const service: AgencyService = {
    agency,
    database,
    keys,
    hub: hubAt('http://127.0.0.1:1', agency.name, keys, null),
    readEntry: entryReader(agency),
    now,
    wakeDeliverer: () => {},
    stateHeads: () => {},
  };
  return {
    service,
    close: async () => {
      await database.destroy();
      await fresh.drop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
