import type { EntityManager } from 'typeorm';
import type { Manifest, Refusal } from '../../kit/publishing/manifest.ts';
import { mayHaveSigned } from './may-have-signed.ts';
import { digestOf } from './pointer-row.ts';
import type { Delivered } from './verified.ts';

export type LockedReview = {
  readonly version: number;
  readonly shown_version: number;
  readonly closed_at: Date | null;
};

/** Decides whether a manifest is refused, and why; null when it is taken. */
export async function refusalOf(
  manager: EntityManager,
  { manifest, keyValid, wasAccepted }: Delivered & { readonly wasAccepted: boolean },
  review: LockedReview | undefined,
): Promise<Refusal | null> {
  const place = await placeInChain(manager, manifest);
  if (place !== null) {
    return place;
  }
  if (review === undefined) {
    return 'UNKNOWN_REVIEW';
  }
  if (!wasAccepted && review.closed_at !== null && !(await onlyTakesBack(manager, manifest))) {
    return 'REVIEW_CLOSED';
  }
  if (!wasAccepted && !keyValid) {
    return 'KEY_REVOKED';
  }
  const [asked] = (await manager.query(
    `SELECT code, ARRAY(SELECT id::text FROM subject WHERE review_id = $1) AS subjects
     FROM contribution_request WHERE review_id = $1 AND organisation_id = $2 AND withdrawn IS NULL`,
    [manifest.review, manifest.organisation],
  )) as { code: string; subjects: string[] }[];
  if (asked === undefined || asked.code !== manifest.code) {
    return 'NOT_ASKED';
  }
  if (!wasAccepted && !(await somebodyStandsFor(manager, manifest))) {
    return 'NOT_SIGNED_OFF';
  }
  const known = new Set(asked.subjects);
  return manifest.pointers.every(({ subjects }) => subjects.every((id) => known.has(id))) ? null : 'UNKNOWN_SUBJECT';
}

/**
 * Holds a manifest against those before it. One that was refused for its key takes nobody's number: whoever holds an old
 * key must not be able to lock the organisation out.
 */
async function placeInChain(
  manager: EntityManager,
  { review, organisation, number, previous }: Manifest,
): Promise<Refusal | null> {
  const near = (await manager.query(
    `SELECT number, hash, refusal FROM publication
     WHERE review_id = $1 AND organisation_id = $2 AND number IN ($3::int, $3::int - 1)`,
    [review, organisation, number],
  )) as { number: number; hash: string; refusal: Refusal | null }[];
  if (near.some((other) => other.number === number && other.refusal !== 'KEY_REVOKED')) {
    return 'OTHER_HASH';
  }
  const follows =
    number === 1 ? previous === null : near.some((one) => one.number === number - 1 && one.hash === previous);
  return follows ? null : 'OUT_OF_ORDER';
}

/**
 * Nobody signs off what they wrote, or what they are no signatory for. Only what takes back needs no sign-off, and what was
 * made before manifests stated one.
 */
async function somebodyStandsFor(manager: EntityManager, manifest: Manifest): Promise<boolean> {
  const { format, signedOff, author } = manifest;
  if (signedOff === null) {
    return format === 'safeguarding-contribution/1' || onlyTakesBack(manager, manifest);
  }
  return signedOff.person !== author?.person && mayHaveSigned(manager, manifest, signedOff);
}

/** A closed review takes nothing new, but what was taken back is taken back there too. */
async function onlyTakesBack(manager: EntityManager, { review, organisation, pointers }: Manifest): Promise<boolean> {
  const rows = (await manager.query(
    'SELECT digest FROM pointer WHERE review_id = $1 AND organisation_id = $2 AND to_version IS NULL',
    [review, organisation],
  )) as { digest: string }[];
  const standing = new Set(rows.map(({ digest }) => digest));
  const changed = pointers.filter((pointer) => !standing.has(digestOf(pointer)));
  return changed.length > 0 && changed.every(({ withdrawn }) => withdrawn !== null);
}
