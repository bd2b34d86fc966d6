import type { EntityManager } from 'typeorm';
import type { Manifest, SignOff } from '../../kit/publishing/manifest.ts';

/**
 * Tells whether whoever signed off was a signatory when it was published, by the clock of the organisation's service. What a
 * sign-off stood for once stays so, as a fact of its day; what is signed and published only after its signatory has left needs
 * somebody else. All that makes somebody a signatory counts: see memberships.ts.
 */
export async function mayHaveSigned(
  manager: EntityManager,
  { review, organisation, publishedAt }: Manifest,
  signedOff: SignOff,
): Promise<boolean> {
  const found = (await manager.query(
    `WITH place AS (SELECT id, partnership_id FROM review WHERE id = $1),
     signs_for AS (
       SELECT partnership_id, organisation_id FROM organisation_person WHERE person = $3 AND role = 'SIGNATORY'
       UNION
       SELECT partnership_id, organisation_id FROM ended_appointment
       WHERE person = $3 AND role = 'SIGNATORY' AND ended_at >= $4
     )
     SELECT FROM place JOIN signs_for USING (partnership_id) WHERE organisation_id = $2
     UNION ALL
     SELECT FROM place JOIN signs_for USING (partnership_id) JOIN oversight o USING (partnership_id)
     WHERE o.overseer_id = signs_for.organisation_id AND o.organisation_id = $2
       AND (o.ended_at IS NULL OR o.ended_at >= $4)
       AND ($4::timestamptz AT TIME ZONE 'Europe/London')::date BETWEEN o.from_day AND coalesce(o.to_day, 'infinity')
     UNION ALL
     SELECT FROM stand_in WHERE review_id = $1 AND organisation_id = $2 AND person = $3 AND role = 'SIGNATORY'
       AND (ends_at IS NULL OR ends_at >= $4)
     UNION ALL
     SELECT FROM invitation WHERE review_id = $1 AND organisation_id = $2 AND redeemed_by = $3 AND role = 'SIGNATORY'
       AND (ended_at IS NULL OR ended_at >= $4)
     UNION ALL
     SELECT FROM publication
     WHERE review_id = $1 AND organisation_id = $2 AND outcome = 'ACCEPTED' AND signed_off = $5::jsonb`,
    [review, organisation, signedOff.person, publishedAt, JSON.stringify(signedOff)],
  )) as unknown[];
  return found.length > 0;
}
