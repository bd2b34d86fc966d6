import { randomUUID } from 'node:crypto';
import pg from 'pg';
import type { DatabaseSet } from './database-set.ts';
import { chanceOf, uuidOf } from './invented.ts';
import { organisations, PARTNERSHIP } from './reviews-of.ts';

/** The agency that is written to, and how its fields begin. */
export const WRITTEN_TO = 'health';
const AUTHOR = 'bench-submitter';
export const people = { author: AUTHOR, signatory: 'bench-signatory' } as const;

/** A review that has nothing yet, and the organisation of `WRITTEN_TO` that is asked. */
export type EmptyReview = { readonly id: string; readonly organisation: string; readonly subjects: readonly string[] };

/** How the reviews are known that this part makes, to take them away again. */
const REFERENCE = 'BENCH-SUBMIT';

const [organisation] = organisations.filter(({ service }) => service === WRITTEN_TO);

/** Makes so many empty reviews while `use` runs, and takes them and all that was sent to them away after it. */
export async function withEmptyReviews<Result>(
  set: DatabaseSet,
  count: number,
  use: (reviews: readonly EmptyReview[]) => Promise<Result>,
): Promise<Result> {
  await forget(set);
  try {
    const reviews: EmptyReview[] = [];
    for (let number = 1; number <= count; number += 1) {
      reviews.push(await makeReview(set, number));
    }
    return await use(reviews);
  } finally {
    await forget(set);
  }
}

async function makeReview(set: DatabaseSet, number: number): Promise<EmptyReview> {
  const chance = chanceOf(5_000_011 + number);
  const review = { id: randomUUID(), organisation: organisation!.id, subjects: [uuidOf(chance), uuidOf(chance)] };
  const { id, subjects } = review;
  await run(set, 'reviews', [
    [
      "INSERT INTO review (id, partnership_id, reference, title, type, stage) VALUES ($1, $2, $3, 'Empty', 'CSPR', 'RETURNS')",
      [id, PARTNERSHIP, `${REFERENCE}-${number}`],
    ],
    [
      `INSERT INTO subject (id, review_id, pseudonym, role, at_the_centre)
       SELECT subject, $1, 'Child ' || place, 'child', place = 1 FROM unnest($2::uuid[]) WITH ORDINALITY AS each(subject, place)`,
      [id, subjects],
    ],
    [
      `INSERT INTO contribution_request (review_id, organisation_id, code, asked_on, due_on, form_of_answer)
       VALUES ($1, $2, 'SUB', '2024-04-01', '2024-06-01', 'CHRONOLOGY')`,
      [id, review.organisation],
    ],
    [
      `INSERT INTO organisation_person (partnership_id, person, organisation_id, role)
       VALUES ($1, $2, $4, 'AUTHOR'), ($1, $3, $4, 'SIGNATORY') ON CONFLICT DO NOTHING`,
      [PARTNERSHIP, people.author, people.signatory, review.organisation],
    ],
  ]);
  return review;
}

const CONTRIBUTIONS = 'SELECT id FROM contribution WHERE review_id = ANY($1::uuid[])';
const ENTRIES = `SELECT id FROM entry WHERE contribution_id IN (${CONTRIBUTIONS})`;

/** Takes away what an earlier run, or this one, has made. Rows that are never rewritten in service are here deleted. */
async function forget(set: DatabaseSet): Promise<void> {
  const found = await run<{ id: string }>(set, 'reviews', [
    ['SELECT id FROM review WHERE reference LIKE $1', [`${REFERENCE}-%`]],
  ]);
  const reviews = [found.map(({ id }) => id)];
  const all = (statements: readonly string[]): readonly Statement[] => [
    ["SET session_replication_role = 'replica'", []],
    ...statements.map((text): Statement => [text, reviews]),
  ];
  await run(
    set,
    WRITTEN_TO,
    all([
      `DELETE FROM revision WHERE entry_id IN (${ENTRIES})`,
      'DELETE FROM published_entry WHERE review_id = ANY($1::uuid[])',
      ...['delivery', 'publication', 'entry'].map(
        (table) => `DELETE FROM ${table} WHERE contribution_id IN (${CONTRIBUTIONS})`,
      ),
      ...['request_remembered', 'contribution'].map(
        (table) => `DELETE FROM ${table} WHERE review_id = ANY($1::uuid[])`,
      ),
    ]),
  );
  const tables = ['pointer', 'publication', 'head', 'review_version', 'contribution_request', 'subject'];
  await run(set, 'reviews', [
    ...all(tables.map((table) => `DELETE FROM ${table} WHERE review_id = ANY($1::uuid[])`)),
    ['DELETE FROM review WHERE id = ANY($1::uuid[])', reviews],
    ['DELETE FROM organisation_person WHERE person = ANY($1)', [Object.values(people)]],
  ]);
}

type Statement = readonly [text: string, values: readonly unknown[]];

/** Runs statements one after the other, as an administrator, and gives the rows of the last. */
async function run<Row extends pg.QueryResultRow>(
  { administratorUrl }: DatabaseSet,
  service: string,
  statements: readonly Statement[],
): Promise<readonly Row[]> {
  const client = new pg.Client({ connectionString: administratorUrl(service) });
  await client.connect();
  try {
    let rows: readonly Row[] = [];
    for (const [text, values] of statements) {
      rows = (await client.query<Row>(text, [...values])).rows;
    }
    return rows;
  } finally {
    await client.end();
  }
}
