import { decodeProtectedHeader, type JWK } from 'jose';
import type { StatedHeads } from '../../kit/publishing/manifest.ts';
import { keyOf, ownBytes, verifiedBytes } from '../../kit/service/keys.ts';
import type { ReviewsService } from '../reviews-service.ts';

/** Keeps what organisations state to be their latest publications. One that nobody's key has signed is passed over. */
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
    const [row] = (await database.query('SELECT jwk FROM signing_key WHERE organisation_id = $1 AND kid = $2', [
      organisation,
      decodeProtectedHeader(signed).kid,
    ])) as { jwk: JWK }[];
    return row === undefined
      ? null
      : (JSON.parse(await verifiedBytes(signed, await keyOf(row.jwk), 'heads')) as StatedHeads);
  } catch {
    return null;
  }
}
