import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The access log of a database, its seals, and the seals of other logs that are kept here. All three only grow. The log
 * is partitioned by month; `access_log_ahead` makes the partitions of this month and the next two, with the owner's
 * rights, so that the app role needs none to make tables.
 */
export class AccessLog1764200000000 implements MigrationInterface {
  readonly name = 'AccessLog1764200000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(tables);
    await runner.query(onlyGrowing);
    await runner.query(partitions);
    await runner.query('SELECT access_log_ahead()');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TABLE access_anchor, access_seal, access_log;
      DROP SEQUENCE access_log_number;
      DROP FUNCTION access_log_ahead(), access_log_refuse();
    `);
  }
}

const tables = `
  CREATE SEQUENCE access_log_number;
  CREATE TABLE access_log (
    number bigint NOT NULL DEFAULT nextval('access_log_number'),
    at timestamptz(3) NOT NULL DEFAULT clock_timestamp(),
    request_id uuid NOT NULL,
    person text,
    acting_for text,
    organisation_id uuid,
    roles text[] NOT NULL,
    purpose text,
    review_id uuid,
    operation text,
    operation_hash bytea,
    decision text NOT NULL CHECK (decision IN ('ALLOWED', 'REFUSED', 'FAILED', 'CUT_OFF')),
    codes text[] NOT NULL,
    topics text[] NOT NULL,
    revisions uuid[] NOT NULL,
    listed uuid[] NOT NULL,
    not_available int NOT NULL,
    searched bytea[] NOT NULL,
    coverage jsonb,
    PRIMARY KEY (number, at)
  ) PARTITION BY RANGE (at);
  CREATE INDEX access_log_review ON access_log (review_id, number);
  CREATE TABLE access_seal (
    number bigint PRIMARY KEY,
    from_number bigint NOT NULL,
    to_number bigint NOT NULL,
    leaves bytea NOT NULL,
    signed text NOT NULL
  );
  CREATE TABLE access_anchor (
    chain text NOT NULL,
    number bigint NOT NULL,
    hash text NOT NULL,
    signed text NOT NULL,
    received_at timestamptz(3) NOT NULL DEFAULT now(),
    PRIMARY KEY (chain, number, hash)
  );
`;

const onlyGrowing = `
  CREATE FUNCTION access_log_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    RAISE EXCEPTION 'The access log only grows.' USING ERRCODE = 'insufficient_privilege';
  END $$;
  ${['access_log', 'access_seal', 'access_anchor']
    .map(
      (table) => `
  CREATE TRIGGER only_grows BEFORE UPDATE OR DELETE ON ${table} FOR EACH ROW EXECUTE FUNCTION access_log_refuse();
  CREATE TRIGGER never_emptied BEFORE TRUNCATE ON ${table} FOR EACH STATEMENT EXECUTE FUNCTION access_log_refuse();`,
    )
    .join('')}
`;

/** A partition inherits the triggers for rows, not the one for TRUNCATE; and nobody has rights on it but through the log. */
const partitions = `
  CREATE FUNCTION access_log_ahead() RETURNS void LANGUAGE plpgsql SECURITY DEFINER
  SET search_path = pg_catalog, public, pg_temp AS $$
  DECLARE
    month timestamp;
    partition text;
    holder text;
  BEGIN
    PERFORM pg_advisory_xact_lock(1764100001);
    FOR ahead IN 0..2 LOOP
      month := date_trunc('month', now() AT TIME ZONE 'UTC') + make_interval(months => ahead);
      partition := 'access_log_' || to_char(month, 'YYYY_MM');
      CONTINUE WHEN to_regclass('public.' || partition) IS NOT NULL;
      EXECUTE format('CREATE TABLE public.%I PARTITION OF public.access_log FOR VALUES FROM (%L) TO (%L)',
        partition, month AT TIME ZONE 'UTC', (month + interval '1 month') AT TIME ZONE 'UTC');
      EXECUTE format('CREATE TRIGGER never_emptied BEFORE TRUNCATE ON public.%I FOR EACH STATEMENT
        EXECUTE FUNCTION public.access_log_refuse()', partition);
      FOR holder IN
        SELECT DISTINCT grantee::regrole::text FROM pg_class, aclexplode(relacl)
        WHERE oid = to_regclass('public.' || partition) AND grantee NOT IN (0, relowner)
      LOOP
        EXECUTE format('REVOKE ALL ON public.%I FROM %s', partition, holder);
      END LOOP;
    END LOOP;
  END $$;
  REVOKE ALL ON FUNCTION access_log_ahead() FROM PUBLIC;
`;
