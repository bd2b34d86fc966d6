import { type AccessLog, openAccessLog } from '../../subgraphs/kit/access-log/access-log.ts';
import { accessLogMigrations } from '../../subgraphs/kit/access-log/migrations.ts';
import { migrate, type Tables } from '../../subgraphs/kit/service/database.ts';

/** Addresses of the gateway's own database, for its two roles. */
export type GatewayDatabase = { readonly app: string; readonly owner: string };

/** The one table of the gateway. */
export const gatewayTables: Tables = {
  migrations: accessLogMigrations,
  appendOnly: {},
};

/** Brings the gateway's database to this release's schema and opens its access log. */
export async function openGatewayLog({ app, owner }: GatewayDatabase): Promise<AccessLog> {
  await migrate({ ownerUrl: owner, appUrl: app, ...gatewayTables });
  return openAccessLog(app);
}
