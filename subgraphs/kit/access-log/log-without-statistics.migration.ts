import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * PostgreSQL collects nothing about the lists of a row of the access log: no plan looks at them, and sorting thousands of
 * lists of ids each time the log has grown by a tenth took as long as writing them. The months to come are made alike.
 */
export class LogWithoutStatistics1764900000000 implements MigrationInterface {
  readonly name = 'LogWithoutStatistics1764900000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER FUNCTION access_log_ahead() RENAME TO access_log_months;
      CREATE FUNCTION access_log_ahead() RETURNS void LANGUAGE plpgsql SECURITY DEFINER
      SET search_path = pg_catalog, public, pg_temp AS $$
      DECLARE
        part regclass;
        list name;
      BEGIN
        PERFORM public.access_log_months();
        FOR part, list IN
          SELECT attrelid, attname FROM pg_inherits JOIN pg_attribute ON attrelid = inhrelid
          WHERE inhparent = 'public.access_log'::regclass AND attname = ANY ('{${lists.join(',')}}')
          AND attstattarget IS DISTINCT FROM 0
        LOOP
          EXECUTE format('ALTER TABLE %s ALTER %I SET STATISTICS 0', part, list);
        END LOOP;
      END $$;
      REVOKE ALL ON FUNCTION access_log_ahead() FROM PUBLIC;
      ALTER TABLE access_log ${lists.map((list) => `ALTER ${list} SET STATISTICS 0`).join(', ')};
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP FUNCTION access_log_ahead();
      ALTER FUNCTION access_log_months() RENAME TO access_log_ahead;
      ALTER TABLE access_log ${lists.map((list) => `ALTER ${list} SET STATISTICS -1`).join(', ')};
    `);
  }
}

const lists = ['roles', 'codes', 'topics', 'revisions', 'listed', 'searched', 'coverage'];
