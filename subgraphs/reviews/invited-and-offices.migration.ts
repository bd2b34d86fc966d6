import type { MigrationInterface, QueryRunner } from 'typeorm';

/** People invited to one organisation in one review, and those with an office that is of no review. */
export class InvitedAndOffices1764250000000 implements MigrationInterface {
  readonly name = 'InvitedAndOffices1764250000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE office (
        partnership_id uuid NOT NULL REFERENCES partnership,
        person text NOT NULL,
        role text NOT NULL,
        area text,
        starts_at timestamptz(3) NOT NULL DEFAULT now(),
        ends_at timestamptz(3),
        PRIMARY KEY (partnership_id, person, role, starts_at)
      );
      CREATE INDEX office_person ON office (person);
      CREATE TABLE invitation (
        id uuid PRIMARY KEY,
        review_id uuid NOT NULL REFERENCES review,
        organisation_id uuid NOT NULL REFERENCES organisation,
        role text NOT NULL,
        secret_hash text NOT NULL UNIQUE,
        deputy_of uuid UNIQUE REFERENCES invitation,
        invited_by text NOT NULL,
        made_at timestamptz(3) NOT NULL DEFAULT now(),
        expires_at timestamptz(3) NOT NULL,
        redeemed_by text,
        redeemed_at timestamptz(3),
        ended_at timestamptz(3)
      );
      CREATE INDEX invitation_redeemed_by ON invitation (redeemed_by);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE invitation, office');
  }
}
