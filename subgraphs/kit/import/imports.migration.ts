import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Where an entry came from in a file, what organisations' headings mean, and which files were taken. */
export class Imports1764300000000 implements MigrationInterface {
  readonly name = 'Imports1764300000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE entry ADD COLUMN file_hash text, ADD COLUMN file_row int;
      CREATE TABLE saved_column (
        organisation_id uuid NOT NULL,
        heading text NOT NULL,
        column_name text,
        PRIMARY KEY (organisation_id, heading)
      );
      CREATE TABLE imported_file (
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        contribution_id uuid NOT NULL REFERENCES contribution,
        file_hash text NOT NULL,
        format text NOT NULL,
        rows int NOT NULL,
        taken int NOT NULL,
        left_out jsonb NOT NULL,
        imported_by text NOT NULL,
        imported_at timestamptz(3) NOT NULL DEFAULT now()
      );
      ALTER TABLE saved_column ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
      CREATE POLICY own ON saved_column USING (organisation_id = own_organisation());
      ALTER TABLE imported_file ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
      CREATE POLICY own ON imported_file
      USING (contribution_id IN (SELECT id FROM contribution WHERE organisation_id = own_organisation()));
      CREATE INDEX imported_file_of ON imported_file (contribution_id, id);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TABLE imported_file, saved_column;
      ALTER TABLE entry DROP COLUMN file_hash, DROP COLUMN file_row;
    `);
  }
}
