import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What was changed of a request and why, and whether it was withdrawn. */
export class RequestChanges1764600000003 implements MigrationInterface {
  readonly name = 'RequestChanges1764600000003';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE contribution_request ADD COLUMN withdrawn jsonb;
      CREATE TABLE request_change (
        number bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        review_id uuid NOT NULL,
        organisation_id uuid NOT NULL,
        at timestamptz(3) NOT NULL,
        by text NOT NULL,
        reason text NOT NULL,
        parts jsonb NOT NULL,
        FOREIGN KEY (review_id, organisation_id) REFERENCES contribution_request
      );
      CREATE INDEX request_change_request ON request_change (review_id, organisation_id, number);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE request_change; ALTER TABLE contribution_request DROP COLUMN withdrawn;');
  }
}
