/** What a started hub says: where it is, a query to paste, how to stop it. */
export function welcome(address: string, dataFolder: string): string {
  return [
    '',
    `The hub is running at ${address} (data in "${dataFolder}").`,
    '',
    'Ask it something:',
    `  curl -s ${address}/graphql -H 'content-type: application/json' -d '{"query":"{ __typename }"}'`,
    'As somebody ("npm run -s hub -- token --list" says who there is):',
    '  -H "authorization: Bearer $(npm run -s hub -- token --as PERSON)"',
    '',
    'Stop it with Ctrl-C.',
    '',
  ].join('\n');
}
