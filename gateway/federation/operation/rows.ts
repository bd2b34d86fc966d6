import type { FragmentDefinitionNode, GraphQLSchema, OperationDefinitionNode } from 'graphql';
import { CaseReviewError } from '../../../subgraphs/kit/errors.ts';
import { valueAt, valuesOf } from '../carrying-out/kept.ts';
import { type Data, isData } from '../data.ts';
import { isIncluded } from './conditions.ts';
import { type Part, pagesIn } from './pages.ts';

/** Rows that one request may ask for, by estimate. */
const MOST_ROWS = 1_000;

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

/** Reads where an operation asks for pages. Its fields of one key must have the same arguments: aliases.ts sees to it. */
export function operationRows(
  operation: OperationDefinitionNode,
  fragments: ReadonlyMap<string, FragmentDefinitionNode>,
  schema: GraphQLSchema,
): OperationRows {
  const parts = pagesIn(operation, fragments, schema);
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
  for (const { key, asked, within } of parts) {
    const value = valueAt(data, key);
    rows += asked.some(({ areRows }) => areRows) ? pageLength(value) : 0;
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
  parts.reduce((rows, part) => rows + rowsOfPart(part, variables), 0);

/** The most that any field of this key may come to: they are alike, or an object has only one of them, by its type. */
function rowsOfPart({ asked, within }: Part, variables: Data): number {
  const there = asked.filter(({ conditional }) => conditional.every((each) => isIncluded(each, variables)));
  const rows = there.length === 0 ? 0 : rowsOf(within, variables);
  return Math.max(0, ...there.map(({ times, areRows }) => times(variables) * ((areRows ? 1 : 0) + rows)));
}
