import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Form, author and sign-off of a contribution. What was published before them stays as it was. */
export class SignOff1764300000000 implements MigrationInterface {
  readonly name = 'SignOff1764300000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE contribution
        ADD COLUMN form text,
        ADD COLUMN author jsonb,
        ADD COLUMN writers jsonb NOT NULL DEFAULT '{}',
        ADD COLUMN signature jsonb,
        ADD COLUMN published jsonb;
      CREATE TABLE standing_sign_off (
        id uuid PRIMARY KEY,
        contribution_id uuid NOT NULL REFERENCES contribution,
        person text NOT NULL,
        role text NOT NULL,
        organisation_id uuid,
        at timestamptz(3) NOT NULL,
        until timestamptz(3) NOT NULL,
        ended_at timestamptz(3),
        ended_by text
      );
      CREATE INDEX standing_sign_off_contribution ON standing_sign_off (contribution_id);
      ALTER TABLE standing_sign_off ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
      CREATE POLICY own ON standing_sign_off
      USING (contribution_id IN (SELECT id FROM contribution WHERE organisation_id = own_organisation()));
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TABLE standing_sign_off;
      ALTER TABLE contribution DROP COLUMN form, DROP COLUMN author, DROP COLUMN writers, DROP COLUMN signature, DROP COLUMN published;
    `);
  }
}
