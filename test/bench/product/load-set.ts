import pg from 'pg';
import { services } from '../../../gateway/hub/services.ts';
import { agencies } from '../../../subgraphs/index.ts';
import type { Agency } from '../../../subgraphs/kit/agency/define-agency.ts';
import { entryReader } from '../../../subgraphs/kit/entries/read-entry.ts';
import { columns } from './columns.ts';
import { type ContributionRows, contributionRows } from './contribution-rows.ts';
import { type Clients, copyRows, MONOLITH } from './copy-rows.ts';
import type { DatabaseSet } from './database-set.ts';
import { copyFrame } from './load-frame.ts';
import { type BenchReview, delivering, reviewsOf } from './reviews-of.ts';

const REPORT_EVERY = 50;

type Reader = { readonly agency: Agency; readonly readEntry: ReturnType<typeof entryReader> };

/** Fills the databases of a set, whose tables are there and empty, with published reviews. */
export async function loadSet(
  { house, size, administratorUrl }: Pick<DatabaseSet, 'house' | 'size' | 'administratorUrl'>,
  say: (line: string) => void,
): Promise<void> {
  const names = [...services, MONOLITH];
  const clients: Clients = Object.fromEntries(
    await Promise.all(
      names.map(
        async (name) =>
          [name, await connected(name === MONOLITH ? house.databases[name]!.owner : administratorUrl(name))] as const,
      ),
    ),
  );
  const readers = new Map(
    await Promise.all(
      agencies.map(async ({ name, load }) => {
        const { agency } = await load();
        return [name, { agency, readEntry: entryReader(agency) }] as const;
      }),
    ),
  );
  const reviews = reviewsOf(size);
  await makeMonolith(clients[MONOLITH]!);
  await copyFrame(clients, house, reviews);
  for (const [index, review] of reviews.entries()) {
    await copyReview(clients, readers, review);
    if (index % REPORT_EVERY === 0) {
      say(`  loading ${size.entries.toLocaleString('en-GB')} entries: review ${index + 1} of ${reviews.length}`);
    }
  }
  for (const client of Object.values(clients)) {
    await client.query('VACUUM (ANALYZE)');
    await client.end();
  }
}

async function connected(url: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query('SET synchronous_commit = off');
  return client;
}

const makeMonolith = (client: pg.Client) =>
  client.query(`
    CREATE TABLE review (id uuid PRIMARY KEY, reference text NOT NULL, title text NOT NULL, version int NOT NULL);
    CREATE TABLE entry (
      id uuid PRIMARY KEY, review_id uuid NOT NULL, sort_key text COLLATE "C" NOT NULL, type_name text NOT NULL,
      reference text NOT NULL, kind text NOT NULL, kind_label text NOT NULL, significance text NOT NULL,
      handling text NOT NULL, occurred_text text NOT NULL, earliest_day text, latest_day text, occurred_time text,
      precision text NOT NULL, approximate boolean NOT NULL, earliest timestamptz(3), latest timestamptz(3),
      organisation_id uuid NOT NULL, organisation_name text NOT NULL, record_type text NOT NULL,
      date_as_recorded text NOT NULL, source_of_information text NOT NULL, people text[] NOT NULL,
      what_happened text NOT NULL, action_taken text, person_seen text NOT NULL, own_words text, agency_comment text,
      practice text NOT NULL, recorded_on text, fields jsonb NOT NULL
    );
    CREATE INDEX entry_order ON entry (review_id, sort_key);
  `);

async function copyReview(clients: Clients, readers: ReadonlyMap<string, Reader>, review: BenchReview): Promise<void> {
  for (const [index, contribution] of delivering(review).entries()) {
    const { service } = contribution.organisation;
    const { agency, readEntry } = readers.get(service)!;
    const rows = contributionRows(agency, readEntry, review, contribution, index + 1);
    await Promise.all([
      copyToAgency(clients[service]!, rows),
      copyToReviews(clients['reviews']!, rows),
      copyRows(clients[MONOLITH]!, 'entry', columns.monolith, rows.monolith),
    ]);
  }
}

async function copyToAgency(client: pg.Client, rows: ContributionRows): Promise<void> {
  await copyRows(client, 'contribution', columns.contribution, [rows.contribution]);
  await copyRows(client, 'entry', columns.entry, rows.entries);
  await copyRows(client, 'published_entry', columns.published_entry, rows.published);
  await copyRows(client, 'revision', columns.revision, rows.revisions);
  await copyRows(client, 'publication', columns.publication, [rows.publication]);
  await copyRows(client, 'delivery', columns.delivery, [rows.delivery]);
}

async function copyToReviews(client: pg.Client, rows: ContributionRows): Promise<void> {
  await copyRows(client, 'publication', columns.received, [rows.received]);
  await copyRows(client, 'pointer', columns.pointer, rows.pointers);
}
