import type { DataSource } from 'typeorm';
import type { Place } from '../../kit/publishing/agency-service.ts';
import type { GivenBack, Held, HeldPublication } from '../../kit/publishing/held.ts';

/** All that is held of the organisations whose records are with this service, and which of the reviews are not known here. */
export async function heldOf(database: DataSource, service: string, reviews: readonly string[]): Promise<Held> {
  const publications = (await database.query(
    `SELECT p.review_id AS review, p.organisation_id AS organisation, p.number, p.hash, p.refusal
     FROM publication p JOIN organisation o ON o.id = p.organisation_id WHERE o.service = $1 ORDER BY p.number`,
    [service],
  )) as HeldPublication[];
  const unknown = (await database.query(
    'SELECT DISTINCT asked.id FROM unnest($1::uuid[]) AS asked(id) LEFT JOIN review r ON r.id = asked.id WHERE r.id IS NULL',
    [reviews],
  )) as { id: string }[];
  const erased = (await database.query(
    `SELECT e.review_id AS review, e.organisation_id AS organisation, array_agg(e.entry_id) AS entries
     FROM erased_entry e JOIN organisation o ON o.id = e.organisation_id WHERE o.service = $1
     GROUP BY e.review_id, e.organisation_id`,
    [service],
  )) as NonNullable<Held['erased']>;
  return { publications, unknownReviews: unknown.map(({ id }) => id), erased };
}

/** The publications of one contribution after a number, to the service that made them and lost them. */
export async function givenBack(
  database: DataSource,
  service: string,
  { review, organisation }: Place,
  after: number,
): Promise<readonly GivenBack[]> {
  return (await database.query(
    `SELECT p.number, p.signed, p.signed_answer AS answer
     FROM publication p JOIN organisation o ON o.id = p.organisation_id
     WHERE o.service = $1 AND p.review_id = $2 AND p.organisation_id = $3 AND p.number > $4
       AND p.refusal IS DISTINCT FROM 'KEY_REVOKED' ORDER BY p.number`,
    [service, review, organisation, after],
  )) as GivenBack[];
}

/** Tells one life of this database from the next: a restore begins a new one. */
export async function lifeOf(database: DataSource): Promise<string | null> {
  const [row] = (await database.query("SELECT id || ' ' || asked_at AS life FROM resync ORDER BY id DESC LIMIT 1")) as {
    life: string;
  }[];
  return row?.life ?? null;
}
