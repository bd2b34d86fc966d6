import {
  type DocumentNode,
  type GraphQLField,
  type GraphQLInterfaceType,
  type InlineFragmentNode,
  isObjectType,
  Kind,
  print,
  type SelectionNode,
  visit,
} from 'graphql';
import type { Supergraph } from '../supergraph.ts';

/** What is selected of one type of object. */
type OfType = { readonly node: InlineFragmentNode; readonly typeName: string; readonly selected: readonly string[] };

/**
 * Says once what a planned operation says of each type alike. The planner writes `... on EntryRecord { people }` out for
 * every kind of entry there is: seven thousand characters to one agency, sent and read again with every page.
 */
export function folded(document: DocumentNode, service: string, supergraph: Supergraph): DocumentNode {
  return visit(document, {
    SelectionSet: {
      leave: (set) => {
        const ofTypes = set.selections.flatMap(ofTypeFrom);
        const replaced = new Map<SelectionNode, readonly SelectionNode[]>();
        for (const text of new Set(ofTypes.map(({ selected }) => `${selected}`))) {
          const alike = ofTypes.filter(({ selected }) => `${selected}` === text);
          const common = alike.length > 1 ? interfaceFor(alike, ofTypes, service, supergraph) : undefined;
          for (const { node } of common === undefined ? [] : alike) {
            replaced.set(node, node === alike[0]?.node ? [onInterface(node, common!)] : []);
          }
        }
        const selections = set.selections.flatMap((each) => replaced.get(each) ?? [each]);
        return replaced.size === 0 ? undefined : { ...set, selections };
      },
    },
  });
}

const ofTypeFrom = (node: SelectionNode): readonly OfType[] =>
  node.kind === Kind.INLINE_FRAGMENT && node.typeCondition !== undefined && !node.directives?.length
    ? [{ node, typeName: node.typeCondition.name.value, selected: node.selectionSet.selections.map(print) }]
    : [];

const onInterface = (node: InlineFragmentNode, { name }: GraphQLInterfaceType): InlineFragmentNode => ({
  ...node,
  typeCondition: { kind: Kind.NAMED_TYPE, name: { kind: Kind.NAME, value: name } },
});

/**
 * The interface these types have in common in the service, if each of its other types selects as much there.
 * Its fields must be the very same in all of them: then it does not matter on which type they are selected.
 */
function interfaceFor(
  alike: readonly OfType[],
  ofTypes: readonly OfType[],
  service: string,
  { fullSchema, typeIn }: Supergraph,
): GraphQLInterfaceType | undefined {
  const [{ node, selected }] = alike as [OfType];
  const types = alike.map(({ typeName }) => fullSchema.getType(typeName)).filter(isObjectType);
  const enough = ofTypes.filter((each) => selected.every((text) => each.selected.includes(text)));
  const standsForThem = ({ name }: GraphQLInterfaceType) => {
    const implementers = typeIn(service, name)?.implementers ?? [];
    return (
      alike.every(({ typeName }) => implementers.includes(typeName)) &&
      implementers.every((implementer) => enough.some(({ typeName }) => typeName === implementer))
    );
  };
  const hasAll = (type: GraphQLInterfaceType) =>
    node.selectionSet.selections.every((selection) => {
      const name = selection.kind === Kind.FIELD ? selection.name.value : '';
      const field = signature(type.getFields()[name]);
      const isTheSame = types.every((each) => signature(each.getFields()[name]) === field);
      return name === '__typename' || (isTheSame && typeIn(service, type.name)?.fields.get(name)?.isResolved);
    });
  const candidates = types.length === alike.length ? types[0]?.getInterfaces() : [];
  return candidates?.find((type) => standsForThem(type) && hasAll(type));
}

const signature = (field: GraphQLField<unknown, unknown> | undefined) =>
  field && `${field.args.map(({ name, type }) => `${name}: ${type}`).toSorted()} ${field.type}`;
