import { decodeProtectedHeader, type JWK } from 'jose';
import { z } from 'zod';
import type { StatedHeads } from '../../kit/publishing/manifest.ts';
import { keyOf, ownBytes, verifiedBytes } from '../../kit/service/keys.ts';
import type { ReviewsService } from '../reviews-service.ts';
import { hash, instant, uuid } from './read-manifest.ts';

const statedHeads = z.object({
  organisation: uuid,
  at: instant,
  heads: z.array(z.object({ review: uuid, number: z.number().int().min(1), hash })),
});

/** Keeps what organisations state to be their latest publications. One that no valid key has signed is passed over. */
export async function receiveHeads(service: ReviewsService, signed: readonly string[]): Promise<void> {
  for (const statement of signed) {
    const stated = await verifiedHeads(service, statement);
    if (stated !== null) {
      await service.database.query(
        `INSERT INTO head (review_id, organisation_id, number, hash, stated_at)
         SELECT review, $1, number, hash, $2 FROM jsonb_to_recordset($3::jsonb) AS row(review uuid, number int, hash text)
         ON CONFLICT (review_id, organisation_id) DO UPDATE
         SET number = EXCLUDED.number, hash = EXCLUDED.hash, stated_at = EXCLUDED.stated_at
         WHERE head.stated_at <= EXCLUDED.stated_at`,
        [stated.organisation, stated.at, JSON.stringify(stated.heads)],
      );
    }
  }
}

async function verifiedHeads({ database }: ReviewsService, signed: string): Promise<StatedHeads | null> {
  try {
    const { organisation } = JSON.parse(ownBytes(signed)) as StatedHeads;
    const [row] = (await database.query(
      `SELECT jwk FROM signing_key WHERE organisation_id = $1 AND kid = $2
       AND valid_from <= now() AND (valid_until IS NULL OR valid_until > now())`,
      [organisation, decodeProtectedHeader(signed).kid],
    )) as { jwk: JWK }[];
    return row === undefined
      ? null
      : statedHeads.parse(JSON.parse(await verifiedBytes(signed, await keyOf(row.jwk), 'heads')));
  } catch {
    return null;
  }
}
