import type { Pointer } from '../../../subgraphs/kit/publishing/manifest.ts';
import type { CountingLine } from '../counting-line.ts';
import type { Ask } from '../graph.ts';

/** A place in the chronology, and what its agency gave for it. */
export type Place = {
  readonly id: string;
  readonly reference: string;
  readonly organisation: { readonly id: string };
  readonly record: { readonly __typename: string } | null;
};

type Page = {
  readonly review: {
    readonly chronology: {
      readonly edges: readonly { readonly node: Place }[];
      readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
    };
  };
};

const PAGE = `query Places($review: ID!, $after: String) {
  review(id: $review) {
    chronology(first: 200, after: $after) {
      edges { node { id reference organisation { id } record { __typename } } }
      pageInfo { hasNextPage endCursor }
    }
  }
}`;

/** Every place that is open to the one who asks, each fetched from its agency. */
export async function placesOf(ask: Ask, review: string, counting: CountingLine): Promise<readonly Place[]> {
  const places: Place[] = [];
  let after: string | null = null;
  for (;;) {
    const page: Page = await ask<Page>(PAGE, { review, after }, 'missing is shown');
    const { edges, pageInfo } = page.review.chronology;
    places.push(...edges.map(({ node }) => node));
    counting.add('places', edges.length);
    if (!pageInfo.hasNextPage) {
      return places;
    }
    after = pageInfo.endCursor;
  }
}

/** What the agencies did not give, of what the hub says is there. The gateway refuses what has another hash than its place. */
export const unansweredFaults = (places: readonly Place[]): readonly string[] =>
  places
    .filter(({ record }) => record === null || record.__typename === 'NotAvailable')
    .map(({ reference, record }) =>
      record === null
        ? `${reference}: its agency gave nothing for it, or not what the hub holds the hash of.`
        : `${reference}: its agency has nothing there, and the hub says there is.`,
    );

/** Compares an organisation's places with the pointers of the manifest that the hub accepted last. */
export function placeFaults(places: readonly Place[], pointers: readonly Pointer[]): readonly string[] {
  const stood = new Map(places.map(({ id, reference }) => [reference, id]));
  const signed = new Map(pointers.map(({ revision, reference }) => [reference, revision]));
  const missing = [...signed].filter(([reference, revision]) => stood.get(reference) !== revision);
  const strange = [...stood.keys()].filter((reference) => !signed.has(reference));
  return [
    ...missing.map(([reference, revision]) =>
      stood.has(reference)
        ? `${reference}: the chronology has the revision ${stood.get(reference)}, and ${revision} was signed.`
        : `${reference}: it was signed and accepted, and the chronology does not have it.`,
    ),
    ...strange.map((reference) => `${reference}: the chronology has it, and the manifest does not.`),
  ];
}
