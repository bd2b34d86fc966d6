import { type ConstDirectiveNode, Kind } from 'graphql';

type Directives = readonly ConstDirectiveNode[] | undefined;

/** The graphs that resolve a field: those it is joined to, or all of its type's when it says nothing. */
export function graphsOf(ofType: Directives, ofField: Directives): readonly string[] {
  const joined = named(ofField, 'join__field');
  const of = joined.length === 0 ? named(ofType, 'join__type') : joined;
  return of.filter((each) => !isSet(each, 'external') && !isSet(each, 'usedOverridden')).flatMap(graphOf);
}

/** The graphs that only name a field, for what another one knows of it. */
export const externalIn = (ofField: Directives): readonly string[] =>
  named(ofField, 'join__field')
    .filter((each) => isSet(each, 'external'))
    .flatMap(graphOf);

/** What directives say in one of their arguments, each with the graph they say it of. */
export const saidIn = (
  directives: Directives,
  name: 'join__type' | 'join__field' | 'join__implements',
  argument: 'key' | 'type' | 'provides' | 'requires' | 'interface',
): readonly (readonly [graph: string, said: string])[] =>
  named(directives, name).flatMap((directive) => {
    const said = argumentOf(directive, argument);
    return said?.kind === Kind.STRING ? graphOf(directive).map((graph) => [graph, said.value] as const) : [];
  });

const named = (directives: Directives, wanted: string) =>
  (directives ?? []).filter(({ name }) => name.value === wanted);

const argumentOf = (directive: ConstDirectiveNode, name: string) =>
  directive.arguments?.find((argument) => argument.name.value === name)?.value;

function graphOf(directive: ConstDirectiveNode): readonly string[] {
  const graph = argumentOf(directive, 'graph');
  return graph?.kind === Kind.ENUM ? [graph.value] : [];
}

function isSet(directive: ConstDirectiveNode, name: string): boolean {
  const value = argumentOf(directive, name);
  return value?.kind === Kind.BOOLEAN && value.value;
}
