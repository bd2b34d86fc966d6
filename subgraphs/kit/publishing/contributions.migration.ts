import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The tables every agency has. An app role may add and read; it may rewrite no revision, publication or receipt. */
export class Contributions1764000000000 implements MigrationInterface {
  readonly name = 'Contributions1764000000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE contribution (
        id uuid PRIMARY KEY,
        review_id uuid NOT NULL,
        organisation_id uuid NOT NULL,
        code text NOT NULL,
        version int NOT NULL DEFAULT 0,
        last_number int NOT NULL DEFAULT 0,
        last_hash text,
        open_series int NOT NULL DEFAULT 0,
        hidden_series int NOT NULL DEFAULT 0,
        last_position int NOT NULL DEFAULT 0,
        answer jsonb,
        no_contact jsonb NOT NULL DEFAULT '[]',
        withdrawn_reason text,
        UNIQUE (review_id, organisation_id)
      );
      CREATE TABLE entry (
        id uuid PRIMARY KEY,
        contribution_id uuid NOT NULL REFERENCES contribution,
        source_system text NOT NULL,
        source_record_id text NOT NULL,
        source_version text,
        version int NOT NULL,
        position int NOT NULL,
        reference text,
        draft text,
        changed boolean NOT NULL,
        revision_id uuid,
        handling text,
        named text[] NOT NULL DEFAULT '{}',
        reasons text[] NOT NULL DEFAULT '{}',
        withdrawn_at timestamptz(3),
        withdrawn_reason text,
        erased_at timestamptz(3),
        UNIQUE (contribution_id, source_system, source_record_id),
        UNIQUE (contribution_id, reference)
      );
      CREATE TABLE revision (
        id uuid PRIMARY KEY,
        entry_id uuid NOT NULL REFERENCES entry,
        number int NOT NULL,
        content text,
        salt bytea,
        content_hash text NOT NULL,
        facts text NOT NULL,
        UNIQUE (entry_id, number)
      );
      CREATE TABLE publication (
        contribution_id uuid NOT NULL REFERENCES contribution,
        number int NOT NULL,
        hash text NOT NULL,
        state_hash text NOT NULL,
        signed text NOT NULL,
        published_by text NOT NULL,
        published_at timestamptz(3) NOT NULL,
        PRIMARY KEY (contribution_id, number)
      );
      CREATE TABLE delivery (
        contribution_id uuid NOT NULL,
        number int NOT NULL,
        attempts int NOT NULL DEFAULT 0,
        next_attempt_at timestamptz(3) NOT NULL DEFAULT now(),
        answer text,
        outcome text,
        refusal text,
        PRIMARY KEY (contribution_id, number),
        FOREIGN KEY (contribution_id, number) REFERENCES publication
      );
      CREATE INDEX delivery_waiting ON delivery (next_attempt_at) WHERE answer IS NULL;
      CREATE TABLE request_remembered (
        organisation_id uuid NOT NULL,
        review_id uuid NOT NULL,
        key text NOT NULL,
        request_hash text NOT NULL,
        receipt text NOT NULL,
        at timestamptz(3) NOT NULL DEFAULT now(),
        PRIMARY KEY (organisation_id, review_id, key)
      );
      CREATE TABLE person_answer (
        contribution_id uuid NOT NULL REFERENCES contribution,
        value text NOT NULL,
        answer jsonb NOT NULL,
        PRIMARY KEY (contribution_id, value)
      );
      CREATE TABLE erasure (
        entry_id uuid PRIMARY KEY REFERENCES entry,
        reason text NOT NULL,
        asked_by text NOT NULL,
        asked_at timestamptz(3) NOT NULL DEFAULT now(),
        confirmed_by text,
        confirmed_at timestamptz(3)
      );
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TABLE erasure, person_answer, request_remembered, delivery, publication, revision, entry, contribution;
    `);
  }
}

/** Tables of which the app role may not rewrite or delete rows, and the few columns it may still set. */
export const appendOnly: Readonly<Record<string, readonly string[]>> = {
  publication: [],
  request_remembered: [],
  retention: [],
  revision: ['content', 'salt'],
  standing_sign_off: ['ended_at', 'ended_by'],
};
