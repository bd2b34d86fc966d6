import {
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLArgument,
  type GraphQLNamedType,
  type GraphQLSchema,
  getNamedType,
  getNullableType,
  isListType,
  Kind,
  type OperationDefinitionNode,
  type SelectionSetNode,
  valueFromAST,
} from 'graphql';
import type { Data } from '../data.ts';
import { fieldIn } from '../supergraph/field-in.ts';
import { isIncluded } from './conditions.ts';
import { keyOf } from './nodes.ts';

/** Rows of a page whose size nobody states: what services give then. */
const USUAL_PAGE = 50;
/** Items of a list without pages. It counts only where there are pages within. */
const USUAL_LIST = 5;
const pageArguments: readonly string[] = ['first', 'last'];

/** What is asked of one object under one key of the answer, with pages in it: it comes once, however often it is asked. */
export type PageField = {
  readonly key: string;
  /** Each field of this key: one for each type, and again where it is written again. */
  readonly asked: readonly AskedField[];
  /** Whether what any of them gives are rows. */
  readonly areRows: boolean;
  readonly within: readonly PageField[];
};

/** A field where it stands: how often what is within comes, and whether each of these is a row. */
type AskedField = { readonly times: (variables: Data) => number; readonly areRows: boolean };

/** What all of one operation have in common. */
type Paging = {
  readonly schema: GraphQLSchema;
  readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  /** The variables that `@skip` and `@include` depend on; null takes in what may be left out. */
  readonly conditions: Data | null;
};

/** Selections of one object, if it is of this type. */
type Scope = {
  readonly set: SelectionSetNode;
  readonly type: GraphQLNamedType;
  /** True below a page, until the list of its items is met: that one does not multiply again. */
  readonly isPage: boolean;
};

/** A field of an object, if that is of the type of this scope. */
type Placed = { readonly node: FieldNode; readonly scope: Scope };

/** Reads where an operation asks for pages. Its fields of one key must have the same arguments: aliases.ts sees to it. */
export function pagesIn(
  { operation, selectionSet: set }: OperationDefinitionNode,
  paging: Paging,
): readonly PageField[] {
  const type = paging.schema.getRootType(operation);
  return type ? pageFieldsOf(paging, [{ set, type, isPage: false }]) : [];
}

/** The fields of one object, whatever fragments they stand in. */
function pageFieldsOf(paging: Paging, scopes: readonly Scope[]): readonly PageField[] {
  const byKey = new Map<string, Placed[]>();
  // Below a page the same fragment may come to fewer.
  for (const isPage of [true, false]) {
    const spread = new Set<SelectionSetNode>();
    for (const scope of scopes.filter((each) => each.isPage === isPage)) {
      placeFields(paging, scope, byKey, spread);
    }
  }
  return [...byKey].flatMap(([key, placed]) => pageFieldFrom(paging, key, placed));
}

/** A fragment that is spread again, which may be often within one another, adds nothing. */
function placeFields(paging: Paging, scope: Scope, into: Map<string, Placed[]>, spread: Set<SelectionSetNode>): void {
  if (spread.has(scope.set)) {
    return;
  }
  spread.add(scope.set);
  for (const selection of scope.set.selections) {
    if (paging.conditions !== null && !isIncluded(selection, paging.conditions)) {
      continue;
    }
    if (selection.kind === Kind.FIELD) {
      const key = keyOf(selection);
      const placed = into.get(key) ?? [];
      placed.push({ node: selection, scope });
      into.set(key, placed);
      continue;
    }
    const fragment = selection.kind === Kind.FRAGMENT_SPREAD ? paging.fragments.get(selection.name.value) : selection;
    const condition = fragment?.typeCondition?.name.value;
    const type = condition === undefined ? scope.type : paging.schema.getType(condition);
    if (fragment && type) {
      placeFields(paging, { ...scope, set: fragment.selectionSet, type }, into, spread);
    }
  }
}

function pageFieldFrom(paging: Paging, key: string, placed: readonly Placed[]): readonly PageField[] {
  const read = placed.flatMap((each) => readField(paging, each));
  const asked = read.map((each) => each.asked);
  const areRows = asked.some((each) => each.areRows);
  const within = pageFieldsOf(
    paging,
    read.flatMap((each) => each.scope ?? []),
  );
  return within.length === 0 && !areRows ? [] : [{ key, asked, areRows, within }];
}

/** How often a field comes, and what is selected of it: nothing for a field that is none. */
function readField({ schema }: Paging, { node, scope: { type: parent, isPage } }: Placed) {
  const field = fieldIn(schema, parent.name, node.name.value);
  if (field === undefined) {
    return [];
  }
  const isList = isListType(getNullableType(field.type));
  const sizes = field.args.filter(({ name }) => pageArguments.includes(name));
  const areRows = sizes.length > 0;
  const times = isList && !isPage ? USUAL_LIST : 1;
  const asked: AskedField = { times: areRows ? pageSize(node, sizes) : () => times, areRows };
  const { selectionSet: set } = node;
  const type = getNamedType(field.type);
  const scope: Scope | undefined = set && { set, type, isPage: (areRows || isPage) && !isList };
  return [{ asked, scope }];
}

function pageSize(node: FieldNode, sizes: readonly GraphQLArgument[]): AskedField['times'] {
  return (variables) => {
    const stated = sizes
      .map((argument) => sizeFrom(node, argument, variables))
      .filter((size) => typeof size === 'number');
    return Math.max(0, ...(stated.length === 0 ? [USUAL_PAGE] : stated));
  };
}

function sizeFrom(node: FieldNode, { name, type, defaultValue }: GraphQLArgument, variables: Data): unknown {
  const value = node.arguments?.find((argument) => argument.name.value === name)?.value;
  const size = valueFromAST(value, type, variables);
  return size === undefined ? defaultValue : size;
}
