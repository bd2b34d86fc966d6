import { randomUUID } from 'node:crypto';
import type { AccessRow } from '../../../subgraphs/kit/access-log/access-row.ts';

/** A row as reading two entries leaves it. */
export const aRow = (row: Partial<AccessRow> = {}): AccessRow => ({
  requestId: randomUUID(),
  person: 'chair',
  actingFor: null,
  organisation: null,
  roles: ['CHAIR'],
  purpose: 'panel of 3 March',
  review: '00000000-0000-4000-8000-000000000001',
  operation: 'Page',
  operationHash: 'ab'.repeat(32),
  decision: 'ALLOWED',
  codes: [],
  topics: [],
  revisions: [randomUUID(), randomUUID()],
  listed: [],
  notAvailable: 0,
  searched: [],
  coverage: null,
  ...row,
});
