import type { DataSource } from 'typeorm';

const quoted = (role: string) => `"${role.replaceAll('"', '""')}"`;

/** `health_app` → `health_sealer`: the role that adds seals to the log of the same database. */
const sealerOf = (app: string) => app.replace(/_app$/, '_sealer');

/**
 * Lets the app role add rows and read, and the sealer read rows and add seals; neither changes or removes anything. To be
 * called by the owner after its other rights were given. Does nothing where there is no log.
 */
export async function grantAccessLog(owner: DataSource, app: string): Promise<void> {
  const [{ there }] = (await owner.query("SELECT to_regclass('public.access_log') IS NOT NULL AS there")) as [
    { there: boolean },
  ];
  if (!there) {
    return;
  }
  const partitions = (await owner.query(
    "SELECT inhrelid::regclass::text AS name FROM pg_inherits WHERE inhparent = 'public.access_log'::regclass",
  )) as { name: string }[];
  const all = ['access_log', 'access_seal', 'access_anchor', ...partitions.map(({ name }) => name)].join(', ');
  await owner.query(`
    REVOKE ALL ON ${all} FROM ${quoted(app)};
    GRANT SELECT, INSERT ON access_log, access_anchor TO ${quoted(app)};
    GRANT SELECT ON access_seal TO ${quoted(app)};
    GRANT USAGE ON SEQUENCE access_log_number TO ${quoted(app)};
    GRANT EXECUTE ON FUNCTION access_log_ahead() TO ${quoted(app)};
  `);
  const sealer = sealerOf(app);
  const known = (await owner.query('SELECT FROM pg_roles WHERE rolname = $1', [sealer])) as unknown[];
  if (sealer !== app && known.length > 0) {
    await owner.query(`
      GRANT SELECT ON access_log, access_anchor TO ${quoted(sealer)};
      GRANT SELECT, INSERT ON access_seal TO ${quoted(sealer)};
      GRANT SELECT ON SEQUENCE access_log_number TO ${quoted(sealer)};
    `);
  }
}
