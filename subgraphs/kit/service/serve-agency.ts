import { readIssuersFile } from '../access/issuers.ts';
import { callerVerifier } from '../access/signed-in.ts';
import { openAccessLog } from '../access-log/access-log.ts';
import { keepExchanging } from '../access-log/exchange.ts';
import { accessLogMigrations } from '../access-log/migrations.ts';
import type { Agency } from '../agency/define-agency.ts';
import { entryLoaders } from '../entries/entry-loader.ts';
import { entryReader } from '../entries/read-entry.ts';
import type { AgencyContext } from '../graph/agency-context.ts';
import { agencySchema } from '../graph/agency-schema.ts';
import { Imports1764300000000 } from '../import/imports.migration.ts';
import type { AgencyService } from '../publishing/agency-service.ts';
import { startComparer } from '../publishing/comparer.ts';
import { appendOnly, Contributions1764000000000 } from '../publishing/contributions.migration.ts';
import { startDeliverer } from '../publishing/deliver.ts';
import { DraftStates1764600000000 } from '../publishing/draft-states.migration.ts';
import { ErasedEntries1764700000000 } from '../publishing/erased-entries.migration.ts';
import { hubAt } from '../publishing/hub.ts';
import { Redelivery1764400000001 } from '../publishing/redelivery.migration.ts';
import { Retention1764500000000 } from '../publishing/retention.migration.ts';
import { SecondWall1764100000000 } from '../publishing/second-wall.migration.ts';
import { SignOff1764300000000 } from '../publishing/sign-off.migration.ts';
import { Contribution, Delivery, Entry, Publication, Revision } from '../publishing/tables.ts';
import type { ServiceConfig } from './config.ts';
import { migrate, openDatabase, type Tables } from './database.ts';
import { type RunningServer, startGraphServer } from './graph-server.ts';
import { readServiceKeys } from './keys.ts';
import { readPublicKeys } from './public-keys.ts';
import { Resync1764400000000 } from './resync.migration.ts';
import { readTls } from './tls.ts';

/** The tables that every agency has, in the order in which they came about. */
export const kitMigrations = [
  Contributions1764000000000,
  SecondWall1764100000000,
  ...accessLogMigrations,
  Imports1764300000000,
  SignOff1764300000000,
  Resync1764400000000,
  Redelivery1764400000001,
  Retention1764500000000,
  DraftStates1764600000000,
  ErasedEntries1764700000000,
];

/** The tables of an agency: those that every agency has, and its own. */
export const agencyTables = ({ migrations }: Agency): Tables => ({
  migrations: [...kitMigrations, ...migrations],
  appendOnly,
});

/** Serves one agency: migrates its database, answers its part of the graph, and delivers what it publishes. */
export async function serveAgency(
  agency: Agency,
  config: ServiceConfig,
  openLog = openAccessLog,
): Promise<RunningServer> {
  const { databaseUrl: appUrl, ownerDatabaseUrl: ownerUrl } = config;
  const tls = readTls(config.tls, agency.name);
  await migrate({ ownerUrl, appUrl, ...agencyTables(agency) });
  const database = await openDatabase(appUrl, [Contribution, Entry, Revision, Publication, Delivery]);
  const accessLog = await openLog(appUrl);
  const keys = await readServiceKeys(config.keysPath);
  const publicKeys = readPublicKeys(config.publicKeysPath);
  let wakeDeliverer = () => {};
  let stateHeads = () => {};
  const service: AgencyService = {
    agency,
    database,
    keys,
    hub: hubAt(config.reviewsUrl, agency.name, keys, tls),
    readEntry: entryReader(agency),
    now: () => new Date(),
    wakeDeliverer: () => wakeDeliverer(),
    stateHeads: () => stateHeads(),
  };
  const entriesFor = entryLoaders(agency, database);
  const server = await startGraphServer<AgencyContext>(
    {
      name: agency.name,
      schema: agencySchema(agency).schema,
      gatewayKey: publicKeys.current('gateway'),
      verifyCaller: callerVerifier(readIssuersFile(config.issuersPath, config)),
      accessLog,
      contextFor: (viewer, trail) => ({
        viewer,
        trail,
        service,
        entries: entriesFor(viewer, trail),
      }),
      healthy: async () => (await database.query('SELECT 1')).length === 1,
    },
    config,
    tls,
  );
  const hubKey = publicKeys.everUsed('reviews');
  const comparer = startComparer(service, hubKey, () => deliverer.stateHeads());
  const deliverer = startDeliverer(service, hubKey, comparer);
  wakeDeliverer = deliverer.wake;
  stateHeads = deliverer.stateHeads;
  const stopExchanging = keepExchanging({
    accessLog,
    sealerKey: publicKeys.current('sealer'),
    exchange: service.hub.exchangeSeals,
  });
  return {
    url: server.url,
    close: async () => {
      await server.close();
      stopExchanging();
      await deliverer.stop();
      await comparer.stop();
      await accessLog.close();
      await database.destroy();
    },
  };
}
