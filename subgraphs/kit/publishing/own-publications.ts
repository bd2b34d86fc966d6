import { asOrganisation } from '../access/as-organisation.ts';
import { badInput } from '../errors.ts';
import { isUuid } from '../identifiers/uuid.ts';
import type { AgencyService, Place } from './agency-service.ts';

/** A manifest as the organisation signed it, null when there is no publication with this number. */
export const signedManifest = ({ database }: AgencyService, { review, organisation }: Place, number: number) =>
  asOrganisation(database, organisation, async (manager): Promise<string | null> => {
    const [row] = (await manager.query(
      `SELECT p.signed FROM publication p JOIN contribution c ON c.id = p.contribution_id
       WHERE c.review_id = $1 AND c.organisation_id = $2 AND p.number = $3`,
      [review, organisation, number],
    )) as { signed: string }[];
    return row?.signed ?? null;
  });

/** The very bytes behind a content hash, for their owner. Content and salt are null once erased, or lost. */
export type OwnRevision = {
  readonly id: string;
  readonly reference: string;
  readonly contentHash: string;
  readonly content: string | null;
  /** In hexadecimal. */
  readonly salt: string | null;
};

export const REVISIONS_AT_ONCE = 200;

/** Reads what an organisation has published, revision by revision in the order of their ids. */
export function ownRevisions(
  { database }: AgencyService,
  { review, organisation }: Place,
  after: string | null,
): Promise<readonly OwnRevision[]> {
  if (after !== null && !isUuid(after)) {
    throw badInput(`"${after}" is not the id of a revision.`);
  }
  return asOrganisation(
    database,
    organisation,
    (manager) =>
      manager.query(
        `SELECT r.id, e.reference, r.content_hash AS "contentHash", r.content, encode(r.salt, 'hex') AS salt
         FROM revision r JOIN entry e ON e.id = r.entry_id JOIN contribution c ON c.id = e.contribution_id
         WHERE c.review_id = $1 AND c.organisation_id = $2 AND ($3::uuid IS NULL OR r.id > $3) ORDER BY r.id LIMIT $4`,
        [review, organisation, after, REVISIONS_AT_ONCE],
      ) as Promise<readonly OwnRevision[]>,
  );
}
