import type { RegisteredAgency } from './index.ts';
import { compose } from './kit/composition/compose.ts';
import { agencySchema } from './kit/graph/agency-schema.ts';
import { reviewsSchema } from './reviews/graph/reviews-schema.ts';

/** The contract: each subgraph's SDL by file name, and the supergraph they make. */
export type Contract = ReadonlyMap<string, string>;

/** Makes the contract of the registered agencies. Throws with every reason when they do not compose. */
export async function contractOf(agencies: readonly RegisteredAgency[]): Promise<Contract> {
  const subgraphs = [
    { name: 'reviews', sdl: reviewsSchema(agencies).sdl },
    ...(await Promise.all(
      agencies.map(async ({ name, load }) => ({ name, sdl: agencySchema((await load()).agency).sdl })),
    )),
  ];
  return new Map([
    ...subgraphs.map(({ name, sdl }) => [`${name}.graphql`, sdl] as const),
    ['supergraph.graphql', compose(subgraphs)],
  ]);
}
