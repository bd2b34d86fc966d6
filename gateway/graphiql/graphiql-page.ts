/** The page. Everything it loads comes from its own origin; nothing stands in it that is anybody's. */
export const page = `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <title>The graph of the hub</title>
    <link rel="stylesheet" href="/graphiql/graphiql.css" />
    <link rel="stylesheet" href="/graphiql/page.css" />
    <script defer src="/graphiql/react.js"></script>
    <script defer src="/graphiql/react-dom.js"></script>
    <script defer src="/graphiql/graphiql.js"></script>
    <script defer src="/graphiql/page.js"></script>
  </head>
  <body>
    <div id="graphiql">GraphiQL needs scripts.</div>
  </body>
</html>
`;

export const pageStyle = 'html, body, #graphiql { height: 100%; margin: 0; }\n';

/**
 * Starts GraphiQL. What is typed is kept nowhere: queries name reviews, and the access token stands in the headers.
 */
export const pageScript = `'use strict';
const nothingKept = { length: 0, getItem: () => null, setItem: () => {}, removeItem: () => {}, clear: () => {} };
ReactDOM.createRoot(document.getElementById('graphiql')).render(
  React.createElement(GraphiQL, {
    fetcher: GraphiQL.createFetcher({ url: '/graphql' }),
    storage: nothingKept,
    shouldPersistHeaders: false,
    defaultEditorToolsVisibility: 'headers',
    headers: '{\\n  "authorization": "Bearer PUT YOUR ACCESS TOKEN HERE, THEN FETCH THE SCHEMA AGAIN (CTRL-SHIFT-R)"\\n}',
    defaultQuery: '{ reviews { id reference title } }\\n',
  }),
);
`;
