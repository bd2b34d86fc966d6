import { readFileSync } from 'node:fs';

/** Where the in-memory subgraphs are, and the supergraph that all gateways read. */
export type Subgraphs = { readonly supergraph: string; readonly services: Readonly<Record<string, string>> };

/** The supergraph with the services' addresses in it, as ready-made gateways take them. */
export function supergraphAt({ supergraph, services }: Subgraphs): string {
  return readFileSync(supergraph, 'utf8').replace(
    /@join__graph\(name: "([^"]+)", url: "[^"]*"\)/g,
    (_, name: string) => `@join__graph(name: "${name}", url: "${services[name]}")`,
  );
}
