import { createServer, type IncomingMessage } from 'node:http';
import pg from 'pg';
import { agencies } from '../../../subgraphs/index.ts';
import { pascalCase } from '../../../subgraphs/kit/agency/kind.ts';
import { dayEnd, dayStart, inLondon } from '../../../subgraphs/kit/occurred/london.ts';
import type { EntryFacts } from '../../../subgraphs/kit/publishing/manifest.ts';
import { inputOf, serve } from '../measure/contender.ts';
import { NOTICE, RECORD_FIELDS } from '../page-query.ts';
import { askedPage, pageSql } from './asked-page.ts';

/**
 * The limit: the same page from the same five databases by the fewest statements, written by hand. No GraphQL, no
 * mapper, no second process, nobody signs in, nothing is checked.
 */
const { databases } = inputOf<{ readonly databases: Readonly<Record<string, string>> }>();
const pools = new Map(
  Object.entries(databases).map(([name, connectionString]) => [name, new pg.Pool({ connectionString, max: 10 })]),
);
const entryTypes = new Map(agencies.map(({ name, entryType }) => [name, entryType]));

type PointerRow = {
  readonly id: string;
  readonly sort_key: string;
  readonly reference: string;
  readonly facts: string;
  readonly organisation: string;
  readonly name: string;
  readonly service: string;
};

async function answer(request: IncomingMessage): Promise<string> {
  const asked = await askedPage(request);
  const { where, limit, values } = pageSql(asked, { start: dayStart, end: dayEnd });
  const [reviews, pointers] = await Promise.all([
    query<ReviewRow>('reviews', 'SELECT id, reference, title, version FROM review WHERE id = $1', [asked.review]),
    query<PointerRow>(
      'reviews',
      `SELECT revision_id AS id, sort_key, reference, facts, organisation_id AS organisation, name, service
       FROM pointer JOIN organisation ON organisation.id = organisation_id
       WHERE ${where} AND to_version IS NULL ORDER BY sort_key LIMIT ${limit}`,
      values,
    ),
  ]);
  const onPage = pointers.slice(0, asked.first);
  const records = await recordsOf(onPage);
  const edges = onPage.map((row) => ({ cursor: row.sort_key, node: nodeOf(row, records.get(row.id)!) }));
  const { version, ...review } = reviews[0]!;
  const pageInfo = { hasNextPage: pointers.length > asked.first, endCursor: edges.at(-1)?.cursor ?? null };
  const chronology = { version, newerAvailable: false, notice: NOTICE, pageInfo, edges };
  return JSON.stringify({ data: { review: { ...review, chronology } } });
}

type ReviewRow = { readonly id: string; readonly reference: string; readonly title: string; readonly version: number };
type RevisionRow = { readonly id: string; readonly content: string };

const query = async <Row extends pg.QueryResultRow>(name: string, text: string, values: unknown[]) =>
  (await pools.get(name)!.query<Row>(text, values)).rows;

/** The content of the pointers of a page, from the services that own it, side by side. */
async function recordsOf(pointers: readonly PointerRow[]): Promise<ReadonlyMap<string, string>> {
  const byService = new Map<string, string[]>();
  for (const { service, id } of pointers) {
    const ids = byService.get(service);
    ids === undefined ? byService.set(service, [id]) : ids.push(id);
  }
  const rows = await Promise.all(
    [...byService].map(([service, ids]) =>
      query<RevisionRow>(service, 'SELECT id, content FROM revision WHERE id = ANY($1::uuid[])', [ids]),
    ),
  );
  return new Map(rows.flat().map(({ id, content }) => [id, content]));
}

function nodeOf({ id, reference, facts, organisation, name, service }: PointerRow, recorded: string) {
  const { occurred, kind, kindLabel, significance, handling } = JSON.parse(facts) as EntryFacts;
  const [earliest, latest] = [occurred.earliest, occurred.latest].map((at) => (at === null ? null : inLondon(at)));
  const { text, precision, approximate } = occurred;
  const time = occurred.timeKnown ? (earliest?.time ?? null) : null;
  const content = JSON.parse(recorded) as Readonly<Record<string, unknown>> & { readonly kind: string };
  const entryType = entryTypes.get(service)!;
  const record: Record<string, unknown> = {
    __typename: `${entryType.slice(0, -'Entry'.length)}${pascalCase(content.kind)}`,
    reference,
  };
  for (const field of RECORD_FIELDS) {
    record[field] = content[field];
  }
  return {
    ...{ __typename: entryType, id, reference, kind, kindLabel, significance, handling },
    occurred: { text, earliest: earliest?.day ?? null, latest: latest?.day ?? null, time, precision, approximate },
    organisation: { id: organisation, name },
    record,
  };
}

await serve(
  createServer((request, response) => {
    answer(request).then(
      (text) =>
        response
          .writeHead(200, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) })
          .end(text),
      (error: Error) => response.writeHead(500).end(JSON.stringify({ errors: [{ message: error.stack }] })),
    );
  }),
);
