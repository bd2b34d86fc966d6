import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Which body signs for an organisation that has no second person, in the reviews of one partnership. */
export class Oversight1764600000002 implements MigrationInterface {
  readonly name = 'Oversight1764600000002';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE oversight (
        id uuid PRIMARY KEY,
        partnership_id uuid NOT NULL REFERENCES partnership,
        organisation_id uuid NOT NULL REFERENCES organisation,
        overseer_id uuid NOT NULL REFERENCES organisation,
        from_day date NOT NULL,
        to_day date,
        entered_by text NOT NULL,
        ended_at timestamptz(3),
        CHECK (organisation_id <> overseer_id)
      );
      CREATE INDEX oversight_organisation ON oversight (organisation_id);
      CREATE INDEX oversight_overseer ON oversight (overseer_id);
      CREATE VIEW oversight_today AS
      SELECT partnership_id, organisation_id, overseer_id FROM oversight
      WHERE ended_at IS NULL AND from_day <= (now() AT TIME ZONE 'Europe/London')::date
        AND (to_day IS NULL OR to_day >= (now() AT TIME ZONE 'Europe/London')::date);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP VIEW oversight_today; DROP TABLE oversight;');
  }
}
