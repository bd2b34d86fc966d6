import type { JWK } from 'jose';
import { AT, PLACE, place } from '../contribute.ts';
import type { Ask } from '../graph.ts';
import { lowerFirst, type OrganisationLine } from '../organisation-line.ts';
import { type StatedPublication, signedRevisions, verifyManifests } from './manifests.ts';
import { type Place, placeFaults } from './places.ts';
import type { HubKeys } from './receipt.ts';
import { type GivenRevision, verifyRevisions } from './revisions.ts';

export type Verified = { readonly lines: readonly string[]; readonly faults: readonly string[] };

/** Verifies an organisation's own contribution: every publication, every revision of it, and where they stand. */
export async function verifyOwn(
  ask: Ask,
  line: OrganisationLine,
  places: readonly Place[],
  hubKeys: HubKeys,
): Promise<Verified> {
  const publications = await publicationsOf(ask, line);
  const { manifests, faults } = await verifyManifests(publications, line, await keysOf(ask, line), hubKeys);
  const revisions = verifyRevisions(signedRevisions(manifests), await revisionsOf(ask, line));
  const last = manifests.findLast(({ accepted }) => accepted)?.manifest;
  const own = places.filter(({ organisation }) => organisation.id === line.organisation);
  const gone = revisions.gone === 0 ? '' : `, ${revisions.gone} erased, of which the hash alone is left`;
  return {
    lines: [
      `${line.code}: ${publications.length} publications, signatures and chain looked at; ${revisions.recomputed} revisions recomputed${gone}; ${own.length} places compared with publication ${last?.number ?? 'none'}.`,
    ],
    faults: [...faults, ...revisions.faults, ...placeFaults(own, last?.pointers ?? [])].map(
      (fault) => `${line.code}: ${fault}`,
    ),
  };
}

async function publicationsOf(ask: Ask, line: OrganisationLine): Promise<readonly StatedPublication[]> {
  const own = lowerFirst(line.prefix);
  const { status } = await ask<{ status: { publications: readonly Omit<StatedPublication, 'manifest'>[] } }>(
    `query Publications(${PLACE}) { status: ${own}Contribution(${AT}) { publications { number hash answer } } }`,
    place(line),
  );
  const stated: StatedPublication[] = [];
  for (const publication of status.publications) {
    const { manifest } = await ask<{ manifest: string | null }>(
      `query Manifest(${PLACE}, $number: Int!) { manifest: ${own}Manifest(${AT}, number: $number) }`,
      { ...place(line), number: publication.number },
    );
    stated.push({ ...publication, manifest });
  }
  return stated;
}

async function revisionsOf(ask: Ask, line: OrganisationLine): Promise<readonly GivenRevision[]> {
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
