import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Whether records are secured, where reminders of a request go, and which of them were sent. */
export class Requests1764500000002 implements MigrationInterface {
  readonly name = 'Requests1764500000002';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE contribution_request
        ADD COLUMN records_secured jsonb,
        ADD COLUMN reminders_to text;
      CREATE TABLE reminder (
        review_id uuid NOT NULL,
        organisation_id uuid NOT NULL,
        due_on date NOT NULL,
        days_after_due int NOT NULL,
        claimed_at timestamptz(3) NOT NULL,
        sent_at timestamptz(3),
        PRIMARY KEY (review_id, organisation_id, due_on, days_after_due),
        FOREIGN KEY (review_id, organisation_id) REFERENCES contribution_request
      );
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TABLE reminder;
      ALTER TABLE contribution_request DROP COLUMN records_secured, DROP COLUMN reminders_to;
    `);
  }
}
