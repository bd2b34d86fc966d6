import pg from 'pg';

/** Does something while nobody can read a table or add to it. */
export async function whileHeld<T>(url: string, table: string, run: () => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query('BEGIN');
    await client.query(`LOCK TABLE ${table} IN ACCESS EXCLUSIVE MODE`);
    return await run();
  } finally {
    await client.end();
  }
}
