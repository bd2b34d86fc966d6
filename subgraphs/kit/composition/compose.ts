import { composeServices } from '@theguild/federation-composition';
import { parse } from 'graphql';
import { mendedSupergraph } from './mended-supergraph.ts';

/** Composes subgraphs. Where they are is configuration of the gateway, so no address stands in the supergraph. */
export function compose(subgraphs: readonly { readonly name: string; readonly sdl: string }[]): string {
  const services = subgraphs.map(({ name, sdl }) => ({ name, typeDefs: parse(sdl) }));
  const { supergraphSdl, errors } = composeServices(services);
  if (supergraphSdl === undefined) {
    throw new Error(`The subgraphs do not compose:\n${errors?.map(({ message }) => `- ${message}`).join('\n')}`);
  }
  return `${mendedSupergraph(supergraphSdl, services)}\n`;
}
