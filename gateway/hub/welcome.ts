import type { InService } from './in-service.ts';

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

/** What a hub in service says: where it is, and for whom. */
export function welcomeInService(
  { address, dataFolder }: Omit<Whereabouts, 'isChosen'>,
  { issuersFile, partnershipsFile }: Pick<InService, 'issuersFile' | 'partnershipsFile'>,
): string {
  return [
    '',
    `The hub is running in service at ${address} (data in "${dataFolder}").`,
    '',
    `It takes the access tokens of the issuers in "${issuersFile}"`,
    `and serves the partnerships in "${partnershipsFile}".`,
    'It listens on this machine alone: put a proxy that speaks HTTPS before it.',
    'Stop it with Ctrl-C.',
    '',
  ].join('\n');
}

/** As one word of a shell. */
const quoted = (text: string) => `'${text.replaceAll("'", `'\\''`)}'`;
