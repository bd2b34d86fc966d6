import { AccessLog1764200000000 } from '../../subgraphs/kit/access-log/access-log.migration.ts';
import { type AccessLog, openAccessLog } from '../../subgraphs/kit/access-log/access-log.ts';
import { DecisionsKnownOnce1764800000000 } from '../../subgraphs/kit/access-log/decisions-known-once.migration.ts';
import { migrate, type Tables } from '../../subgraphs/kit/service/database.ts';

/** Addresses of the gateway's own database, for its two roles. */
export type GatewayDatabase = { readonly app: string; readonly owner: string };

/** The one table of the gateway. */
export const gatewayTables: Tables = {
  migrations: [AccessLog1764200000000, DecisionsKnownOnce1764800000000],
  appendOnly: {},
};

/** Brings the gateway's database to this release's schema and opens its access log. */
export async function openGatewayLog({ app, owner }: GatewayDatabase): Promise<AccessLog> {
  await migrate({ ownerUrl: owner, appUrl: app, ...gatewayTables });
  return openAccessLog(app);
}
