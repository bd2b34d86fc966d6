import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Conditions on using an entry further, as they are today: a pointer of an older version is shown with them too. */
export class OnwardUse1764100000000 implements MigrationInterface {
  readonly name = 'OnwardUse1764100000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query("ALTER TABLE pointer ADD COLUMN onward_use text[] NOT NULL DEFAULT '{}'");
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE pointer DROP COLUMN onward_use');
  }
}
