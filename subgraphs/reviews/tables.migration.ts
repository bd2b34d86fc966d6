import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The partnership's own tables: reviews, who is asked and who may see, and the index of pointers. No agency content. */
export class Reviews1764000000000 implements MigrationInterface {
  readonly name = 'Reviews1764000000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE partnership (id uuid PRIMARY KEY, name text NOT NULL);
      CREATE TABLE administrator (
        person text NOT NULL,
        partnership_id uuid NOT NULL REFERENCES partnership,
        PRIMARY KEY (person, partnership_id)
      );
      CREATE TABLE organisation (
        id uuid PRIMARY KEY,
        name text NOT NULL,
        sector text NOT NULL,
        service text,
        entered_by uuid NOT NULL REFERENCES partnership
      );
      CREATE TABLE organisation_person (
        partnership_id uuid NOT NULL REFERENCES partnership,
        person text NOT NULL,
        organisation_id uuid NOT NULL REFERENCES organisation,
        role text NOT NULL,
        PRIMARY KEY (partnership_id, person, organisation_id, role)
      );
      CREATE INDEX organisation_person_person ON organisation_person (person);
      CREATE TABLE signing_key (
        partnership_id uuid NOT NULL REFERENCES partnership,
        organisation_id uuid NOT NULL REFERENCES organisation,
        kid text NOT NULL,
        jwk jsonb NOT NULL,
        valid_from timestamptz(3) NOT NULL DEFAULT now(),
        valid_until timestamptz(3),
        PRIMARY KEY (partnership_id, organisation_id, kid)
      );
      CREATE TABLE review (
        id uuid PRIMARY KEY,
        partnership_id uuid NOT NULL REFERENCES partnership,
        reference text NOT NULL,
        title text NOT NULL,
        type text NOT NULL,
        mandate text,
        stage text NOT NULL,
        incident_on date,
        scoping_from date,
        scoping_to date,
        key_lines jsonb NOT NULL DEFAULT '[]',
        retain_until date,
        closed_at timestamptz(3),
        version int NOT NULL DEFAULT 0,
        UNIQUE (partnership_id, reference)
      );
      CREATE TABLE review_version (
        review_id uuid NOT NULL REFERENCES review,
        version int NOT NULL,
        at timestamptz(3) NOT NULL,
        PRIMARY KEY (review_id, version)
      );
      CREATE TABLE subject (
        id uuid PRIMARY KEY,
        review_id uuid NOT NULL REFERENCES review,
        pseudonym text NOT NULL,
        role text NOT NULL,
        at_the_centre boolean NOT NULL,
        UNIQUE (review_id, pseudonym)
      );
      CREATE TABLE identity_sheet (
        subject_id uuid PRIMARY KEY REFERENCES subject,
        review_id uuid NOT NULL REFERENCES review,
        sealed bytea NOT NULL
      );
      CREATE INDEX identity_sheet_review ON identity_sheet (review_id);
      CREATE TABLE membership (
        review_id uuid NOT NULL REFERENCES review,
        person text NOT NULL,
        role text NOT NULL,
        organisation_id uuid REFERENCES organisation,
        starts_at timestamptz(3) NOT NULL DEFAULT now(),
        ends_at timestamptz(3),
        PRIMARY KEY (review_id, person, role, starts_at)
      );
      CREATE INDEX membership_person ON membership (person);
      CREATE TABLE contribution_request (
        review_id uuid NOT NULL REFERENCES review,
        organisation_id uuid NOT NULL REFERENCES organisation,
        code text NOT NULL,
        asked_on date NOT NULL,
        due_on date NOT NULL,
        period_from date,
        period_to date,
        form_of_answer text NOT NULL,
        questions jsonb NOT NULL DEFAULT '[]',
        legal_power text,
        reply jsonb,
        PRIMARY KEY (review_id, organisation_id),
        UNIQUE (review_id, code)
      );
      CREATE INDEX contribution_request_organisation ON contribution_request (organisation_id);
      CREATE TABLE publication (
        review_id uuid NOT NULL,
        organisation_id uuid NOT NULL,
        number int NOT NULL,
        hash text NOT NULL,
        outcome text NOT NULL,
        refusal text,
        version int,
        entries int NOT NULL,
        answer jsonb,
        no_contact jsonb NOT NULL DEFAULT '[]',
        withdrawn text,
        published_at timestamptz(3) NOT NULL,
        received_at timestamptz(3) NOT NULL,
        signed text NOT NULL,
        signed_answer text NOT NULL,
        PRIMARY KEY (review_id, organisation_id, number, hash)
      );
      CREATE TABLE head (
        review_id uuid NOT NULL,
        organisation_id uuid NOT NULL,
        number int NOT NULL,
        hash text NOT NULL,
        stated_at timestamptz(3) NOT NULL,
        PRIMARY KEY (review_id, organisation_id)
      );
      CREATE TABLE pointer (
        revision_id uuid NOT NULL,
        entry_id uuid NOT NULL,
        review_id uuid NOT NULL REFERENCES review,
        organisation_id uuid NOT NULL REFERENCES organisation,
        from_version int NOT NULL,
        to_version int,
        sort_key text COLLATE "C" NOT NULL,
        reference text NOT NULL,
        earliest timestamptz(3),
        latest timestamptz(3),
        undated boolean NOT NULL,
        kind text NOT NULL,
        kind_label text NOT NULL,
        kind_listed boolean NOT NULL,
        significance text NOT NULL,
        handling text NOT NULL,
        named text[] NOT NULL,
        subjects uuid[] NOT NULL,
        facts text NOT NULL,
        content_hash text NOT NULL,
        digest text NOT NULL,
        withdrawn_at timestamptz(3),
        withdrawn_reason text,
        PRIMARY KEY (review_id, organisation_id, entry_id, from_version)
      );
      CREATE INDEX pointer_order ON pointer (review_id, sort_key);
      CREATE INDEX pointer_current ON pointer (review_id, organisation_id) WHERE to_version IS NULL;
      CREATE INDEX pointer_revision ON pointer (revision_id);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TABLE pointer, head, publication, contribution_request, membership, identity_sheet, subject,
        review_version, review, signing_key, organisation_person, organisation, administrator, partnership;
    `);
  }
}

/** Tables of which the app role may not rewrite rows, and the few columns it may still set. */
export const appendOnly: Readonly<Record<string, readonly string[]>> = {
  publication: [],
  review_version: [],
  retention: [],
  request_change: [],
  ended_appointment: [],
  ended_administrator: [],
  signing_key: ['valid_until'],
  pointer: ['to_version'],
};
