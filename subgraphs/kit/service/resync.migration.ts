import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Comparisons of what this service and the others hold of each other. One that a restore asks for bars publishing until
 * it is done. Its newest row tells one life of a database from the next.
 */
export class Resync1764400000000 implements MigrationInterface {
  readonly name = 'Resync1764400000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE resync (
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        asked_at timestamptz(3) NOT NULL DEFAULT now(),
        restored boolean NOT NULL DEFAULT true,
        done_at timestamptz(3),
        findings jsonb
      );
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE resync;');
  }
}
