import type { JWK } from 'jose';
import type { Pointer } from '../../../subgraphs/kit/publishing/manifest.ts';
import { AT, PLACE, place } from '../contribute.ts';
import { counted } from '../counted.ts';
import type { CountingLine } from '../counting-line.ts';
import type { Ask } from '../graph.ts';
import { lowerFirst, type OrganisationLine } from '../organisation-line.ts';
import { sideBySide } from '../side-by-side.ts';
import { type StatedPublication, signedRevisions, verifyManifests } from './manifests.ts';
import { type Places, placeFaults, type Unfetched } from './places.ts';
import type { HubKeys } from './receipt.ts';
import { type GivenRevision, verifyRevisions } from './revisions.ts';

/** What was looked at of an organisation's own contribution, and what of it does not match. */
export type Verified = {
  readonly code: string;
  readonly publications: number;
  readonly recomputed: number;
  /** Revisions that were erased, of which the hash alone is left. */
  readonly erased: number;
  readonly places: number;
  /** The publication that the places were compared with: the last one the hub accepted. */
  readonly comparedWith: number | null;
  readonly faults: readonly string[];
};

/** Manifests on their way at one time. */
const AT_ONCE = 8;

/** Verifies an organisation's own contribution: every publication, every revision of it, and where they stand. */
export async function verifyOwn(
  ask: Ask,
  line: OrganisationLine,
  hubKeys: HubKeys,
  fetching: Promise<Places>,
  counting: CountingLine,
): Promise<Verified> {
  const [{ places, unfetched }, publications, organisationKeys, given] = await Promise.all([
    fetching,
    publicationsOf(ask, line, counting),
    keysOf(ask, line),
    revisionsOf(ask, line, counting),
  ]);
  const { manifests, faults } = await verifyManifests(publications, line, organisationKeys, hubKeys);
  const revisions = verifyRevisions(signedRevisions(manifests), given);
  const last = manifests.findLast(({ accepted }) => accepted)?.manifest;
  const own = places.filter(({ organisation }) => organisation.id === line.organisation);
  return {
    code: line.code,
    publications: publications.length,
    recomputed: revisions.recomputed,
    erased: revisions.gone,
    places: own.length,
    comparedWith: last?.number ?? null,
    faults: [...faults, ...revisions.faults, ...placeFaults(own, fetchedOf(last?.pointers ?? [], unfetched))].map(
      (fault) => `${line.code}: ${fault}`,
    ),
  };
}

/** Without those that could not be fetched: nothing can be said of them. */
function fetchedOf(pointers: readonly Pointer[], unfetched: readonly Unfetched[]): readonly Pointer[] {
  const unknown = new Set(unfetched.map(({ reference }) => reference));
  return pointers.filter(({ reference }) => !unknown.has(reference));
}

/** What was looked at, as a sentence. */
export function verifiedInWords({ code, publications, recomputed, erased, places, comparedWith }: Verified): string {
  const gone = erased === 0 ? '' : `, ${erased} erased, of which the hash alone is left`;
  return `${code}: ${counted(publications, 'publication')}, signatures and chain looked at; ${counted(recomputed, 'revision')} recomputed${gone}; ${counted(places, 'place')} compared with publication ${comparedWith ?? 'none'}.`;
}

async function publicationsOf(
  ask: Ask,
  line: OrganisationLine,
  counting: CountingLine,
): Promise<readonly StatedPublication[]> {
  const own = lowerFirst(line.prefix);
  const { status } = await ask<{ status: { publications: readonly Omit<StatedPublication, 'manifest'>[] } }>(
    `query Publications(${PLACE}) { status: ${own}Contribution(${AT}) { publications { number hash answer } } }`,
    place(line),
  );
  return sideBySide(status.publications, AT_ONCE, async (publication) => {
    const { manifest } = await ask<{ manifest: string | null }>(
      `query Manifest(${PLACE}, $number: Int!) { manifest: ${own}Manifest(${AT}, number: $number) }`,
      { ...place(line), number: publication.number },
    );
    counting.add('manifests', 1);
    return { ...publication, manifest };
  });
}

async function revisionsOf(
  ask: Ask,
  line: OrganisationLine,
  counting: CountingLine,
): Promise<readonly GivenRevision[]> {
  const revisions: GivenRevision[] = [];
  for (;;) {
    const { page } = await ask<{ page: readonly GivenRevision[] }>(
      `query Revisions(${PLACE}, $after: ID) {
        page: ${lowerFirst(line.prefix)}Revisions(${AT}, after: $after) { id reference contentHash content salt }
      }`,
      { ...place(line), after: revisions.at(-1)?.id ?? null },
    );
    if (page.length === 0) {
      return revisions;
    }
    revisions.push(...page);
    counting.add('revisions', page.length);
  }
}

type Lines = {
  readonly review: {
    readonly coverage: readonly { readonly code: string; readonly signingKeys: readonly { readonly jwk: string }[] }[];
  };
};

/** The keys that the partnership entered for the organisation. */
async function keysOf(ask: Ask, { review, code }: OrganisationLine): Promise<readonly JWK[]> {
  const { coverage } = (
    await ask<Lines>('query Keys($review: ID!) { review(id: $review) { coverage { code signingKeys { jwk } } } }', {
      review,
    })
  ).review;
  const line = coverage.find((each) => each.code === code);
  return (line?.signingKeys ?? []).map(({ jwk }) => JSON.parse(jwk) as JWK);
}
