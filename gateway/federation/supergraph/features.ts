import { getDirectiveExtensions } from '@graphql-tools/utils';
import type { GraphQLSchema } from 'graphql';

/** What a supergraph may ask of whoever carries it out, and is understood here. */
const understood: ReadonlySet<string> = new Set(['join', 'inaccessible']);

type Links = { readonly link: { readonly url: string; readonly for?: string } };

/**
 * Throws for a supergraph that cannot be carried out, or not safely, by whoever does not understand all of it: it says so
 * of each feature by `@link(for: EXECUTION)` or `for: SECURITY`. Passed over, `@authenticated` would let everybody in, and
 * `@fromContext` leave out an argument.
 */
export function refuseUnknownFeatures(schema: GraphQLSchema): void {
  for (const { url, for: purpose } of getDirectiveExtensions<Links>(schema).link ?? []) {
    // A specification's address ends in its name and its version.
    const feature = url.split('/').at(-2) ?? '';
    if (purpose !== undefined && !understood.has(feature)) {
      throw new Error(`The supergraph needs "${feature}", which this gateway does not carry out.`);
    }
  }
}
