import type { DataSource, EntityManager } from 'typeorm';

/**
 * Says to PostgreSQL for whom this transaction works: until it ends, its policies show that organisation's drafts and no
 * other's. A pooled connection does not carry it over.
 */
export const actAs = (manager: EntityManager, organisation: string): Promise<unknown> =>
  manager.query("SELECT set_config('hub.organisation', $1, true)", [organisation]);

/** Runs a transaction that sees and writes what is one organisation's own. */
export const asOrganisation = <T>(
  database: DataSource,
  organisation: string,
  run: (manager: EntityManager) => Promise<T>,
): Promise<T> =>
  database.transaction(async (manager) => {
    await actAs(manager, organisation);
    return run(manager);
  });
