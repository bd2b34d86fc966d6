import { decodeProtectedHeader, type JWK } from 'jose';
import type { EntityManager } from 'typeorm';
import { z } from 'zod';
import { canonical, sha256 } from '../../kit/canonical.ts';
import type { DeliveryAnswer, Manifest, Refusal } from '../../kit/publishing/manifest.ts';
import { inTransaction, statement } from '../../kit/publishing/statement.ts';
import { keyOf, ownBytes, signBytes, verifiedBytes } from '../../kit/service/keys.ts';
import type { ReviewsService } from '../reviews-service.ts';
import { digestOf, putPointers } from './put-pointers.ts';
import { readManifest, uuid } from './read-manifest.ts';

/** What came: a manifest that may be believed, its exact bytes and the JWS it came in. */
type Delivered = {
  readonly manifest: Manifest;
  readonly bytes: string;
  readonly signed: string;
  readonly keyValid: boolean;
};

/** Thrown for what is no delivery at all: nobody signed it, or nothing can be read. */
export class NotADelivery extends Error {}

/**
 * Takes a delivery and gives the hub's signed answer, as a compact JWS. The same delivery again gives the same answer.
 * Throws NotADelivery when no known key of the organisation signed it.
 */
export async function receive(service: ReviewsService, signed: string): Promise<string> {
  const delivered = await verified(service, signed);
  return inTransaction(service.database, 'receive: commit', async (manager) => {
    const { manifest, bytes } = delivered;
    const review = await statement('receive: lock review', () => lockReview(manager, manifest.review));
    const hash = sha256(bytes);
    const earlier = await storedAnswer(manager, manifest, hash);
    if (earlier !== null) {
      return earlier;
    }
    const refusal = await refusalOf(manager, delivered, review);
    const version = refusal === null ? review!.version + 1 : null;
    const answer = await signedAnswer(service, manifest, { hash, refusal, version });
    if (refusal !== 'OTHER_HASH' && refusal !== 'OUT_OF_ORDER') {
      await store(manager, service, delivered, { hash, refusal, version, answer });
    }
    if (version !== null) {
      await putPointers(manager, manifest, version);
      await advance(manager, service, manifest.review, version);
    }
    return answer;
  });
}

/**
 * Reads who says they signed it, and believes it only after the organisation's own key has verified it: a key that the
 * review's partnership has entered, whatever others have.
 */
async function verified({ database }: ReviewsService, signed: string): Promise<Delivered> {
  const { kid, organisation, review } = claimed(signed);
  const [row] = (await database.query(
    `SELECT k.jwk, k.valid_from <= now() AND (k.valid_until IS NULL OR k.valid_until > now()) AS valid
     FROM signing_key k LEFT JOIN review v ON v.id = $3
     WHERE k.organisation_id = $1 AND k.kid = $2 AND (v.id IS NULL OR v.partnership_id = k.partnership_id)
     ORDER BY valid DESC LIMIT 1`,
    [organisation, kid, review],
  )) as { jwk: JWK; valid: boolean }[];
  if (row === undefined) {
    throw new NotADelivery('No known key of this organisation signed it.');
  }
  try {
    const bytes = await verifiedBytes(signed, await keyOf(row.jwk), 'manifest');
    return { manifest: readManifest(bytes), bytes, signed, keyValid: row.valid };
  } catch {
    throw new NotADelivery('The signature is not right, or it is not a manifest.');
  }
}

/** The name of a key is whatever an administrator entered; no database holds U+0000. */
const kid = z.string().refine((value) => !value.includes('\u0000'));

function claimed(signed: string): { readonly kid: string; readonly organisation: string; readonly review: string } {
  try {
    const { organisation, review } = JSON.parse(ownBytes(signed)) as { organisation: string; review: string };
    return {
      kid: kid.parse(decodeProtectedHeader(signed).kid),
      organisation: uuid.parse(organisation),
      review: uuid.parse(review),
    };
  } catch {
    throw new NotADelivery('It is not a signed manifest.');
  }
}

type LockedReview = { readonly version: number; readonly closed_at: Date | null };

async function lockReview(manager: EntityManager, review: string): Promise<LockedReview | undefined> {
  const [row] = (await manager.query('SELECT version, closed_at FROM review WHERE id = $1 FOR UPDATE', [
    review,
  ])) as LockedReview[];
  return row;
}

/** The answer to the very same delivery, if it came before. */
async function storedAnswer(
  manager: EntityManager,
  { review, organisation, number }: Manifest,
  hash: string,
): Promise<string | null> {
  const [row] = (await manager.query(
    'SELECT signed_answer FROM publication WHERE review_id = $1 AND organisation_id = $2 AND number = $3 AND hash = $4',
    [review, organisation, number, hash],
  )) as { signed_answer: string }[];
  return row?.signed_answer ?? null;
}

async function refusalOf(
  manager: EntityManager,
  { manifest, keyValid }: Delivered,
  review: LockedReview | undefined,
): Promise<Refusal | null> {
  const place = await placeInChain(manager, manifest);
  if (place !== null) {
    return place;
  }
  if (review === undefined) {
    return 'UNKNOWN_REVIEW';
  }
  if (review.closed_at !== null && !(await onlyTakesBack(manager, manifest))) {
    return 'REVIEW_CLOSED';
  }
  if (!keyValid) {
    return 'KEY_REVOKED';
  }
  const [asked] = (await manager.query(
    `SELECT code, ARRAY(SELECT id::text FROM subject WHERE review_id = $1) AS subjects
     FROM contribution_request WHERE review_id = $1 AND organisation_id = $2`,
    [manifest.review, manifest.organisation],
  )) as { code: string; subjects: string[] }[];
  if (asked === undefined || asked.code !== manifest.code) {
    return 'NOT_ASKED';
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

type Decided = { readonly hash: string; readonly refusal: Refusal | null; readonly version: number | null };

function signedAnswer(
  { keys, now }: ReviewsService,
  { review, organisation, number }: Manifest,
  { hash, refusal, version }: Decided,
) {
  const answer: DeliveryAnswer = {
    review,
    organisation,
    number,
    hash,
    outcome: refusal === null ? 'ACCEPTED' : 'REFUSED',
    version,
    refusal,
    at: now().toISOString(),
  };
  return signBytes(keys.service, 'delivery-answer', canonical(answer));
}

async function store(
  manager: EntityManager,
  { now }: ReviewsService,
  { manifest, signed }: Delivered,
  decided: Decided & { readonly answer: string },
) {
  await statement('receive: insert publication', () =>
    manager.query(
      `INSERT INTO publication (review_id, organisation_id, number, hash, outcome, refusal, version, entries, answer,
                                no_contact, withdrawn, published_at, received_at, signed, signed_answer)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)`,
      [
        manifest.review,
        manifest.organisation,
        manifest.number,
        decided.hash,
        decided.refusal === null ? 'ACCEPTED' : 'REFUSED',
        decided.refusal,
        decided.version,
        manifest.pointers.filter(({ withdrawn }) => withdrawn === null).length,
        manifest.answer,
        JSON.stringify(manifest.noContact),
        manifest.withdrawn,
        manifest.publishedAt,
        now(),
        signed,
        decided.answer,
      ],
    ),
  );
}

async function advance(
  manager: EntityManager,
  { now }: ReviewsService,
  review: string,
  version: number,
): Promise<void> {
  await statement('receive: advance version', async () => {
    await manager.query('UPDATE review SET version = $2 WHERE id = $1', [review, version]);
    await manager.query('INSERT INTO review_version (review_id, version, at) VALUES ($1, $2, $3)', [
      review,
      version,
      now(),
    ]);
  });
}
