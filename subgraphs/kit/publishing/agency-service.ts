import type { DataSource } from 'typeorm';
import type { Agency } from '../agency/define-agency.ts';
import type { RawEntry, ReadEntry } from '../entries/read-entry.ts';
import type { ServiceKeys } from '../service/keys.ts';
import type { Hub } from './hub.ts';

/** What the acts of an agency's service need: made once a process. */
export type AgencyService = {
  readonly agency: Agency;
  readonly database: DataSource;
  readonly keys: ServiceKeys;
  readonly hub: Hub;
  readonly readEntry: (raw: RawEntry) => ReadEntry;
  readonly now: () => Date;
  /** Tells the deliverer that there is something to deliver. */
  readonly wakeDeliverer: () => void;
  /** Tells the hub what this service holds now, not only at the next minute. */
  readonly stateHeads: () => void;
};

/** An organisation's contribution to a review, as every act on it names them. */
export type Place = { readonly review: string; readonly organisation: string };
