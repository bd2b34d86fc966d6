import type { IncomingMessage } from 'node:http';
import { bodyOf } from '../engine/body.ts';

/** A page as the servers without the hub's cursors are asked for it: `after` is the sort key itself. */
export type AskedPage = {
  readonly review: string;
  readonly first: number;
  readonly after?: string | null;
  readonly filter?: { readonly from?: string; readonly to?: string; readonly kinds?: readonly string[] } | null;
};

/** Reads which page a request asks for. */
export async function askedPage(request: IncomingMessage): Promise<AskedPage> {
  return (JSON.parse(await bodyOf(request)) as { readonly variables: AskedPage }).variables;
}

/** Conditions and parameters for a page, in the hub's own order and by the hub's own rule for periods. */
export function pageSql({ review, first, after, filter }: AskedPage, dayBounds: DayBounds) {
  const values: unknown[] = [review, after ?? ''];
  const add = (value: unknown) => `$${values.push(value)}`;
  const conditions = ['review_id = $1', 'sort_key > $2'];
  if (filter?.kinds !== undefined) {
    conditions.push(`kind = ANY(${add(filter.kinds)})`);
  }
  if (filter?.to !== undefined) {
    conditions.push(`(earliest IS NULL OR earliest <= ${add(dayBounds.end(filter.to))})`);
  }
  if (filter?.from !== undefined) {
    conditions.push(`(latest IS NULL OR latest >= ${add(dayBounds.start(filter.from))})`);
  }
  return { where: conditions.join(' AND '), limit: add(first + 1), values };
}

export type DayBounds = { readonly start: (day: string) => string; readonly end: (day: string) => string };
