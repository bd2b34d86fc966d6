import type { TestHub } from '../support/hub.ts';

const tables = new Map<string, readonly string[]>();

/** Names of the tables of a service's database, asked for once. */
async function tablesOf(hub: TestHub, service: string): Promise<readonly string[]> {
  const known = tables.get(service);
  if (known !== undefined) {
    return known;
  }
  const rows = await hub.sql<{ name: string }>(
    service,
    "SELECT table_name AS name FROM information_schema.tables WHERE table_schema = 'public' AND table_name NOT LIKE 'access\\_log\\_%' ORDER BY 1",
  );
  const names = rows.map(({ name }) => name);
  tables.set(service, names);
  return names;
}

type Said = { readonly table: string; readonly said: string };

/** Asks the same of each table of a service's database, in one statement. */
async function askEach(hub: TestHub, service: string, question: (table: string) => string): Promise<readonly Said[]> {
  const names = await tablesOf(hub, service);
  const each = names.map((name) => `SELECT '${name}' AS "table", (${question(`"${name}"`)})::text AS said`);
  return hub.sql<Said>(service, each.join(' UNION ALL '));
}

/** Every row of every table of a service's database as text, what is signed in it opened. */
export async function everyCell(hub: TestHub, service: string): Promise<string> {
  const all = await askEach(hub, service, (table) => `SELECT string_agg(to_jsonb(t)::text, ' ') FROM ${table} t`);
  const text = all.map(({ said }) => said).join(' ');
  return `${text} ${openedTokens(text)}`;
}

/** What the signed tokens in a text say: base64 hides words from a search, and from nobody else. */
const openedTokens = (text: string) =>
  [...text.matchAll(/eyJ[\w-]+\.([\w-]+)\.[\w-]+/g)]
    .map(([, payload]) => Buffer.from(payload!, 'base64url').toString('utf8'))
    .join(' ');

/**
 * A fingerprint of every table of a service's database: equal before and after means that nothing was written. What
 * services state each minute by themselves is left out, and the access log, in which every refusal stands.
 */
export async function fingerprint(hub: TestHub, service: string): Promise<readonly Said[]> {
  const all = await askEach(
    hub,
    service,
    (table) => `SELECT count(*) || ' rows ' || coalesce(sum(hashtextextended(t::text, 0)), 0) FROM ${table} t`,
  );
  return all.filter(({ table }) => !['head', 'stated_draft'].includes(table) && !table.startsWith('access_'));
}
