/** Where a hub is, and where its data. `isChosen`: somebody named the folder with HUB_DATA, so commands must too. */
export type Whereabouts = { readonly address: string; readonly dataFolder: string; readonly isChosen: boolean };

/** The invented review that the welcome asks about. */
const REVIEW = 'ESCP-2024-01';

const QUERY = `{ reviews(reference: "${REVIEW}") { chronology(first: 3) { totalCount edges { node { reference occurred { text } organisation { name } record { ... on EntryRecord { whatHappened } } } } } } }`;

/** What a started hub says: where it is, a query to paste into a shell, how to stop it. */
export function welcome({ address, dataFolder, isChosen }: Whereabouts): string {
  const hub = `${isChosen ? `HUB_DATA=${quoted(dataFolder)} ` : ''}npm run -s hub --`;
  return [
    '',
    `The hub is running at ${address} (data in "${dataFolder}").`,
    '',
    `Ask it from another terminal in this folder, as the chair of the invented review ${REVIEW}:`,
    '',
    `curl -s ${address}/graphql -H 'content-type: application/json' \\`,
    `  -H "authorization: Bearer $(${hub} token --as chair)" \\`,
    `  -d ${quoted(JSON.stringify({ query: QUERY }))}`,
    '',
    `${hub} chronology --review ${REVIEW} --as chair --address ${address}`,
    '',
    `Somebody else to ask as: ${hub} token --list`,
    'Stop it with Ctrl-C.',
    '',
  ].join('\n');
}

/** As one word of a shell. */
const quoted = (text: string) => `'${text.replaceAll("'", `'\\''`)}'`;
