import { type ConstDirectiveNode, Kind } from 'graphql';

type Directives = readonly ConstDirectiveNode[] | undefined;

/** The graphs that resolve a field: those it is joined to, or all of its type's when it says nothing. */
export function graphsOf(ofType: Directives, ofField: Directives): readonly string[] {
  const joined = (ofField ?? []).filter(({ name }) => name.value === 'join__field');
  const of = joined.length === 0 ? (ofType ?? []).filter(({ name }) => name.value === 'join__type') : joined;
  return of.filter((each) => !isSet(each, 'external') && !isSet(each, 'usedOverridden')).flatMap(graphOf);
}

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

/** The interfaces that a type implements, each with the graph in which it does. */
export const implementedIn = (ofType: Directives): readonly (readonly [graph: string, interfaceName: string])[] =>
  (ofType ?? [])
    .filter(({ name }) => name.value === 'join__implements')
    .flatMap((directive) => {
      const named = argumentOf(directive, 'interface');
      const implemented = named?.kind === Kind.STRING ? [named.value] : [];
      return graphOf(directive).flatMap((graph) => implemented.map((each) => [graph, each] as const));
    });

/** The types that a field has in graphs which have it with another than the composed one. */
export const typesIn = (ofField: Directives): readonly (readonly [graph: string, type: string])[] =>
  (ofField ?? [])
    .filter(({ name }) => name.value === 'join__field')
    .flatMap((directive) => {
      const own = argumentOf(directive, 'type');
      return own?.kind === Kind.STRING ? graphOf(directive).map((graph) => [graph, own.value] as const) : [];
    });
