import { badInput, CaseReviewError } from '../../kit/errors.ts';

/** Most entries of one page, and how many come when nobody says. */
export const LONGEST_PAGE = 200;
const USUAL_PAGE = 50;

export type PageAsked = {
  readonly first?: number | null | undefined;
  readonly after?: string | null | undefined;
  readonly last?: number | null | undefined;
  readonly before?: string | null | undefined;
};

export type Page = {
  readonly size: number;
  readonly direction: 'FORWARDS' | 'BACKWARDS';
  readonly after: string | null;
  readonly before: string | null;
};

/** Reads the arguments of a connection. Throws LIMIT_EXCEEDED for more than 200, BAD_USER_INPUT for first with last. */
export function pageOf({ first, after, last, before }: PageAsked): Page {
  if (first != null && last != null) {
    throw badInput(`A page goes forwards or backwards: it takes first (${first}) or last (${last}), not both.`);
  }
  const name = last == null ? 'first' : 'last';
  const size = last ?? first ?? USUAL_PAGE;
  if (size < 0) {
    throw badInput(`${name}: ${size} is less than nothing.`);
  }
  if (size > LONGEST_PAGE) {
    throw new CaseReviewError(
      'LIMIT_EXCEEDED',
      `${name}: ${size} is more than one page has; it takes up to ${LONGEST_PAGE}.`,
    );
  }
  return { size, direction: last == null ? 'FORWARDS' : 'BACKWARDS', after: after ?? null, before: before ?? null };
}
