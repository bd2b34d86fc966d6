import { decodeProtectedHeader, type JWK } from 'jose';
import { z } from 'zod';
import type { Manifest } from '../../kit/publishing/manifest.ts';
import { keyOf, ownBytes, verifiedBytes } from '../../kit/service/keys.ts';
import { log } from '../../kit/service/log.ts';
import type { ReviewsService } from '../reviews-service.ts';
import { readManifest, uuid } from './read-manifest.ts';

/** What came: a manifest that may be believed, its exact bytes and the JWS it came in. */
export type Delivered = {
  readonly manifest: Manifest;
  readonly bytes: string;
  readonly signed: string;
  readonly keyValid: boolean;
};

/** Thrown for what is no delivery at all: nobody signed it, or nothing can be read. */
export class NotADelivery extends Error {}

/** The names in the certificate of whoever brings something; null where nobody has one, on one machine. */
export type BroughtBy = readonly string[] | null;

/**
 * Reads who says they signed it, and believes it only after the organisation's own key has verified it: a key that the
 * review's partnership has entered, whatever others have. Whoever brings it must be the service that holds the
 * organisation's records: a key that was stolen is of no use to another service.
 */
export async function verified({ database }: ReviewsService, signed: string, by: BroughtBy): Promise<Delivered> {
  const { kid, organisation, review } = claimed(signed);
  const [row] = (await database.query(
    `SELECT k.jwk, k.valid_from <= now() AND (k.valid_until IS NULL OR k.valid_until > now()) AS valid, o.service
     FROM signing_key k JOIN organisation o ON o.id = k.organisation_id LEFT JOIN review v ON v.id = $3
     WHERE k.organisation_id = $1 AND k.kid = $2 AND (v.id IS NULL OR v.partnership_id = k.partnership_id)
     ORDER BY valid DESC LIMIT 1`,
    [organisation, kid, review],
  )) as { jwk: JWK; valid: boolean; service: string | null }[];
  if (row === undefined) {
    throw new NotADelivery('No known key of this organisation signed it.');
  }
  if (by !== null && (row.service === null || !by.includes(row.service))) {
    log.warn(
      { service: 'reviews', caller: by, organisation },
      'a delivery that another service should bring is refused',
    );
    throw new NotADelivery('Another service holds the records of this organisation.');
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
