import type { DataSource, EntityManager } from 'typeorm';
import type { Identifier } from '../../kit/publishing/hub.ts';
import { seal, unseal } from '../../kit/sealed.ts';
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
    [subject, review, seal(keys.secret('identityKey'), JSON.stringify(identity))],
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
  return new Map(rows.map(({ subject_id, sealed }) => [subject_id, JSON.parse(unseal(key, sealed)) as Identity]));
}

const recordReading = (database: DataSource, { review, person, organisation, act, requestId }: Reading) =>
  database.query(
    'INSERT INTO identity_reading (review_id, person, organisation_id, act, request_id) VALUES ($1, $2, $3, $4, $5)',
    [review, person, organisation, act, requestId],
  );

/** True when the service holds the records of an organisation that was asked to contribute to the review. */
export async function mayMatch(
  database: DataSource,
  service: string,
  { review, organisation }: Pick<Reading, 'review' | 'organisation'>,
): Promise<boolean> {
  const asked = (await database.query(
    `SELECT FROM contribution_request r JOIN organisation o ON o.id = r.organisation_id
     WHERE r.review_id = $1 AND o.id = $2 AND o.service = $3`,
    [review, organisation, service],
  )) as unknown[];
  return asked.length > 0;
}

/** Tells of each identifier whether it is one of a person of the review. */
export async function belongToReview(
  service: ReviewsService,
  reading: Reading,
  identifiers: readonly Identifier[],
): Promise<readonly boolean[]> {
  const identities = await readIdentities(service, reading);
  const known = new Set([...identities.values()].flatMap(identifiersOf).map(keyOfIdentifier));
  return identifiers.map((identifier) => known.has(keyOfIdentifier(identifier)));
}

const identifiersOf = ({ identifiers, dateOfBirth }: Identity): readonly Identifier[] =>
  dateOfBirth == null ? identifiers : [...identifiers, { scheme: 'DATE_OF_BIRTH', value: dateOfBirth }];

const keyOfIdentifier = ({ scheme, value }: Identifier) => `${scheme} ${value.replaceAll(/[\s-]/g, '').toUpperCase()}`;
