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
  type SelectionNode,
  type SelectionSetNode,
  valueFromAST,
} from 'graphql';
import type { Data } from '../data.ts';
import { fieldIn } from '../supergraph/field-in.ts';
import { keyOf } from './nodes.ts';

/** Rows of a page whose size nobody states: what services give then. */
const USUAL_PAGE = 50;
/** Items of a list without pages. It counts only where there are pages within. */
const USUAL_LIST = 5;
const pageArguments: readonly string[] = ['first', 'last'];

/** What is asked of one object under one key of the answer, with pages in it: it comes once, however often it is asked. */
export type Part = {
  readonly key: string;
  /** Each field of this key: one for each type, and again in each fragment that has it. */
  readonly asked: readonly AskedField[];
  readonly within: readonly Part[];
};

/** A field where it stands: how often what is within comes, and whether each of these is a row. */
export type AskedField = {
  /** It and all around it that has directives: where one of them is left out, it is not there. */
  readonly conditional: readonly SelectionNode[];
  readonly times: (variables: Data) => number;
  readonly areRows: boolean;
};

type Reader = { readonly schema: GraphQLSchema; readonly fragments: ReadonlyMap<string, FragmentDefinitionNode> };

/** Selections of one object, if it is of this type. */
type Scope = {
  readonly set: SelectionSetNode;
  readonly type: GraphQLNamedType;
  readonly conditional: readonly SelectionNode[];
  /** True below a page, until the list of its items is met: that one does not multiply again. */
  readonly isPage: boolean;
};

/** A field of an object, if that is of the type of this scope. */
type Placed = { readonly node: FieldNode; readonly scope: Scope };

/** Reads where an operation asks for pages. Its fields of one key must have the same arguments: aliases.ts sees to it. */
export function pagesIn(
  { operation, selectionSet: set }: OperationDefinitionNode,
  fragments: Reader['fragments'],
  schema: GraphQLSchema,
): readonly Part[] {
  const type = schema.getRootType(operation);
  return type ? partsOf({ schema, fragments }, [{ set, type, conditional: [], isPage: false }]) : [];
}

function partsOf(reader: Reader, scopes: readonly Scope[]): readonly Part[] {
  const byKey = new Map<string, Placed[]>();
  for (const placed of scopes.flatMap((scope) => fieldsOf(reader, scope))) {
    const key = keyOf(placed.node);
    byKey.set(key, [...(byKey.get(key) ?? []), placed]);
  }
  return [...byKey].flatMap(([key, placed]) => partFrom(reader, key, placed));
}

/** The fields of one object, whatever fragments they stand in. */
function fieldsOf(reader: Reader, scope: Scope): readonly Placed[] {
  return scope.set.selections.flatMap((selection): readonly Placed[] => {
    const isConditional = (selection.directives ?? []).length > 0;
    const conditional = isConditional ? [...scope.conditional, selection] : scope.conditional;
    if (selection.kind === Kind.FIELD) {
      return [{ node: selection, scope: { ...scope, conditional } }];
    }
    const fragment = selection.kind === Kind.FRAGMENT_SPREAD ? reader.fragments.get(selection.name.value) : selection;
    const condition = fragment?.typeCondition?.name.value;
    const type = condition === undefined ? scope.type : reader.schema.getType(condition);
    return fragment && type ? fieldsOf(reader, { ...scope, set: fragment.selectionSet, type, conditional }) : [];
  });
}

function partFrom(reader: Reader, key: string, placed: readonly Placed[]): readonly Part[] {
  const read = placed.flatMap((each) => readField(reader, each));
  const asked = read.map((each) => each.asked);
  const within = partsOf(
    reader,
    read.flatMap((each) => each.scope ?? []),
  );
  return within.length === 0 && !asked.some(({ areRows }) => areRows) ? [] : [{ key, asked, within }];
}

/** How often a field comes, and what is selected of it: nothing for a field that is none. */
function readField({ schema }: Reader, { node, scope: { type: parent, conditional, isPage } }: Placed) {
  const field = fieldIn(schema, parent.name, node.name.value);
  if (field === undefined) {
    return [];
  }
  const isList = isListType(getNullableType(field.type));
  const sizes = field.args.filter(({ name }) => pageArguments.includes(name));
  const areRows = sizes.length > 0;
  const times = isList && !isPage ? USUAL_LIST : 1;
  const asked: AskedField = { conditional, times: areRows ? pageSize(node, sizes) : () => times, areRows };
  const { selectionSet: set } = node;
  const type = getNamedType(field.type);
  const scope: Scope | undefined = set && { set, type, conditional, isPage: (areRows || isPage) && !isList };
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
