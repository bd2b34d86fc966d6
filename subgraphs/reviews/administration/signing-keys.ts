import type { JWK } from 'jose';
import type { Viewer } from '../../kit/access/viewer.ts';
import { badInput, CaseReviewError, notFound } from '../../kit/errors.ts';
import { isUuid } from '../../kit/identifiers/uuid.ts';
import { keyOf } from '../../kit/service/keys.ts';
import type { ReviewsService } from '../reviews-service.ts';
import { knownOrganisation } from './checked.ts';
import { partnershipOf } from './permissions.ts';

/** A key of an organisation, as one partnership holds it: it counts for that partnership's reviews alone. */
export type KeyOfOrganisation = { readonly organisation: string; readonly partnership: string | null };

/**
 * Keeps the public half of an organisation's signing key, for ever. Entering it again changes nothing.
 * Throws CONFLICT for another key under the same "kid".
 */
export async function putSigningKey(
  { database }: ReviewsService,
  viewer: Viewer,
  { organisation, partnership }: KeyOfOrganisation,
  jwk: string,
): Promise<string> {
  const holder = partnershipOf(viewer, partnership, 'entering keys');
  const key = await publicKey(jwk);
  await knownOrganisation(database, organisation);
  const row = [holder, organisation, key.kid, JSON.stringify(key)];
  await database.query(
    'INSERT INTO signing_key (partnership_id, organisation_id, kid, jwk) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING',
    row,
  );
  const same = (await database.query(
    'SELECT 1 FROM signing_key WHERE partnership_id = $1 AND organisation_id = $2 AND kid = $3 AND jwk = $4::jsonb',
    row,
  )) as unknown[];
  if (same.length === 0) {
    throw new CaseReviewError('CONFLICT', `This organisation has another key with the kid "${key.kid}".`);
  }
  return key.kid;
}

async function publicKey(text: string): Promise<JWK & { readonly kid: string }> {
  try {
    const { kid, kty, crv, x, y, alg } = JSON.parse(text) as JWK;
    const jwk = {
      kid: kid ?? '',
      kty,
      crv,
      x,
      ...(y === undefined ? {} : { y }),
      ...(alg === undefined ? {} : { alg }),
    } as JWK & { kid: string };
    await keyOf(jwk);
    if (typeof jwk.kid === 'string' && jwk.kid !== '') {
      return jwk;
    }
  } catch {
    // The sentence below says it.
  }
  throw badInput('This is not a public key as a JWK with a "kid".');
}

/**
 * Ends the life of a signing key: what it signs from now on is refused. What it signed stays verifiable. One that has
 * ended stays ended as of then.
 */
export async function revokeSigningKey(
  { database }: ReviewsService,
  viewer: Viewer,
  { organisation, partnership }: KeyOfOrganisation,
  kid: string,
): Promise<boolean> {
  const holder = partnershipOf(viewer, partnership, 'revoking keys');
  const [, changed] = isUuid(organisation)
    ? ((await database.query(
        `UPDATE signing_key SET valid_until = least(valid_until, now())
         WHERE partnership_id = $1 AND organisation_id = $2 AND kid = $3`,
        [holder, organisation, kid],
      )) as [unknown, number])
    : [null, 0];
  if (changed === 0) {
    throw notFound('signing key', kid);
  }
  return true;
}
