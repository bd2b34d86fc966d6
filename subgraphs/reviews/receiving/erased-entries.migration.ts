import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Which entries their services have erased, by ids alone: a service that is restored from an older backup erases them again. */
export class KnownErasures1764700000001 implements MigrationInterface {
  readonly name = 'KnownErasures1764700000001';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE erased_entry (
        organisation_id uuid NOT NULL REFERENCES organisation,
        entry_id uuid NOT NULL,
        review_id uuid NOT NULL REFERENCES review,
        stated_at timestamptz(3) NOT NULL,
        PRIMARY KEY (organisation_id, entry_id)
      );
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE erased_entry;');
  }
}
