import { createHmac } from 'node:crypto';
import type { DataSource, EntityManager } from 'typeorm';
import { nobody } from '../../kit/access-log/asker.ts';
import { newTrail } from '../../kit/access-log/trail.ts';
import type { Identifier, KnownForFile } from '../../kit/publishing/hub.ts';
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

/** Reads the identity sheet of a review: by subject id. Whoever calls this writes it down. */
export async function readIdentities(
  { database, keys }: Pick<ReviewsService, 'database' | 'keys'>,
  review: string,
): Promise<ReadonlyMap<string, Identity>> {
  const rows = (await database.query('SELECT subject_id, sealed FROM identity_sheet WHERE review_id = $1', [
    review,
  ])) as { subject_id: string; sealed: Buffer }[];
  const key = keys.secret('identityKey');
  return new Map(rows.map(({ subject_id, sealed }) => [subject_id, JSON.parse(unseal(key, sealed)) as Identity]));
}

/** An agency's question whether people of its records are people of a review. */
export type Match = {
  readonly review: string;
  readonly organisation: string;
  readonly person: string;
  readonly identifiers: readonly Identifier[];
};

/** True when the service holds the records of an organisation that was asked to contribute to the review. */
export async function mayMatch(
  database: DataSource,
  service: string,
  { review, organisation }: Pick<Match, 'review' | 'organisation'>,
): Promise<boolean> {
  const asked = (await database.query(
    `SELECT FROM contribution_request r JOIN organisation o ON o.id = r.organisation_id
     WHERE r.review_id = $1 AND o.id = $2 AND o.service = $3 AND r.withdrawn IS NULL`,
    [review, organisation, service],
  )) as unknown[];
  return asked.length > 0;
}

/** Writes down that a service asked about people of a review to which no organisation of its own was asked to contribute. */
export async function putRefusal(
  { accessLog }: ReviewsService,
  requestId: string,
  { review, person }: Pick<Match, 'review' | 'person'>,
): Promise<void> {
  const trail = newTrail(accessLog, requestId, () => false);
  trail.by({ ...nobody, person });
  trail.about(review);
  trail.end({ decision: 'REFUSED', codes: ['NOT_ALLOWED'] });
  await trail.onDisk();
}

/** Tells of each identifier whether it is one of a person of the review. The question is in the access log by then. */
export async function belongToReview(
  service: ReviewsService,
  requestId: string,
  match: Match,
): Promise<readonly boolean[]> {
  const { review, organisation, person, identifiers } = match;
  const trail = newTrail(service.accessLog, requestId, () => false);
  trail.by({ ...nobody, person });
  trail.actsFor(organisation);
  trail.read({ review, topic: 'IDENTITY_MATCH', searched: identifiers.map(searchedAs(service)) });
  const [identities] = await Promise.all([readIdentities(service, review), trail.onDisk()]);
  const known = new Set([...identities.values()].flatMap(identifiersOf).map(keyOfIdentifier));
  return identifiers.map((identifier) => known.has(keyOfIdentifier(identifier)));
}

/** An identifier as the log keeps it: whoever knows it and this service's secret finds it again, and nobody reads it. */
const searchedAs =
  ({ keys }: ReviewsService) =>
  (identifier: Identifier): string =>
    createHmac('sha256', keys.secret('requestKey'))
      .update(`searched ${keyOfIdentifier(identifier)}`)
      .digest('hex');

/** The people of a review as those know them who search records, and the name of the organisation that asks. The access log has it by then. */
export async function peopleKnown(
  service: ReviewsService,
  requestId: string,
  { review, organisation, person }: Omit<Match, 'identifiers'>,
): Promise<KnownForFile> {
  const trail = newTrail(service.accessLog, requestId, () => false);
  trail.by({ ...nobody, person });
  trail.actsFor(organisation);
  trail.read({ review, topic: 'IDENTITY_SHEET' });
  const [identities] = await Promise.all([readIdentities(service, review), trail.onDisk()]);
  const subjects = (await service.database.query(
    'SELECT id, pseudonym, at_the_centre FROM subject WHERE review_id = $1 ORDER BY at_the_centre DESC, pseudonym',
    [review],
  )) as { readonly id: string; readonly pseudonym: string; readonly at_the_centre: boolean }[];
  const people = subjects.map(({ id, pseudonym, at_the_centre: atTheCentre }) => {
    const identity = identities.get(id);
    const names = identity?.names.map(({ name }) => name) ?? [];
    return { pseudonym, atTheCentre, names, dateOfBirth: identity?.dateOfBirth ?? null };
  });
  const [own] = (await service.database.query('SELECT name FROM organisation WHERE id = $1', [organisation])) as {
    readonly name: string;
  }[];
  return { people, organisation: own!.name };
}

const identifiersOf = ({ identifiers, dateOfBirth }: Identity): readonly Identifier[] =>
  dateOfBirth == null ? identifiers : [...identifiers, { scheme: 'DATE_OF_BIRTH', value: dateOfBirth }];

const keyOfIdentifier = ({ scheme, value }: Identifier) => `${scheme} ${value.replaceAll(/[\s-]/g, '').toUpperCase()}`;
