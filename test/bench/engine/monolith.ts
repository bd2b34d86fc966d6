import { readFileSync } from 'node:fs';
import { buildSchema } from 'graphql';
import { readSupergraph } from '../../../gateway/federation/supergraph.ts';
import { inputOf } from '../measure/contender.ts';
import { serveApollo } from './apollo-server.ts';
import { connection, cursorOf, ENTRIES, entryOf, placeOf, recordTypesIn, review, startOf } from './entries.ts';

/** One @apollo/server with the same graph and all data in its own memory: no federation at all. */
const sdl = readFileSync(inputOf<{ readonly supergraph: string }>().supergraph, 'utf8');
const { apiSchema } = readSupergraph(sdl);
const recordTypes = recordTypesIn(buildSchema(sdl, { assumeValid: true, assumeValidSDL: true }));
const edges = Array.from({ length: ENTRIES }, (_, index) => ({
  cursor: cursorOf(index),
  node: { ...placeOf(index), ...entryOf(index, recordTypes) },
}));

type PageAsked = { readonly first: number; readonly after?: string };

apiSchema.getQueryType()!.getFields()['review']!.resolve = () => ({
  ...review,
  chronology: ({ first, after }: PageAsked) => {
    const start = startOf(after);
    return { ...connection, edges: Array.from({ length: first }, (_, at) => edges[(start + at) % ENTRIES]) };
  },
});

await serveApollo({ schema: apiSchema });
