import { readFileSync } from 'node:fs';
import pg from 'pg';
import { readSupergraph } from '../../../gateway/federation/supergraph.ts';
import { dayEnd, dayStart } from '../../../subgraphs/kit/occurred/london.ts';
import { serveApollo } from '../engine/apollo-server.ts';
import { inputOf } from '../measure/contender.ts';
import { NOTICE, RECORD_FIELDS } from '../page-query.ts';
import { type AskedPage, pageSql } from './asked-page.ts';

/** What one would build instead of a hub: one @apollo/server with the same graph over one table with the same rows. */
const { supergraph, database } = inputOf<{ readonly supergraph: string; readonly database: string }>();
const { apiSchema } = readSupergraph(readFileSync(supergraph, 'utf8'));
const pool = new pg.Pool({ connectionString: database, max: 10 });

type EntryRow = Readonly<Record<string, unknown>> & { readonly sort_key: string };

const snakeCase = (name: string) => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
const recordColumns = RECORD_FIELDS.map((field) => [field, snakeCase(field)] as const);
const columns = [
  ...['id', 'sort_key', 'type_name', 'reference', 'kind', 'kind_label', 'significance', 'handling', 'occurred_text'],
  ...['earliest_day', 'latest_day', 'occurred_time', 'precision', 'approximate', 'organisation_id'],
  ...['organisation_name', 'record_type', ...recordColumns.map(([, column]) => column)],
].join(', ');

async function chronologyOf(review: ReviewRow, asked: Omit<AskedPage, 'review'>) {
  const { where, limit, values } = pageSql({ ...asked, review: review.id }, { start: dayStart, end: dayEnd });
  const { rows } = await pool.query<EntryRow>(
    `SELECT ${columns} FROM entry WHERE ${where} ORDER BY sort_key LIMIT ${limit}`,
    values,
  );
  const edges = rows.slice(0, asked.first).map((row) => ({ cursor: row.sort_key, node: nodeOf(row) }));
  return {
    version: review.version,
    newerAvailable: false,
    notice: NOTICE,
    pageInfo: { hasNextPage: rows.length > asked.first, endCursor: edges.at(-1)?.cursor ?? null },
    edges,
  };
}

type ReviewRow = { readonly id: string; readonly reference: string; readonly title: string; readonly version: number };

const nodeOf = (row: EntryRow) => ({
  __typename: row['type_name'],
  id: row['id'],
  reference: row['reference'],
  kind: row['kind'],
  kindLabel: row['kind_label'],
  significance: row['significance'],
  handling: row['handling'],
  occurred: {
    text: row['occurred_text'],
    earliest: row['earliest_day'],
    latest: row['latest_day'],
    time: row['occurred_time'],
    precision: row['precision'],
    approximate: row['approximate'],
  },
  organisation: { id: row['organisation_id'], name: row['organisation_name'] },
  record: {
    __typename: row['record_type'],
    reference: row['reference'],
    ...Object.fromEntries(recordColumns.map(([field, column]) => [field, row[column]])),
  },
});

apiSchema.getQueryType()!.getFields()['review']!.resolve = async (_root, { id }: { readonly id: string }) => {
  const { rows } = await pool.query<ReviewRow>('SELECT id, reference, title, version FROM review WHERE id = $1', [id]);
  const [review] = rows;
  return review && { ...review, chronology: (asked: Omit<AskedPage, 'review'>) => chronologyOf(review, asked) };
};

await serveApollo({ schema: apiSchema });
