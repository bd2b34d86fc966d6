import type { ServiceDatabase } from './configuration.ts';
import type { Keys } from './keys.ts';

/** A hub whose processes are all up. */
export type RunningHub = {
  /** `http://127.0.0.1:4000` */
  readonly address: string;
  readonly dataFolder: string;
  /** Address of each service by name (`health`, `social-care` …). */
  readonly services: Readonly<Record<string, string>>;
  /** Databases by process name, `gateway` included. */
  readonly databases: Readonly<Record<string, ServiceDatabase>>;
  readonly keys: Keys;
  /** Aborts when the hub is asked to stop. */
  readonly signal: AbortSignal;
};
