import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Parts what is published from what is drafted, and lets PostgreSQL itself keep the drafts of one organisation from
 * another: without `hub.organisation` set in the transaction there are none. FORCE holds for the owner of the tables too.
 * What is published is read without it: a page of the chronology costs no further step.
 */
export class SecondWall1764100000000 implements MigrationInterface {
  readonly name = 'SecondWall1764100000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE published_entry (
        entry_id uuid PRIMARY KEY REFERENCES entry,
        review_id uuid NOT NULL,
        organisation_id uuid NOT NULL,
        reference text NOT NULL,
        handling text NOT NULL,
        named text[] NOT NULL,
        reasons text[] NOT NULL,
        gist text,
        withdrawn_at timestamptz(3),
        withdrawn_reason text
      );
      INSERT INTO published_entry
      SELECT e.id, c.review_id, c.organisation_id, e.reference, e.handling, e.named, e.reasons, NULL, e.withdrawn_at,
             e.withdrawn_reason
      FROM entry e JOIN contribution c ON c.id = e.contribution_id WHERE e.reference IS NOT NULL;
      ALTER TABLE entry DROP COLUMN handling, DROP COLUMN named, DROP COLUMN reasons;

      CREATE FUNCTION own_organisation() RETURNS uuid LANGUAGE sql STABLE
      AS $$ SELECT nullif(current_setting('hub.organisation', true), '')::uuid $$;

      ALTER TABLE contribution ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
      CREATE POLICY own ON contribution USING (organisation_id = own_organisation());
      CREATE POLICY published ON contribution FOR SELECT USING (last_number > 0);

      ALTER TABLE entry ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
      CREATE POLICY own ON entry
      USING (contribution_id IN (SELECT id FROM contribution WHERE organisation_id = own_organisation()));

      ALTER TABLE person_answer ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
      CREATE POLICY own ON person_answer
      USING (contribution_id IN (SELECT id FROM contribution WHERE organisation_id = own_organisation()));

      ALTER TABLE request_remembered ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
      CREATE POLICY own ON request_remembered USING (organisation_id = own_organisation());

      ALTER TABLE erasure ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
      CREATE POLICY own ON erasure USING (entry_id IN (SELECT id FROM entry));

      ALTER TABLE published_entry ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
      CREATE POLICY own ON published_entry USING (organisation_id = own_organisation());
      CREATE POLICY published ON published_entry FOR SELECT USING (true);

      ALTER TABLE revision ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
      CREATE POLICY own ON revision USING (entry_id IN (SELECT id FROM entry));
      CREATE POLICY published ON revision FOR SELECT USING (true);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE entry ADD COLUMN handling text, ADD COLUMN named text[] NOT NULL DEFAULT '{}',
        ADD COLUMN reasons text[] NOT NULL DEFAULT '{}';
      ALTER TABLE entry NO FORCE ROW LEVEL SECURITY;
      UPDATE entry SET handling = p.handling, named = p.named, reasons = p.reasons
      FROM published_entry p WHERE p.entry_id = entry.id;
      DROP TABLE published_entry;
      DROP POLICY own ON erasure;
      DROP POLICY own ON revision;
      DROP POLICY published ON revision;
      DROP POLICY own ON request_remembered;
      DROP POLICY own ON person_answer;
      DROP POLICY own ON entry;
      DROP POLICY own ON contribution;
      DROP POLICY published ON contribution;
      ALTER TABLE erasure DISABLE ROW LEVEL SECURITY, NO FORCE ROW LEVEL SECURITY;
      ALTER TABLE revision DISABLE ROW LEVEL SECURITY, NO FORCE ROW LEVEL SECURITY;
      ALTER TABLE request_remembered DISABLE ROW LEVEL SECURITY, NO FORCE ROW LEVEL SECURITY;
      ALTER TABLE person_answer DISABLE ROW LEVEL SECURITY, NO FORCE ROW LEVEL SECURITY;
      ALTER TABLE entry DISABLE ROW LEVEL SECURITY;
      ALTER TABLE contribution DISABLE ROW LEVEL SECURITY, NO FORCE ROW LEVEL SECURITY;
      DROP FUNCTION own_organisation();
    `);
  }
}
