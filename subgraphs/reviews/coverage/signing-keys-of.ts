import type { DataSource } from 'typeorm';

/** A key of an organisation as the partnership of a review entered it: public, and kept when it has ended. */
export type KeyOfOrganisation = {
  readonly kid: string;
  readonly jwk: string;
  readonly validFrom: Date;
  readonly validUntil: Date | null;
};

/** The keys with which an organisation's publications to a review may be signed, in the order they were entered. */
export const signingKeysOf = (database: DataSource, review: string, organisation: string) =>
  database.query(
    `SELECT k.kid, k.jwk::text AS jwk, k.valid_from AS "validFrom", k.valid_until AS "validUntil"
     FROM signing_key k JOIN review v ON v.partnership_id = k.partnership_id
     WHERE v.id = $1 AND k.organisation_id = $2 ORDER BY k.valid_from, k.kid`,
    [review, organisation],
  ) as Promise<readonly KeyOfOrganisation[]>;
