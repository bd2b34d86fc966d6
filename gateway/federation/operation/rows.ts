import { type DocumentNode, type GraphQLSchema, getOperationAST } from 'graphql';
import { CaseReviewError } from '../../../subgraphs/kit/errors.ts';
import { valueAt, valuesOf } from '../carrying-out/kept.ts';
import { type Data, isData } from '../data.ts';
import { conditionVariables } from './conditions.ts';
import { fragmentsIn } from './nodes.ts';
import { type PageField, pagesIn } from './pages.ts';
import { perSetting } from './per-setting.ts';

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

/** Gives what is known of the rows of a document's one operation. */
export function operationRows(document: DocumentNode, schema: GraphQLSchema): OperationRows {
  const operation = getOperationAST(document)!;
  const fragments = fragmentsIn(document);
  const everywhere = pagesIn(operation, { schema, fragments, conditions: null });
  const asked = perSetting(conditionVariables(document), (conditions) =>
    pagesIn(operation, { schema, fragments, conditions }),
  );
  return {
    check: (variables) => refuseMany(rowsOf(asked(variables), variables)),
    count: (data) => rowsIn(everywhere, data),
  };
}

function refuseMany(rows: number): void {
  if (rows > MOST_ROWS) {
    throw new CaseReviewError(
      'LIMIT_EXCEEDED',
      `The request may come to ${rows} rows; one request may ask for ${MOST_ROWS}. Ask for smaller pages.`,
    );
  }
}

function rowsIn(fields: readonly PageField[], data: Data): number {
  let rows = 0;
  for (const { key, areRows, within } of fields) {
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

const rowsOf = (fields: readonly PageField[], variables: Data): number =>
  fields.reduce((rows, field) => rows + rowsOfField(field, variables), 0);

/** The most that any field of this key may come to: they are alike, or an object has only one of them, by its type. */
function rowsOfField({ asked, within }: PageField, variables: Data): number {
  const rows = rowsOf(within, variables);
  return Math.max(0, ...asked.map(({ times, areRows }) => times(variables) * ((areRows ? 1 : 0) + rows)));
}
