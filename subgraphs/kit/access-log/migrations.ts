import { AccessLog1764200000000 } from './access-log.migration.ts';
import { DecisionsKnownOnce1764800000000 } from './decisions-known-once.migration.ts';
import { LogWithoutStatistics1764900000000 } from './log-without-statistics.migration.ts';

/** The tables of an access log, which stand in every database that has one. */
export const accessLogMigrations = [
  AccessLog1764200000000,
  DecisionsKnownOnce1764800000000,
  LogWithoutStatistics1764900000000,
];
