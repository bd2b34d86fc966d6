import type { MigrationInterface, QueryRunner } from 'typeorm';

/** How long contributions are to be kept: every decision stays, the newest counts. */
export class Retention1764500000000 implements MigrationInterface {
  readonly name = 'Retention1764500000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE retention (
        number bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        contribution_id uuid NOT NULL REFERENCES contribution,
        until date,
        reason text NOT NULL,
        set_by text NOT NULL,
        set_at timestamptz(3) NOT NULL
      );
      CREATE INDEX retention_contribution ON retention (contribution_id, number);
      ALTER TABLE retention ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
      CREATE POLICY own ON retention
      USING (contribution_id IN (SELECT id FROM contribution WHERE organisation_id = own_organisation()));
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE retention;');
  }
}
