import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What a restore of the one side or the other leaves behind at an agency. */
export class Redelivery1764400000001 implements MigrationInterface {
  readonly name = 'Redelivery1764400000001';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE delivery ADD COLUMN answers_before text[] NOT NULL DEFAULT '{}';
      ALTER TABLE revision ADD COLUMN lost_at timestamptz(3);
      CREATE INDEX revision_lost ON revision (entry_id) WHERE lost_at IS NOT NULL;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE delivery DROP COLUMN answers_before; ALTER TABLE revision DROP COLUMN lost_at;');
  }
}
