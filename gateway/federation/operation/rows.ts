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
import { CaseReviewError } from '../../../subgraphs/kit/errors.ts';
import { valueAt, valuesOf } from '../carrying-out/kept.ts';
import { type Data, isData } from '../data.ts';
import { fieldIn } from '../supergraph/field-in.ts';
import { isIncluded } from './conditions.ts';
import { keyOf } from './nodes.ts';

/** Rows that one request may ask for, by estimate. */
const MOST_ROWS = 1_000;
/** Rows of a page whose size nobody states: what services give then. */
const USUAL_PAGE = 50;
/** Items of a list without pages. It counts only where there are pages within. */
const USUAL_LIST = 5;
const pageArguments: readonly string[] = ['first', 'last'];

/** A part of an operation with pages in it: how often what is within comes, and whether each of these is a row. */
type Part = {
  /** Its field and the fragments around that: without any of them it is not there. */
  readonly selections: readonly SelectionNode[];
  readonly key: string;
  readonly times: (variables: Data) => number;
  readonly areRows: boolean;
  readonly within: readonly Part[];
};

type Reader = { readonly schema: GraphQLSchema; readonly fragments: ReadonlyMap<string, FragmentDefinitionNode> };

/** The rows of one operation: how many it may come to, and how many its answer holds. */
export type OperationRows = {
  /**
   * Throws LIMIT_EXCEEDED for more rows than one request may ask for. It runs for each request: a validated document is
   * remembered by its text, and a rule would not see the variables.
   */
  readonly check: (variables: Data) => void;
  /** Counts the rows of what was gathered. It goes from page to page and looks into no row that has no page within. */
  readonly count: (data: Data) => number;
};

/** Reads where an operation asks for pages. */
export function operationRows(
  operation: OperationDefinitionNode,
  fragments: Reader['fragments'],
  schema: GraphQLSchema,
): OperationRows {
  const root = schema.getRootType(operation.operation);
  const parts = root ? partsOf({ schema, fragments }, operation.selectionSet, root, false) : [];
  return { check: (variables) => refuseMany(rowsOf(parts, variables)), count: (data) => rowsIn(parts, data) };
}

function refuseMany(rows: number): void {
  if (rows > MOST_ROWS) {
    throw new CaseReviewError(
      'LIMIT_EXCEEDED',
      `The request may come to ${rows} rows; one request may ask for ${MOST_ROWS}. Ask for smaller pages.`,
    );
  }
}

function rowsIn(parts: readonly Part[], data: Data): number {
  let rows = 0;
  for (const { key, areRows, within } of parts) {
    const value = valueAt(data, key);
    rows += areRows ? pageLength(value) : 0;
    for (const each of within.length === 0 ? [] : Array.isArray(value) ? value : [value]) {
      rows += isData(each) ? rowsIn(within, each) : 0;
    }
  }
  return rows;
}

/** Of a page that is asked for its edges and its nodes alike, each row counts once. */
function pageLength(page: unknown): number {
  if (Array.isArray(page)) {
    return page.length;
  }
  const lists = isData(page) ? valuesOf(page).filter((value) => Array.isArray(value)) : [];
  return lists.reduce((longest, { length }) => Math.max(longest, length), 0);
}

const rowsOf = (parts: readonly Part[], variables: Data): number =>
  parts
    .filter(({ selections }) => selections.every((each) => isIncluded(each, variables)))
    .map(({ times, areRows, within }) => times(variables) * ((areRows ? 1 : 0) + rowsOf(within, variables)))
    .reduce((sum, rows) => sum + rows, 0);

/** `isPage` is true below a page, until the list of its items is met: that one does not multiply again. */
function partsOf(reader: Reader, set: SelectionSetNode, type: GraphQLNamedType, isPage: boolean): readonly Part[] {
  return set.selections.flatMap((selection): readonly Part[] => {
    if (selection.kind === Kind.FIELD) {
      return fieldPart(reader, selection, type, isPage);
    }
    const fragment = selection.kind === Kind.FRAGMENT_SPREAD ? reader.fragments.get(selection.name.value) : selection;
    const condition =
      fragment?.typeCondition === undefined ? type : reader.schema.getType(fragment.typeCondition.name.value);
    const parts = fragment && condition ? partsOf(reader, fragment.selectionSet, condition, isPage) : [];
    return parts.map((part) => ({ ...part, selections: [selection, ...part.selections] }));
  });
}

function fieldPart(reader: Reader, node: FieldNode, parent: GraphQLNamedType, isPage: boolean): readonly Part[] {
  const field = fieldIn(reader.schema, parent.name, node.name.value);
  if (field === undefined) {
    return [];
  }
  const isList = isListType(getNullableType(field.type));
  const sizes = field.args.filter(({ name }) => pageArguments.includes(name));
  const areRows = sizes.length > 0;
  const set = node.selectionSet;
  const within = set ? partsOf(reader, set, getNamedType(field.type), (areRows || isPage) && !isList) : [];
  if (!areRows && within.length === 0) {
    return [];
  }
  const times = isList && !isPage ? USUAL_LIST : 1;
  return [
    { selections: [node], key: keyOf(node), times: areRows ? pageSize(node, sizes) : () => times, areRows, within },
  ];
}

function pageSize(node: FieldNode, sizes: readonly GraphQLArgument[]): Part['times'] {
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
