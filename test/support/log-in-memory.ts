import type { AccessLog } from '../../subgraphs/kit/access-log/access-log.ts';
import type { AccessRow } from '../../subgraphs/kit/access-log/access-row.ts';

/** An access log for tests of what is before the database: it keeps rows in this process and none on any disk. */
export function logInMemory(): AccessLog & { readonly rows: AccessRow[] } {
  const rows: AccessRow[] = [];
  return { rows, write: async (added) => void rows.push(...added), close: async () => undefined };
}
