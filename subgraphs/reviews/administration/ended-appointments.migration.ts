import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Until when somebody acted for an organisation: what they signed and nobody has published yet must be signed anew. */
export class EndedAppointments1764700000002 implements MigrationInterface {
  readonly name = 'EndedAppointments1764700000002';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE ended_appointment (
        partnership_id uuid NOT NULL REFERENCES partnership,
        person text NOT NULL,
        organisation_id uuid NOT NULL REFERENCES organisation,
        role text NOT NULL,
        ended_at timestamptz(3) NOT NULL DEFAULT now()
      );
      CREATE INDEX ended_appointment_person ON ended_appointment (person);
      CREATE FUNCTION keep_ended_appointment() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        INSERT INTO ended_appointment (partnership_id, person, organisation_id, role)
        VALUES (OLD.partnership_id, OLD.person, OLD.organisation_id, OLD.role);
        RETURN OLD;
      END $$;
      CREATE TRIGGER keep_ended_appointment AFTER DELETE ON organisation_person
      FOR EACH ROW EXECUTE FUNCTION keep_ended_appointment();
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TRIGGER keep_ended_appointment ON organisation_person;
      DROP FUNCTION keep_ended_appointment;
      DROP TABLE ended_appointment;
    `);
  }
}
