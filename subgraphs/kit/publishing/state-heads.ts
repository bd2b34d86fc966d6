import type { DataSource } from 'typeorm';
import { signBytes } from '../service/keys.ts';
import type { AgencyService } from './agency-service.ts';
import type { Comparer } from './comparer.ts';
import { type DraftState, draftStates } from './draft-state.ts';
import { erasedEntries } from './erased-entries.ts';
import type { Head, StatedHeads } from './manifest.ts';

/** Entries that stand and whose words nobody has any more. What is hidden makes no number grow. */
const LOST = `(SELECT count(*) FROM revision r JOIN published_entry p USING (entry_id)
  WHERE r.lost_at IS NOT NULL AND p.withdrawn_at IS NULL AND p.handling <> 'HIDDEN' AND p.review_id = contribution.review_id
    AND p.organisation_id = contribution.organisation_id
    AND NOT EXISTS (SELECT FROM revision n WHERE n.entry_id = r.entry_id AND n.number > r.number))`;

/** States, signed by each organisation, the number and hash of its latest publications; of all of them with the state of its drafts and with what was erased. */
export async function stateHeads(
  service: AgencyService,
  contributions: readonly string[] | null,
  { hubIs }: Comparer,
): Promise<void> {
  const { database, keys, hub, now } = service;
  const heads = await headsOf(database, contributions);
  const drafts = contributions === null ? await draftStates(database) : new Map<string, readonly DraftState[]>();
  const erased = contributions === null ? await erasedEntries(database) : null;
  const at = now().toISOString();
  const signed = await Promise.all(
    [...new Set([...heads.keys(), ...drafts.keys()])].map(async (organisation) => {
      const key = await keys.organisation(organisation);
      const stated: StatedHeads = { organisation, at, heads: heads.get(organisation) ?? [] };
      const own = drafts.get(organisation);
      const gone = erased?.get(organisation);
      const bytes = JSON.stringify({
        ...stated,
        ...(own === undefined ? {} : { drafts: own }),
        ...(gone === undefined ? {} : { erased: gone }),
      });
      return key === null ? [] : [await signBytes(key, 'heads', bytes)];
    }),
  );
  if (signed.flat().length > 0) {
    hubIs(await hub.stateHeads(signed.flat()));
  }
}

/** The latest publications of these contributions, or of all, by organisation. */
async function headsOf(
  database: DataSource,
  contributions: readonly string[] | null,
): Promise<ReadonlyMap<string, readonly Head[]>> {
  const rows = (await database.query(
    `SELECT organisation_id AS organisation,
            jsonb_agg(jsonb_build_object('review', review_id, 'number', last_number, 'hash', last_hash, 'lost', ${LOST})) AS heads
     FROM contribution WHERE last_number > 0 AND ($1::uuid[] IS NULL OR id = ANY($1)) GROUP BY organisation_id`,
    [contributions],
  )) as { organisation: string; heads: readonly Head[] }[];
  return new Map(rows.map(({ organisation, heads }) => [organisation, heads]));
}
