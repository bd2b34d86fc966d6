import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Finds what was erased without reading every revision: it is told to the hub every minute. */
export class ErasedEntries1764700000000 implements MigrationInterface {
  readonly name = 'ErasedEntries1764700000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      'CREATE INDEX revision_without_words ON revision (entry_id) WHERE content IS NULL AND lost_at IS NULL;',
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP INDEX revision_without_words;');
  }
}
