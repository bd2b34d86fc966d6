import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What the hub is told of drafts of which nothing was published yet: since when there is one, and when it was signed off.
 * It stands in a table of its own because the deliverer works for no organisation, and so sees no draft.
 */
export class DraftStates1764600000000 implements MigrationInterface {
  readonly name = 'DraftStates1764600000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE draft_state (
        review_id uuid NOT NULL,
        organisation_id uuid NOT NULL,
        since date,
        signed_on date,
        PRIMARY KEY (review_id, organisation_id)
      );
      ALTER TABLE contribution NO FORCE ROW LEVEL SECURITY;
      INSERT INTO draft_state (review_id, organisation_id, since)
      SELECT review_id, organisation_id, (now() AT TIME ZONE 'Europe/London')::date
      FROM contribution WHERE last_number = 0 AND version > 0;
      ALTER TABLE contribution FORCE ROW LEVEL SECURITY;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE draft_state;');
  }
}
