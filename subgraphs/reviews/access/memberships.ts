import type { DataSource } from 'typeorm';
import type { Clearance, Office, ReviewRole, ReviewSubject, StandIn } from '../../kit/access/viewer.ts';

/** All that somebody may do, as the gateway asks for it to make their passes. */
export type Memberships = {
  readonly organisation: string | null;
  readonly administers: readonly string[];
  readonly offices?: readonly Office[];
  readonly reviews: readonly Clearance[];
};

type RoleRow = {
  readonly review: string;
  readonly reference: string;
  readonly role: ReviewRole;
  readonly code: string | null;
  readonly organisation: string | null;
};

/** Looks up what a person is now: what has ended, or not begun, does not count. */
export async function membershipsOf(database: DataSource, person: string): Promise<Memberships> {
  const roles = (await database.query(
    `SELECT review_id AS review, reference, role, NULL AS code, NULL AS organisation
     FROM membership JOIN review ON review.id = review_id
     WHERE person = $1 AND starts_at <= now() AND (ends_at IS NULL OR ends_at > now())
     UNION ALL
     SELECT r.review_id, v.reference, p.role, r.code, p.organisation_id::text FROM organisation_person p
     JOIN contribution_request r USING (organisation_id)
     JOIN review v ON v.id = r.review_id AND v.partnership_id = p.partnership_id
     WHERE p.person = $1 AND r.withdrawn IS NULL
     UNION ALL
     SELECT i.review_id, v.reference, i.role, r.code, i.organisation_id::text FROM invitation i
     JOIN contribution_request r USING (review_id, organisation_id)
     JOIN review v ON v.id = i.review_id
     WHERE i.redeemed_by = $1 AND i.ended_at IS NULL AND v.closed_at IS NULL AND r.withdrawn IS NULL`,
    [person],
  )) as RoleRow[];
  const standIns = await standInsOf(database, person);
  const administers = (await database.query('SELECT partnership_id AS id FROM administrator WHERE person = $1', [
    person,
  ])) as { id: string }[];
  const [acts] = (await database.query(
    `SELECT organisation_id AS id FROM organisation_person WHERE person = $1
     UNION ALL
     SELECT i.organisation_id FROM invitation i JOIN review v ON v.id = i.review_id
     WHERE i.redeemed_by = $1 AND i.ended_at IS NULL AND v.closed_at IS NULL ORDER BY 1 LIMIT 1`,
    [person],
  )) as { id: string }[];
  const offices = (await database.query(
    `SELECT role, partnership_id AS partnership, area FROM office
     WHERE person = $1 AND starts_at <= now() AND (ends_at IS NULL OR ends_at > now())`,
    [person],
  )) as Office[];
  const subjects = await subjectsOf(
    database,
    [...roles.filter(({ code }) => code !== null), ...standIns].map(({ review }) => review),
  );
  return {
    organisation: acts?.id ?? null,
    administers: administers.map(({ id }) => id),
    ...(offices.length === 0 ? {} : { offices }),
    reviews: [...new Set([...roles, ...standIns].map(({ review }) => review))].map((review) =>
      clearance(review, { roles, standIns, subjects }),
    ),
  };
}

type Held = {
  readonly roles: readonly RoleRow[];
  readonly standIns: readonly StandInRow[];
  readonly subjects: ReadonlyMap<string, readonly ReviewSubject[]>;
};

function clearance(review: string, { roles: all, standIns, subjects }: Held): Clearance {
  const mine = all.filter((row) => row.review === review);
  const standing = standIns.filter((row) => row.review === review);
  const code = mine.find((row) => row.code !== null)?.code;
  const roles = [...new Set(mine.map(({ role }) => role))];
  const { reference } = (mine[0] ?? standing[0])!;
  return {
    review,
    reference,
    roles,
    ...(code == null ? {} : { code }),
    ...(code == null && standing.length === 0 ? {} : { subjects: subjects.get(review) ?? [] }),
    ...(standing.length === 0 ? {} : { standsInFor: standing.map(({ standIn }) => standIn) }),
  };
}

type StandInRow = { readonly review: string; readonly reference: string; readonly standIn: StandIn };

/** The organisations somebody writes or signs for, though they come from another: as an author from elsewhere, or from the body that oversees them. */
const standInsOf = (database: DataSource, person: string) =>
  database.query(
    `SELECT s.review_id AS review, v.reference,
            json_build_object('organisation', s.organisation_id, 'code', r.code, 'roles', json_agg(s.role ORDER BY s.role),
                              'from', s.from_id) AS "standIn"
     FROM (SELECT review_id, organisation_id, role, from_organisation_id AS from_id FROM stand_in
           WHERE person = $1 AND starts_at <= now() AND (ends_at IS NULL OR ends_at > now())
           UNION
           SELECT v.id, o.organisation_id, p.role, o.overseer_id FROM organisation_person p
           JOIN oversight_today o ON o.overseer_id = p.organisation_id AND o.partnership_id = p.partnership_id
           JOIN review v ON v.partnership_id = o.partnership_id
           WHERE p.person = $1 AND p.role = 'SIGNATORY') s
     JOIN contribution_request r USING (review_id, organisation_id) JOIN review v ON v.id = s.review_id
     WHERE r.withdrawn IS NULL
     GROUP BY s.review_id, v.reference, s.organisation_id, r.code, s.from_id`,
    [person],
  ) as Promise<StandInRow[]>;

async function subjectsOf(
  database: DataSource,
  reviews: readonly string[],
): Promise<ReadonlyMap<string, readonly ReviewSubject[]>> {
  const rows = (await database.query(
    `SELECT review_id AS review, json_agg(json_build_object('id', id, 'pseudonym', pseudonym) ORDER BY pseudonym) AS subjects
     FROM subject WHERE review_id = ANY($1::uuid[]) GROUP BY review_id`,
    [reviews],
  )) as { review: string; subjects: ReviewSubject[] }[];
  return new Map(rows.map(({ review, subjects }) => [review, subjects]));
}
