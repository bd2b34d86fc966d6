import type { AccessLog } from '../../subgraphs/kit/access-log/access-log.ts';
import type { AccessRow } from '../../subgraphs/kit/access-log/access-row.ts';

/** No access log, for tests and measurements of what does not depend on it. The product has no way to be without one. */
export const noLog: AccessLog = {
  write: async () => undefined,
  lastSeal: async () => null,
  keptSeal: async () => null,
  keepSeals: async () => undefined,
  expectRows: () => () => undefined,
  close: async () => undefined,
};

/** An access log for tests of what is before the database: it keeps rows in this process and none on any disk. */
export function logInMemory(): AccessLog & { readonly rows: AccessRow[] } {
  const rows: AccessRow[] = [];
  return { ...noLog, rows, write: async (added) => void rows.push(...added) };
}
