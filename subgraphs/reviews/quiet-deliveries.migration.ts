import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Counts apart from all deliveries those that change something which is not hidden: only these are shown, so that a
 * hidden entry makes no number grow for those who may not know of it.
 */
export class QuietDeliveries1764300000000 implements MigrationInterface {
  readonly name = 'QuietDeliveries1764300000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE review ADD COLUMN shown_version int NOT NULL DEFAULT 0;
      UPDATE review SET shown_version = version;
      ALTER TABLE review_version ADD COLUMN shown int NOT NULL DEFAULT 0;
      UPDATE review_version SET shown = version;
      ALTER TABLE publication ADD COLUMN shown_number int;
      UPDATE publication SET shown_number = number WHERE refusal IS DISTINCT FROM 'KEY_REVOKED';
      ALTER TABLE head ADD COLUMN confirmed_at timestamptz(3);
      UPDATE head SET confirmed_at = stated_at;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE head DROP COLUMN confirmed_at;
      ALTER TABLE publication DROP COLUMN shown_number;
      ALTER TABLE review_version DROP COLUMN shown;
      ALTER TABLE review DROP COLUMN shown_version;
    `);
  }
}
