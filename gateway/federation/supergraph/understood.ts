import { type DirectiveNode, type DocumentNode, Kind } from 'graphql';

/** What a supergraph may ask of whoever carries it out, and is understood here. */
const understood: ReadonlySet<string> = new Set(['join', 'inaccessible']);

/**
 * Throws for a supergraph that cannot be carried out, or not safely, by whoever does not understand all of it: it says so
 * of each feature by `@link(for: EXECUTION)` or `for: SECURITY`. Passed over, `@authenticated` would let everybody in, and
 * `@fromContext` leave out an argument.
 */
export function refuseUnknownFeatures(document: DocumentNode): void {
  for (const definition of document.definitions) {
    const isSchema = definition.kind === Kind.SCHEMA_DEFINITION || definition.kind === Kind.SCHEMA_EXTENSION;
    for (const directive of isSchema ? (definition.directives ?? []) : []) {
      const feature = directive.name.value === 'link' && argumentOf(directive, 'for') ? nameOf(directive) : null;
      if (feature !== null && !understood.has(feature)) {
        throw new Error(`The supergraph needs "${feature}", which this gateway does not carry out.`);
      }
    }
  }
}

const argumentOf = (directive: DirectiveNode, name: string) =>
  directive.arguments?.find((argument) => argument.name.value === name)?.value;

/** A specification's address ends in its name and its version. */
function nameOf(directive: DirectiveNode): string {
  const url = argumentOf(directive, 'url');
  const parts = url?.kind === Kind.STRING ? url.value.split('/') : [];
  return parts.at(-2) ?? '';
}
