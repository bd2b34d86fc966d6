import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Since when an organisation that has sent nothing has a draft, and when it was signed off, as its service states it. */
export class StatedDrafts1764600000001 implements MigrationInterface {
  readonly name = 'StatedDrafts1764600000001';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE stated_draft (
        review_id uuid NOT NULL REFERENCES review,
        organisation_id uuid NOT NULL REFERENCES organisation,
        since date,
        signed_on date,
        stated_at timestamptz(3) NOT NULL,
        PRIMARY KEY (review_id, organisation_id)
      );
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE stated_draft;');
  }
}
