import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Who decided how long a review is kept, and why: every decision stays. What counts stands with the review. */
export class ReviewRetention1764500000001 implements MigrationInterface {
  readonly name = 'ReviewRetention1764500000001';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE retention (
        number bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        review_id uuid NOT NULL REFERENCES review,
        until date,
        reason text NOT NULL,
        set_by text NOT NULL,
        set_at timestamptz(3) NOT NULL
      );
      CREATE INDEX retention_review ON retention (review_id, number);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE retention;');
  }
}
