import type { TestHub } from '../../support/hub.ts';
import type { TestReview } from '../../support/review.ts';

export type Page = {
  readonly version: number;
  readonly newerAvailable: boolean;
  readonly pageInfo: {
    readonly hasNextPage: boolean;
    readonly hasPreviousPage: boolean;
    readonly startCursor: string | null;
    readonly endCursor: string | null;
  };
  readonly edges: readonly { readonly cursor: string; readonly node: { readonly reference: string } }[];
};

export const PAGE = `query Page($review: ID!, $first: Int, $after: String, $last: Int, $before: String, $filter: ChronologyFilterInput, $asOf: String) {
  review(id: $review) { chronology(first: $first, after: $after, last: $last, before: $before, filter: $filter, asOf: $asOf) {
    version newerAvailable pageInfo { hasNextPage hasPreviousPage startCursor endCursor } edges { cursor node { reference } }
  } }
}`;

type Asked = Readonly<Record<string, unknown>>;

/** One page without its content, as the chair sees it. */
export async function pageOf(hub: TestHub, review: TestReview, asked: Asked): Promise<Page> {
  const data = await hub.data<{ review: { chronology: Page } }>(review.person('chair'), PAGE, {
    review: review.id,
    ...asked,
  });
  return data.review.chronology;
}

export const referencesOn = ({ edges }: Page) => edges.map(({ node }) => node.reference);

/** Reads all pages from the first to the last, in sizes that take turns. */
export async function walkForwards(
  hub: TestHub,
  review: TestReview,
  sizes: readonly number[],
  filter: Asked = {},
): Promise<readonly Page[]> {
  const pages: Page[] = [];
  let after: string | null = null;
  do {
    const page: Page = await pageOf(hub, review, { first: sizes[pages.length % sizes.length], after, filter });
    pages.push(page);
    after = page.pageInfo.hasNextPage ? page.pageInfo.endCursor : null;
  } while (after !== null);
  return pages;
}

/** Reads all pages from the last to the first; gives them in the order in which they were read. */
export async function walkBackwards(
  hub: TestHub,
  review: TestReview,
  sizes: readonly number[],
  filter: Asked = {},
): Promise<readonly Page[]> {
  const pages: Page[] = [];
  let before: string | null = null;
  do {
    const page: Page = await pageOf(hub, review, { last: sizes[pages.length % sizes.length], before, filter });
    pages.push(page);
    before = page.pageInfo.hasPreviousPage ? page.pageInfo.startCursor : null;
  } while (before !== null);
  return pages;
}
