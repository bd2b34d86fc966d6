import type { MigrationInterface, QueryRunner } from 'typeorm';

/** How many entries stand whose words their service lost, as it states it with its heads. */
export class LostWords1764400000002 implements MigrationInterface {
  readonly name = 'LostWords1764400000002';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE head ADD COLUMN lost int NOT NULL DEFAULT 0;');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE head DROP COLUMN lost;');
  }
}
