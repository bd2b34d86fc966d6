import { decodeProtectedHeader, type JWK } from 'jose';
import { z } from 'zod';
import type { StatedHeads } from '../../kit/publishing/manifest.ts';
import { keyOf, ownBytes, verifiedBytes } from '../../kit/service/keys.ts';
import type { ReviewsService } from '../reviews-service.ts';
import { day, hash, instant, uuid } from './read-manifest.ts';
import type { BroughtBy } from './verified.ts';

const statedHeads = z.object({
  organisation: uuid,
  at: instant,
  heads: z.array(
    z.object({ review: uuid, number: z.number().int().min(1), hash, lost: z.number().int().min(0).default(0) }),
  ),
  drafts: z.array(z.object({ review: uuid, since: day.nullable(), signedOn: day.nullable() })).default([]),
  erased: z.array(z.object({ review: uuid, entries: z.array(uuid) })).default([]),
});

/** How far ahead of ours another service's clock may go, in milliseconds. */
const AHEAD_MS = 5 * 60_000;

/** What an organisation states, and the partnerships that hold the key it is signed with. */
type Believed = { readonly stated: StatedHeads; readonly partnerships: readonly string[] };

/**
 * Keeps what organisations state to be their latest publications. One that no valid key has signed is passed over, and so is
 * one from the future: it would stand against everything stated until then. One that another service brings than the
 * organisation's own is passed over too.
 */
export async function receiveHeads(service: ReviewsService, signed: readonly string[], by: BroughtBy): Promise<void> {
  for (const statement of signed) {
    const believed = await verifiedHeads(service, statement, by);
    if (believed !== null && Date.parse(believed.stated.at) <= service.now().getTime() + AHEAD_MS) {
      await keep(service, believed);
      await keepDrafts(service, believed);
      await keepErased(service, believed);
    }
  }
}

/**
 * Only for reviews of the partnerships that entered the key. What is shown as confirmed moves with the statements of every
 * minute, and not with a new publication: that may be of what is hidden.
 */
async function keep({ database }: ReviewsService, { stated, partnerships }: Believed): Promise<void> {
  await database.query(
    `INSERT INTO head (review_id, organisation_id, number, hash, stated_at, confirmed_at, lost)
     SELECT stated.review, $1, stated.number, stated.hash, $2, $2, stated.lost
     FROM jsonb_to_recordset($3::jsonb) AS stated(review uuid, number int, hash text, lost int)
     JOIN review v ON v.id = stated.review AND v.partnership_id = ANY($4)
     ON CONFLICT (review_id, organisation_id) DO UPDATE
     SET number = EXCLUDED.number, hash = EXCLUDED.hash, stated_at = EXCLUDED.stated_at, lost = EXCLUDED.lost,
         confirmed_at = CASE WHEN head.number = EXCLUDED.number THEN EXCLUDED.stated_at ELSE head.confirmed_at END
     WHERE head.stated_at <= EXCLUDED.stated_at`,
    [stated.organisation, stated.at, JSON.stringify(stated.heads), partnerships],
  );
}

/** What is told of drafts, for those who chase: days, and nothing else. */
async function keepDrafts({ database }: ReviewsService, { stated, partnerships }: Believed): Promise<void> {
  await database.query(
    `INSERT INTO stated_draft (review_id, organisation_id, since, signed_on, stated_at)
     SELECT stated.review, $1, stated.since, stated."signedOn", $2
     FROM jsonb_to_recordset($3::jsonb) AS stated(review uuid, since date, "signedOn" date)
     JOIN review v ON v.id = stated.review AND v.partnership_id = ANY($4)
     ON CONFLICT (review_id, organisation_id) DO UPDATE
     SET since = EXCLUDED.since, signed_on = EXCLUDED.signed_on, stated_at = EXCLUDED.stated_at
     WHERE stated_draft.stated_at <= EXCLUDED.stated_at`,
    [stated.organisation, stated.at, JSON.stringify(stated.drafts), partnerships],
  );
}

/** What was erased once stays erased: a statement that names less takes nothing back. */
async function keepErased({ database }: ReviewsService, { stated, partnerships }: Believed): Promise<void> {
  await database.query(
    `INSERT INTO erased_entry (organisation_id, entry_id, review_id, stated_at)
     SELECT $1, entry::uuid, v.id, $2
     FROM jsonb_to_recordset($3::jsonb) AS stated(review uuid, entries jsonb)
     JOIN review v ON v.id = stated.review AND v.partnership_id = ANY($4), jsonb_array_elements_text(stated.entries) AS entry
     ON CONFLICT DO NOTHING`,
    [stated.organisation, stated.at, JSON.stringify(stated.erased ?? []), partnerships],
  );
}

async function verifiedHeads({ database }: ReviewsService, signed: string, by: BroughtBy): Promise<Believed | null> {
  try {
    const { organisation } = JSON.parse(ownBytes(signed)) as StatedHeads;
    const rows = (await database.query(
      `SELECT jwk, array_agg(partnership_id) AS partnerships FROM signing_key k JOIN organisation o ON o.id = organisation_id
       WHERE organisation_id = $1 AND kid = $2 AND valid_from <= now() AND (valid_until IS NULL OR valid_until > now())
         AND ($3::text[] IS NULL OR o.service = ANY($3)) GROUP BY jwk`,
      [organisation, decodeProtectedHeader(signed).kid, by],
    )) as { jwk: JWK; partnerships: string[] }[];
    for (const { jwk, partnerships } of rows) {
      const bytes = await verifiedBytes(signed, await keyOf(jwk), 'heads').catch(() => null);
      if (bytes !== null) {
        return { stated: statedHeads.parse(JSON.parse(bytes)), partnerships };
      }
    }
    return null;
  } catch {
    return null;
  }
}
