import type { DataSource } from 'typeorm';
import type { RegisteredAgency } from '../index.ts';
import { readIssuersFile } from '../kit/access/issuers.ts';
import { callerVerifier } from '../kit/access/signed-in.ts';
import type { Viewer } from '../kit/access/viewer.ts';
import { openAccessLog } from '../kit/access-log/access-log.ts';
import { askerOf } from '../kit/access-log/asker.ts';
import { accessLogMigrations } from '../kit/access-log/migrations.ts';
import type { ServiceConfig } from '../kit/service/config.ts';
import { migrate, openDatabase, type Tables } from '../kit/service/database.ts';
import { type RunningServer, startGraphServer } from '../kit/service/graph-server.ts';
import { readServiceKeys } from '../kit/service/keys.ts';
import { readPublicKeys } from '../kit/service/public-keys.ts';
import { Resync1764400000000 } from '../kit/service/resync.migration.ts';
import { readTls } from '../kit/service/tls.ts';
import { membershipsOf } from './access/memberships.ts';
import { Administrators1764700000003 } from './administration/administrators.migration.ts';
import { EndedAppointments1764700000002 } from './administration/ended-appointments.migration.ts';
import { Oversight1764600000002 } from './administration/oversight.migration.ts';
import { putPartnerships } from './administration/partnerships.ts';
import { RequestChanges1764600000003 } from './administration/request-changes.migration.ts';
import { type ReviewsContext, reviewsLoaders } from './graph/reviews-context.ts';
import { reviewsSchema } from './graph/reviews-schema.ts';
import { refuseForeignSheets } from './identity/own-sheets.ts';
import { InvitedAndOffices1764250000000 } from './invited-and-offices.migration.ts';
import { OnwardUse1764100000000 } from './onward-use.migration.ts';
import { QuietDeliveries1764300000000 } from './quiet-deliveries.migration.ts';
import { KnownErasures1764700000001 } from './receiving/erased-entries.migration.ts';
import { LostWords1764400000002 } from './receiving/lost-words.migration.ts';
import { StatedDrafts1764600000001 } from './receiving/stated-drafts.migration.ts';
import { mailerOf } from './reminders/mailer.ts';
import { startReminders } from './reminders/reminder-clock.ts';
import { Requests1764500000002 } from './requests.migration.ts';
import { ReviewRetention1764500000001 } from './retention.migration.ts';
import { Returns1764300000000 } from './returns.migration.ts';
import type { ReviewsService } from './reviews-service.ts';
import { addServiceRoutes, callersOfServiceRoutes } from './service-routes.ts';
import { appendOnly, Reviews1764000000000 } from './tables.migration.ts';
import { OrganisationRow, ReviewRow, SubjectRow } from './tables.ts';

/** The tables of the reviews. */
export const reviewsTables: Tables = {
  migrations: [
    Reviews1764000000000,
    OnwardUse1764100000000,
    ...accessLogMigrations,
    InvitedAndOffices1764250000000,
    QuietDeliveries1764300000000,
    Resync1764400000000,
    LostWords1764400000002,
    Returns1764300000000,
    ReviewRetention1764500000001,
    Requests1764500000002,
    StatedDrafts1764600000001,
    Oversight1764600000002,
    RequestChanges1764600000003,
    KnownErasures1764700000001,
    EndedAppointments1764700000002,
    Administrators1764700000003,
  ],
  appendOnly,
};

/** Serves the partnership's own part: reviews, who is asked, and the index of what agencies published. */
export async function serveReviews(
  agencies: readonly RegisteredAgency[],
  config: ServiceConfig,
  openLog = openAccessLog,
): Promise<RunningServer> {
  const { databaseUrl: appUrl, ownerDatabaseUrl: ownerUrl } = config;
  const tls = readTls(config.tls, 'reviews');
  await migrate({ ownerUrl, appUrl, ...reviewsTables });
  const database = await openDatabase(appUrl, [ReviewRow, OrganisationRow, SubjectRow]);
  const keys = await readServiceKeys(config.keysPath);
  await refuseForeignSheets(database, keys.secret('identityKey'));
  const pages = await openDatabase(appUrl, [], { poolSize: 5, byIndex: true });
  await putPartnerships(database, config.partnershipsPath);
  const issuers = readIssuersFile(config.issuersPath, config);
  const entryTypes = new Map(agencies.map(({ name, entryType }) => [name, entryType]));
  const service: ReviewsService = {
    database,
    pages,
    keys,
    publicKeys: readPublicKeys(config.publicKeysPath),
    entryTypeOf: (name) => entryTypes.get(name) ?? '',
    agencies,
    accessLog: await openLog(appUrl),
    issuers,
    now: () => new Date(),
  };
  const server = await startGraphServer<ReviewsContext>(
    {
      name: 'reviews',
      schema: reviewsSchema(agencies).schema,
      gatewayKey: service.publicKeys.current('gateway'),
      verifyCaller: callerVerifier(issuers),
      accessLog: service.accessLog,
      contextFor: async (passed, trail) => {
        const viewer = await inFull(database, passed);
        trail.by(askerOf(viewer));
        return { viewer, trail, service, ...reviewsLoaders(database) };
      },
      healthy: async () => (await database.query('SELECT 1')).length === 1,
      addRoutes: (routes) => addServiceRoutes(routes, service),
      expected: callersOfServiceRoutes(agencies.map(({ name }) => name)),
    },
    config,
    tls,
  );
  const reminders =
    config.mail === null
      ? null
      : startReminders({ database, now: service.now, mailer: mailerOf(config.mail), link: config.mail.link });
  return {
    url: server.url,
    close: () =>
      server
        .close()
        .then(() => reminders?.close())
        .then(service.accessLog.close)
        .then(() => Promise.all([pages.destroy(), database.destroy()]))
        .then(() => undefined),
  };
}

/** Memberships are ours: whoever has more of them than a pass names is looked up here. */
async function inFull(database: DataSource, viewer: Viewer): Promise<Viewer> {
  if (!viewer.hasMore) {
    return viewer;
  }
  const { reviews } = await membershipsOf(database, viewer.person);
  return { ...viewer, reviews: new Map(reviews.map((clearance) => [clearance.review, clearance])) };
}
