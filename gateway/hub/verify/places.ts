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

/** A place of which nothing could be said: its service did not answer, and why. */
export type Unfetched = { readonly reference: string; readonly why: string };

/** All places that were looked at, those apart that could not be fetched, and what stands under the chronology. */
export type Places = {
  readonly places: readonly Place[];
  readonly unfetched: readonly Unfetched[];
  readonly notice: string;
};

/** An agency that failed, and for which places: from the answer's top, by position. */
type Missing = {
  readonly message: string;
  readonly extensions: { readonly failure?: string; readonly affected?: readonly (readonly (string | number)[])[] };
};

type Page = {
  readonly review: {
    readonly chronology: {
      readonly notice: string;
      readonly edges: readonly { readonly node: Place }[];
      readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
    };
  };
  readonly errors: readonly Missing[];
};

const PAGE = `query Places($review: ID!, $after: String) {
  review(id: $review) {
    chronology(first: 200, after: $after) {
      notice edges { node { id reference organisation { id } record { __typename } } }
      pageInfo { hasNextPage endCursor }
    }
  }
}`;

/** Every place that is open to the one who asks, each fetched from its agency. */
export async function placesOf(ask: Ask, review: string, counting: CountingLine): Promise<Places> {
  const places: Place[] = [];
  const unfetched: Unfetched[] = [];
  let after: string | null = null;
  for (;;) {
    const page: Page = await ask<Page>(PAGE, { review, after }, 'missing is shown');
    const { edges, pageInfo, notice } = page.review.chronology;
    const outages = outagesAt(page.errors);
    places.push(...edges.flatMap(({ node }, at) => (outages.has(at) ? [] : [node])));
    unfetched.push(...[...outages].map(([at, why]) => ({ reference: edges[at]!.node.reference, why })));
    counting.add('places', edges.length);
    if (!pageInfo.hasNextPage) {
      return { places, unfetched, notice };
    }
    after = pageInfo.endCursor;
  }
}

/** Places of a page that could not be fetched, by position. Another entry than was asked for is no outage: it was fetched. */
const outagesAt = (errors: readonly Missing[]): ReadonlyMap<number, string> =>
  new Map(
    errors
      .filter(({ extensions }) => extensions.failure !== 'WRONG_ENTRY')
      .flatMap(({ message, extensions }) =>
        (extensions.affected ?? []).flatMap((path) =>
          typeof path[3] === 'number' ? [[path[3], message] as const] : [],
        ),
      ),
  );

/** `8 could not be fetched: police did not answer in time.`, for each reason. */
export const unfetchedInWords = (unfetched: readonly Unfetched[]): readonly string[] =>
  [...new Set(unfetched.map(({ why }) => why))].map(
    (why) => `${unfetched.filter((each) => each.why === why).length} could not be fetched: ${why}`,
  );

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
