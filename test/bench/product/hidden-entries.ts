import pg from 'pg';
import type { DatabaseSet } from './database-set.ts';
import { reviewsOf } from './reviews-of.ts';

/** A revision that is hidden, and the service that holds it. */
type Hidden = { readonly revision: string; readonly service: string };

/** How each table knows of what its rows say, to hide them and to show them again as they were. */
const HIDE = {
  pointer: "UPDATE pointer SET handling = 'HIDDEN', named = '{nobody}' WHERE revision_id = ANY($1::uuid[])",
  published_entry: `UPDATE published_entry SET handling = 'HIDDEN', named = '{nobody}'
    WHERE entry_id IN (SELECT entry_id FROM revision WHERE id = ANY($1::uuid[]))`,
};
const SHOW = {
  pointer: `UPDATE pointer SET handling = (facts::jsonb)->>'handling', named = '{}'
    WHERE handling = 'HIDDEN' AND named = '{nobody}'`,
  published_entry: `UPDATE published_entry p SET handling = (r.facts::jsonb)->>'handling', named = '{}'
    FROM revision r WHERE r.entry_id = p.entry_id AND p.handling = 'HIDDEN' AND p.named = '{nobody}'`,
};

/**
 * Hides some entries of the longest review from everybody while `use` runs, and shows them again after it. What an
 * earlier run that was ended has left hidden is shown first.
 */
export async function withHidden<Result>(
  set: DatabaseSet,
  count: number,
  use: (revisions: readonly string[]) => Promise<Result>,
): Promise<Result> {
  const services = [...new Set(reviewsOf(set.size).flatMap((review) => review.contributions.map(serviceOf)))];
  const show = async () => {
    await run(set, 'reviews', SHOW.pointer);
    await Promise.all(services.map((service) => run(set, service, SHOW.published_entry)));
  };
  await show();
  const hidden = await someOf(set, count);
  const revisions = hidden.map(({ revision }) => revision);
  try {
    await run(set, 'reviews', HIDE.pointer, [revisions]);
    await Promise.all(services.map((service) => run(set, service, HIDE.published_entry, [revisions])));
    return await use(revisions);
  } finally {
    await show();
  }
}

const serviceOf = ({ organisation }: { readonly organisation: { readonly service: string } }) => organisation.service;

/** Revisions from all over the longest review. */
const someOf = async (set: DatabaseSet, count: number): Promise<readonly Hidden[]> =>
  run<Hidden>(
    set,
    'reviews',
    `SELECT revision_id AS revision, o.service FROM pointer JOIN organisation o ON o.id = organisation_id
     WHERE review_id = $1 ORDER BY revision_id LIMIT $2`,
    [reviewsOf(set.size)[0]!.id, count],
  );

async function run<Row extends pg.QueryResultRow>(
  { administratorUrl }: DatabaseSet,
  service: string,
  text: string,
  values: readonly unknown[] = [],
): Promise<readonly Row[]> {
  const client = new pg.Client({ connectionString: administratorUrl(service) });
  await client.connect();
  try {
    return (await client.query<Row>(text, [...values])).rows;
  } finally {
    await client.end();
  }
}
