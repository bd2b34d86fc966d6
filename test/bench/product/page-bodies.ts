import pg from 'pg';
import type { Contender } from '../measure/contender.ts';
import { askOnce } from '../measure/load.ts';
import { PAGE_QUERY, type Page } from '../page-query.ts';
import type { DatabaseSet } from './database-set.ts';
import { REVIEWS_OF_CHAIR, reviewsOf } from './reviews-of.ts';

/** Different requests of each kind of page; they come by turns. */
const VARIANTS = 20;
/** Entries of the usual page. */
export const PAGE = 100;
const LONG_PAGE = 200;

/** One kind of page: the same requests, said with the cursors of the hub and with plain sort keys. */
export type KindOfPage = {
  readonly name: string;
  readonly forHub: readonly string[];
  readonly forOthers: readonly string[];
};

type Variables = {
  readonly review: string;
  readonly first: number;
  readonly after?: string | null;
  readonly filter?: object;
};
/** Writes requests down, each with its cursor in one of the two ways of saying it. */
type Variant = { readonly variables: Variables; readonly position?: number };

/** The kinds of page that are measured, of a set that `hub` serves. */
export async function kindsOfPage(set: DatabaseSet, hub: Contender): Promise<readonly KindOfPage[]> {
  const reviews = reviewsOf(set.size);
  const longest = reviews[0]!.id;
  const deep = set.size.longestReview - PAGE;
  const filled = reviews
    .slice(0, REVIEWS_OF_CHAIR)
    .filter(({ contributions }) => contributions.some(({ entries }) => entries > 0));
  const kinds = await presentKinds(set, longest);
  const cursors = {
    hub: await hubCursors(hub, longest, set.size.longestReview),
    others: await sortKeys(set, longest),
  };
  const kindOfPage = (name: string, variants: readonly Variant[]): KindOfPage => ({
    name,
    forHub: variants.map((variant) => bodyOf(variant, cursors.hub)),
    forOthers: variants.map((variant) => bodyOf(variant, cursors.others)),
  });
  const times = (variant: (index: number) => Variant) => Array.from({ length: VARIANTS }, (_, index) => variant(index));
  const inLongest = { review: longest, first: PAGE };
  return [
    kindOfPage(
      `first page of ${PAGE}`,
      times((at) => ({ variables: { review: filled[at % filled.length]!.id, first: PAGE } })),
    ),
    kindOfPage(
      'page at the start of the longest review',
      times((at) => ({ variables: inLongest, position: at })),
    ),
    kindOfPage(
      'page at the end of the longest review',
      times((at) => ({ variables: inLongest, position: deep - at })),
    ),
    kindOfPage(
      'page of one period',
      times((at) => ({ variables: { ...inLongest, filter: periodOf(at) } })),
    ),
    kindOfPage(
      'page of some kinds',
      times((at) => ({ variables: { ...inLongest, filter: { kinds: someOf(kinds, at) } } })),
    ),
    kindOfPage(
      `${LONG_PAGE} entries`,
      times((at) => ({ variables: { review: filled[at % filled.length]!.id, first: LONG_PAGE } })),
    ),
  ];
}

/** Half a year, another one each time. */
function periodOf(index: number) {
  const year = 2014 + (index % 10);
  return index < 10 ? { from: `${year}-01-01`, to: `${year}-06-30` } : { from: `${year}-07-01`, to: `${year}-12-31` };
}

const someOf = (kinds: readonly string[], index: number) =>
  Array.from({ length: 4 }, (_, at) => kinds[(index * 3 + at * 5) % kinds.length]!);

function bodyOf({ variables, position = 0 }: Variant, cursors: readonly string[]): string {
  const after = position === 0 ? null : cursors[position - 1];
  return JSON.stringify({ query: PAGE_QUERY, variables: { ...variables, after } });
}

/** The cursor of every entry of a review, by walking through it. */
async function hubCursors(hub: Contender, review: string, entries: number): Promise<readonly string[]> {
  const cursors: string[] = [];
  while (cursors.length < entries) {
    const variables = { review, first: LONG_PAGE, after: cursors.at(-1) ?? null };
    const page = (await askOnce(hub, JSON.stringify({ query: PAGE_QUERY, variables }))) as Page;
    const { edges } = page.review.chronology;
    if (edges.length === 0) {
      throw new Error(`The walk ended after ${cursors.length} of ${entries} entries.`);
    }
    cursors.push(...edges.map(({ cursor }) => cursor));
  }
  return cursors;
}

const sortKeys = async (set: DatabaseSet, review: string) =>
  (
    await rowsOf<{ sort_key: string }>(set, 'SELECT sort_key FROM pointer WHERE review_id = $1 ORDER BY 1', [review])
  ).map(({ sort_key }) => sort_key);

const presentKinds = async (set: DatabaseSet, review: string) =>
  (
    await rowsOf<{ kind: string }>(set, 'SELECT DISTINCT kind FROM pointer WHERE review_id = $1 ORDER BY 1', [review])
  ).map(({ kind }) => kind);

async function rowsOf<Row extends pg.QueryResultRow>({ house }: DatabaseSet, text: string, values: readonly unknown[]) {
  const client = new pg.Client({ connectionString: house.databases['reviews']!.app });
  await client.connect();
  try {
    return (await client.query<Row>(text, [...values])).rows;
  } finally {
    await client.end();
  }
}

/** Pages as they can be compared: every server has cursors of its own. */
export function withoutCursors(data: unknown): unknown {
  return JSON.parse(JSON.stringify(data), (key, value: unknown) =>
    key === 'cursor' || key === 'endCursor' ? null : value,
  );
}
