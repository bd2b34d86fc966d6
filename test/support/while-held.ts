import pg from 'pg';

/** Does something while nobody can add to a table. */
export async function whileHeld<T>(url: string, table: string, run: () => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query('BEGIN');
    await client.query(`LOCK TABLE ${table} IN EXCLUSIVE MODE`);
    return await run();
  } finally {
    await client.end();
  }
}
