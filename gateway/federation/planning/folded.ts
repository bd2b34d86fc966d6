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
import { grouped } from './grouped.ts';

/** What is selected of one type of object. */
type OfType = {
  readonly node: InlineFragmentNode;
  readonly typeName: string;
  readonly selected: ReadonlySet<string>;
};

type Folding = { readonly service: string; readonly supergraph: Supergraph };

/**
 * Says once what a planned operation says of each type alike. The planner writes `... on EntryRecord { people }` out for
 * every kind of entry there is: seven thousand characters to one agency, sent and read again with every page.
 */
export function folded(document: DocumentNode, service: string, supergraph: Supergraph): DocumentNode {
  return visit(document, {
    SelectionSet: {
      leave: (set) => {
        const selections = foldedSelections(set.selections, { service, supergraph });
        return selections === null ? undefined : { ...set, selections };
      },
    },
  });
}

/** Gives null where there is nothing to fold. */
function foldedSelections(selections: readonly SelectionNode[], folding: Folding): readonly SelectionNode[] | null {
  const ofTypes = selections.flatMap(ofTypeFrom);
  const replaced = new Map<SelectionNode, readonly SelectionNode[]>();
  for (const alike of grouped(ofTypes, ({ selected }) => [...selected].join(' ')).values()) {
    const together = alike.length > 1 ? interfaceFor(alike, ofTypes, folding) : null;
    if (together !== null) {
      for (const { node } of alike) {
        replaced.set(node, node === alike[0]?.node ? [onInterface(node, together)] : []);
      }
    }
  }
  return replaced.size === 0 ? null : selections.flatMap((each) => replaced.get(each) ?? [each]);
}

const ofTypeFrom = (node: SelectionNode): readonly OfType[] =>
  node.kind === Kind.INLINE_FRAGMENT && node.typeCondition !== undefined && !node.directives?.length
    ? [{ node, typeName: node.typeCondition.name.value, selected: new Set(node.selectionSet.selections.map(print)) }]
    : [];

const onInterface = (node: InlineFragmentNode, { name }: GraphQLInterfaceType): InlineFragmentNode => ({
  ...node,
  typeCondition: { kind: Kind.NAMED_TYPE, name: { kind: Kind.NAME, value: name } },
});

/**
 * The interface these types have in common in the service, if each of its other types selects as much there; else null.
 * Its fields must be the very same in all of them: then it does not matter on which type they are selected.
 */
function interfaceFor(
  alike: readonly OfType[],
  all: readonly OfType[],
  { service, supergraph }: Folding,
): GraphQLInterfaceType | null {
  const { fullSchema, serviceTypes } = supergraph;
  const [{ node, selected }] = alike as [OfType];
  const types = alike.map(({ typeName }) => fullSchema.getType(typeName)).filter(isObjectType);
  const enough = new Set(all.filter((each) => isWithin(selected, each.selected)).map(({ typeName }) => typeName));
  const standsForThem = ({ name }: GraphQLInterfaceType) => {
    const implementers = serviceTypes.implementers(service, name);
    return alike.every(({ typeName }) => implementers.has(typeName)) && isWithin(implementers, enough);
  };
  const hasAll = (type: GraphQLInterfaceType) =>
    node.selectionSet.selections.every((selection) => {
      const name = selection.kind === Kind.FIELD ? selection.name.value : '';
      const field = type.getFields()[name];
      const isTheSame = () => types.every((each) => signature(each.getFields()[name]) === signature(field));
      return name === '__typename' || (serviceTypes.hasField(service, type.name, name) && isTheSame());
    });
  const common = types.length === alike.length ? (types[0]?.getInterfaces() ?? []) : [];
  return common.find((type) => standsForThem(type) && hasAll(type)) ?? null;
}

const isWithin = (some: ReadonlySet<string>, all: ReadonlySet<string>) => [...some].every((each) => all.has(each));

const signature = (field: GraphQLField<unknown, unknown> | undefined) =>
  field === undefined ? null : `${field.args.map(({ name, type }) => `${name}: ${type}`).toSorted()} ${field.type}`;
