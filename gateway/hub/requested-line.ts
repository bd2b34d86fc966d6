import type { Ask } from './graph.ts';
import { reviewNamed } from './review-named.ts';
import { StartError } from './start-error.ts';

/** The request to an organisation, for those who made it. */
export type RequestedLine = { readonly review: string; readonly organisation: string };

const LINES = 'query Requested($review: ID!) { review(id: $review) { coverage { code organisation { id } } } }';

/** Finds an organisation that was asked by its short code, whether or not a service of this hub holds its records. */
export async function lineOf(ask: Ask, name: string, code: string): Promise<RequestedLine> {
  const review = await reviewNamed(ask, name);
  type Lines = {
    review: { coverage: readonly { readonly code: string; readonly organisation: { readonly id: string } }[] };
  };
  const { coverage } = (await ask<Lines>(LINES, { review })).review;
  const line = coverage.find((each) => each.code === code);
  if (line === undefined) {
    const codes = coverage.map((each) => each.code).join(', ');
    throw new StartError(`No organisation "${code}" was asked in the review "${name}": those asked are ${codes}.`);
  }
  return { review, organisation: line.organisation.id };
}
