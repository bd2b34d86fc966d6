import { uuidList } from '../service/uuid-list.ts';
import type { AccessRow } from './access-row.ts';

/** A row as PostgreSQL takes it: text, or what is in its own form already; null where it has nothing. */
export type RowValues = readonly (string | Buffer | null)[];

const LONGEST_TEXT = 500;

/** The values of a row, in the order of the statement's columns. Throws for revisions that are no UUIDs. */
export const valuesOf = (row: AccessRow): RowValues => [
  row.requestId,
  storable(row.person),
  storable(row.actingFor),
  row.organisation,
  textList(row.roles),
  storable(row.purpose),
  row.review,
  storable(row.operation),
  row.operationHash === null ? null : Buffer.from(row.operationHash, 'hex'),
  row.decision,
  textList(row.codes),
  textList(row.topics),
  revisionList(row.revisions),
  revisionList(row.listed),
  row.notAvailable === 0 ? null : String(row.notAvailable),
  textList(row.searched.map((term) => `\\x${term}`)),
  row.coverage === null ? null : JSON.stringify(row.coverage),
];

/** One row that PostgreSQL cannot hold must not keep those of others from being written. */
const storable = (text: string | null) => text?.slice(0, LONGEST_TEXT).replaceAll('\u0000', '').toWellFormed() ?? null;

const revisionList = (revisions: readonly string[]) => (revisions.length === 0 ? null : uuidList(revisions));

const textList = (texts: readonly string[]) =>
  texts.length === 0 ? null : `{${texts.map((text) => `"${storable(text)?.replace(/["\\]/g, '\\$&')}"`).join(',')}}`;
