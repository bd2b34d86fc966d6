import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import type { DataSource, EntityManager } from 'typeorm';
import type { Identifier } from '../../kit/publishing/hub.ts';
import type { ReviewsService } from '../reviews-service.ts';

/** Who a person of a review is, for those who must search their records. It stands in no other table and no log. */
export type Identity = {
  readonly names: readonly { readonly name: string; readonly from?: string | null; readonly to?: string | null }[];
  readonly dateOfBirth?: string | null;
  readonly identifiers: readonly Identifier[];
  readonly addresses: readonly {
    readonly address: string;
    readonly from?: string | null;
    readonly to?: string | null;
  }[];
  readonly school?: string | null;
};

const NONCE_BYTES = 12;
const TAG_BYTES = 16;

function seal(key: Buffer, identity: Identity): Buffer {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv('aes-256-gcm', key, nonce);
  const sealed = Buffer.concat([cipher.update(JSON.stringify(identity), 'utf8'), cipher.final()]);
  return Buffer.concat([nonce, cipher.getAuthTag(), sealed]);
}

function open(key: Buffer, sealed: Buffer): Identity {
  const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, NONCE_BYTES));
  decipher.setAuthTag(sealed.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES));
  const text = Buffer.concat([decipher.update(sealed.subarray(NONCE_BYTES + TAG_BYTES)), decipher.final()]);
  return JSON.parse(text.toString('utf8')) as Identity;
}

/** Puts a person's identity away, encrypted. */
export async function putIdentity(
  manager: EntityManager,
  { keys }: ReviewsService,
  review: string,
  subject: string,
  identity: Identity,
): Promise<void> {
  await manager.query(
    `INSERT INTO identity_sheet (subject_id, review_id, sealed) VALUES ($1, $2, $3)
     ON CONFLICT (subject_id) DO UPDATE SET sealed = EXCLUDED.sealed`,
    [subject, review, seal(keys.secret('identityKey'), identity)],
  );
}

/** Who reads an identity sheet, and what for: written down before anything is read. */
export type Reading = {
  readonly review: string;
  readonly person: string;
  readonly organisation: string | null;
  readonly act: 'READ' | 'MATCH';
  readonly requestId: string | null;
};

/** Reads the identity sheet of a review: by subject id. The reading is on record first. */
export async function readIdentities(
  { database, keys }: Pick<ReviewsService, 'database' | 'keys'>,
  reading: Reading,
): Promise<ReadonlyMap<string, Identity>> {
  await recordReading(database, reading);
  const rows = (await database.query('SELECT subject_id, sealed FROM identity_sheet WHERE review_id = $1', [
    reading.review,
  ])) as {
    subject_id: string;
    sealed: Buffer;
  }[];
  const key = keys.secret('identityKey');
  return new Map(rows.map(({ subject_id, sealed }) => [subject_id, open(key, sealed)]));
}

const recordReading = (database: DataSource, { review, person, organisation, act, requestId }: Reading) =>
  database.query(
    'INSERT INTO identity_reading (review_id, person, organisation_id, act, request_id) VALUES ($1, $2, $3, $4, $5)',
    [review, person, organisation, act, requestId],
  );

/** Tells of each identifier whether it is one of a person of the review. */
export async function belongToReview(
  service: ReviewsService,
  reading: Reading,
  identifiers: readonly Identifier[],
): Promise<readonly boolean[]> {
  const identities = await readIdentities(service, reading);
  const known = new Set([...identities.values()].flatMap((identity) => identity.identifiers.map(keyOfIdentifier)));
  return identifiers.map((identifier) => known.has(keyOfIdentifier(identifier)));
}

const keyOfIdentifier = ({ scheme, value }: Identifier) => `${scheme} ${value.replaceAll(/[\s-]/g, '').toUpperCase()}`;
