import type { Ask } from './graph.ts';
import { reviewNamed } from './review-named.ts';
import { StartError } from './start-error.ts';

/** The request to an organisation, for those who made it. */
export type RequestedLine = { readonly review: string; readonly organisation: string; readonly code: string };

const LINES = 'query Requested($review: ID!) { review(id: $review) { coverage { code organisation { id } } } }';

/**
 * Finds an organisation that was asked by its short code, whether or not a service of this hub holds its records. Without a
 * code it is the only one that somebody sees.
 */
export async function lineOf(ask: Ask, name: string, code: string | null): Promise<RequestedLine> {
  const review = await reviewNamed(ask, name);
  type Lines = {
    review: { coverage: readonly { readonly code: string; readonly organisation: { readonly id: string } }[] };
  };
  const { coverage } = (await ask<Lines>(LINES, { review })).review;
  const lines = coverage.filter((each) => code === null || each.code === code);
  const [line] = lines;
  const codes = coverage.map((each) => each.code).join(', ');
  if (line === undefined) {
    throw new StartError(`No organisation "${code}" was asked in the review "${name}": those asked are ${codes}.`);
  }
  if (lines.length > 1) {
    throw new StartError(`Say for which organisation with --organisation: ${codes}.`, 2);
  }
  return { review, organisation: line.organisation.id, code: line.code };
}
