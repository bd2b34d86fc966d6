import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Who let each administrator in, and who ended whom: an administrator lets in another, beside the file of partnerships. */
export class Administrators1764700000003 implements MigrationInterface {
  readonly name = 'Administrators1764700000003';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE administrator
        ADD COLUMN appointed_by text,
        ADD COLUMN since timestamptz(3) NOT NULL DEFAULT now();
      CREATE TABLE ended_administrator (
        partnership_id uuid NOT NULL REFERENCES partnership,
        person text NOT NULL,
        appointed_by text,
        since timestamptz(3) NOT NULL,
        ended_by text,
        ended_at timestamptz(3) NOT NULL DEFAULT now()
      );
      CREATE INDEX ended_administrator_partnership ON ended_administrator (partnership_id);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TABLE ended_administrator;
      ALTER TABLE administrator DROP COLUMN appointed_by, DROP COLUMN since;
    `);
  }
}
