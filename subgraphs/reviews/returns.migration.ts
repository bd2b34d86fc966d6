import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What a publication says besides its entries, and who stands in for an organisation. */
export class Returns1764300000000 implements MigrationInterface {
  readonly name = 'Returns1764300000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE publication
        ADD COLUMN form text,
        ADD COLUMN author jsonb,
        ADD COLUMN signed_off jsonb,
        ADD COLUMN words jsonb;
      CREATE TABLE stand_in (
        review_id uuid NOT NULL REFERENCES review,
        organisation_id uuid NOT NULL REFERENCES organisation,
        person text NOT NULL,
        role text NOT NULL,
        from_organisation_id uuid NOT NULL REFERENCES organisation,
        starts_at timestamptz(3) NOT NULL DEFAULT now(),
        ends_at timestamptz(3),
        PRIMARY KEY (review_id, organisation_id, person, role, starts_at)
      );
      CREATE INDEX stand_in_person ON stand_in (person);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TABLE stand_in;
      ALTER TABLE publication DROP COLUMN form, DROP COLUMN author, DROP COLUMN signed_off, DROP COLUMN words;
    `);
  }
}
