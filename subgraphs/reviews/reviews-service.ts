import type { DataSource } from 'typeorm';
import type { RegisteredAgency } from '../index.ts';
import type { Issuer } from '../kit/access/issuers.ts';
import type { AccessLog } from '../kit/access-log/access-log.ts';
import type { ServiceKeys } from '../kit/service/keys.ts';
import type { PublicKeys } from '../kit/service/public-keys.ts';

/** What the acts of the partnership's service need: made once a process. */
export type ReviewsService = {
  readonly database: DataSource;
  /** The same, for the pages of chronologies. */
  readonly pages: DataSource;
  readonly keys: ServiceKeys;
  readonly publicKeys: PublicKeys;
  /** The type in the graph of the entries of a service. */
  readonly entryTypeOf: (service: string) => string;
  readonly agencies: readonly RegisteredAgency[];
  readonly accessLog: AccessLog;
  /** Those whose people sign in here, and for whom each may speak. */
  readonly issuers: readonly Issuer[];
  readonly now: () => Date;
};
