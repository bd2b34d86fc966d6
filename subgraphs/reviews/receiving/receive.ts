import type { EntityManager } from 'typeorm';
import { canonical, sha256 } from '../../kit/canonical.ts';
import type { DeliveryAnswer, Manifest, Refusal } from '../../kit/publishing/manifest.ts';
import { inTransaction, statement } from '../../kit/publishing/statement.ts';
import { signBytes, verifiedBytes } from '../../kit/service/keys.ts';
import type { ReviewsService } from '../reviews-service.ts';
import { putPointers } from './put-pointers.ts';
import { type LockedReview, refusalOf } from './refusal.ts';
import { type BroughtBy, type Delivered, verified } from './verified.ts';
import { type Changes, changesIn, shownNumberRefused } from './what-changes.ts';

/**
 * Takes a delivery and gives the hub's signed answer, as a compact JWS. The same delivery again gives the same answer.
 * Throws NotADelivery when no known key of the organisation signed it, or another service than theirs brings it.
 */
export async function receive(
  service: ReviewsService,
  signed: string,
  by: BroughtBy,
  earlierAnswer: string | null,
): Promise<string> {
  const delivered = await verified(service, signed, by);
  const wasAccepted = await acceptedBefore(service, delivered, earlierAnswer);
  return inTransaction(service.database, 'receive: commit', async (manager) => {
    const { manifest, bytes } = delivered;
    const review = await statement('receive: lock review', () => lockReview(manager, manifest.review));
    const hash = sha256(bytes);
    const earlier = await storedAnswer(manager, manifest, hash);
    if (earlier !== null) {
      return earlier;
    }
    const refusal = await refusalOf(manager, { ...delivered, wasAccepted }, review);
    const taken = refusal === null ? await taking(manager, manifest, review!) : null;
    const answer = await signedAnswer(service, manifest, { hash, refusal, taken });
    if (refusal !== 'OTHER_HASH' && refusal !== 'OUT_OF_ORDER') {
      await store(manager, service, delivered, { hash, refusal, taken, answer });
    }
    if (taken !== null) {
      await putPointers(manager, manifest, taken.changes, taken.version);
      await advance(manager, service, manifest.review, taken);
    }
    return answer;
  });
}

/**
 * Tells whether this hub took the delivery before it was restored to an older state: its own signature says so. What was
 * right then stays right, though the key has ended or the review was closed since.
 */
async function acceptedBefore(
  { publicKeys }: ReviewsService,
  { bytes }: Delivered,
  answer: string | null,
): Promise<boolean> {
  try {
    const said = await verifiedBytes(answer ?? '', publicKeys.everUsed('reviews'), 'delivery-answer');
    const { outcome, hash } = JSON.parse(said) as DeliveryAnswer;
    return outcome === 'ACCEPTED' && hash === sha256(bytes);
  } catch {
    return false;
  }
}

async function lockReview(manager: EntityManager, review: string): Promise<LockedReview | undefined> {
  const [row] = (await manager.query('SELECT version, shown_version, closed_at FROM review WHERE id = $1 FOR UPDATE', [
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

/** The version that a delivery makes of its review, and the one that is shown: the same as before where only hidden entries changed. */
type Taken = { readonly changes: Changes; readonly version: number; readonly shownVersion: number };

async function taking(manager: EntityManager, manifest: Manifest, review: LockedReview): Promise<Taken> {
  const changes = await changesIn(manager, manifest);
  const shownVersion = review.shown_version + (changes.isQuiet ? 0 : 1);
  return { changes, version: review.version + 1, shownVersion };
}

type Decided = { readonly hash: string; readonly refusal: Refusal | null; readonly taken: Taken | null };

function signedAnswer(
  { keys, now }: ReviewsService,
  { review, organisation, number }: Manifest,
  { hash, refusal, taken }: Decided,
) {
  const answer: DeliveryAnswer = {
    review,
    organisation,
    number,
    hash,
    outcome: refusal === null ? 'ACCEPTED' : 'REFUSED',
    version: taken?.shownVersion ?? null,
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
  const shownNumber =
    decided.taken?.changes.shownNumber ?? (await shownNumberRefused(manager, manifest, decided.refusal!));
  await statement('receive: insert publication', () =>
    manager.query(
      `INSERT INTO publication (review_id, organisation_id, number, hash, outcome, refusal, version, entries, answer,
                                no_contact, withdrawn, published_at, received_at, signed, signed_answer, shown_number,
                                form, author, signed_off, words)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20)`,
      [
        manifest.review,
        manifest.organisation,
        manifest.number,
        decided.hash,
        decided.refusal === null ? 'ACCEPTED' : 'REFUSED',
        decided.refusal,
        decided.taken?.version ?? null,
        manifest.pointers.filter(({ withdrawn }) => withdrawn === null).length,
        manifest.answer,
        JSON.stringify(manifest.noContact),
        manifest.withdrawn,
        manifest.publishedAt,
        now(),
        signed,
        decided.answer,
        shownNumber,
        manifest.form,
        manifest.author,
        manifest.signedOff,
        manifest.words,
      ],
    ),
  );
}

async function advance(
  manager: EntityManager,
  { now }: ReviewsService,
  review: string,
  { version, shownVersion }: Taken,
): Promise<void> {
  await statement('receive: advance version', async () => {
    await manager.query('UPDATE review SET version = $2, shown_version = $3 WHERE id = $1', [
      review,
      version,
      shownVersion,
    ]);
    await manager.query('INSERT INTO review_version (review_id, version, shown, at) VALUES ($1, $2, $3, $4)', [
      review,
      version,
      shownVersion,
      now(),
    ]);
  });
}
