import type { Ask } from './graph.ts';
import { StartError } from './start-error.ts';

/** An organisation in one review, and how the root fields of its service are named. */
export type OrganisationLine = {
  readonly review: string;
  readonly organisation: string;
  readonly code: string;
  /** `SocialCare`: `submitSocialCareEntries`. */
  readonly prefix: string;
};

type Reviews = {
  readonly reviews: readonly {
    readonly id: string;
    readonly coverage: readonly {
      readonly code: string;
      readonly organisation: { readonly id: string; readonly service: string | null };
    }[];
  }[];
};

const LINES = `query Lines($reference: String!) {
  reviews(reference: $reference) { id coverage { code organisation { id service } } }
}`;

/** Finds the organisation somebody acts for in a review, by its short code where they act for several. */
export async function organisationLine(ask: Ask, reference: string, code: string | null): Promise<OrganisationLine> {
  const { reviews } = await ask<Reviews>(LINES, { reference });
  const [review] = reviews;
  if (review === undefined) {
    throw new StartError(`There is no review "${reference}" that is open to you.`);
  }
  const lines = review.coverage.filter(
    (line) => line.organisation.service !== null && (code === null || line.code === code),
  );
  const [line] = lines;
  if (line === undefined) {
    throw new StartError(`You act for no organisation "${code ?? ''}" in the review "${reference}".`);
  }
  if (lines.length > 1) {
    throw new StartError(
      `Say for which organisation with --organisation: ${lines.map((each) => each.code).join(', ')}.`,
      2,
    );
  }
  return {
    review: review.id,
    organisation: line.organisation.id,
    code: line.code,
    prefix: prefixOf(line.organisation.service!),
  };
}

const prefixOf = (service: string) =>
  service.replaceAll(/(?:^|-)([a-z])/g, (_, letter: string) => letter.toUpperCase());

/** `SocialCare` → `socialCare`: how its queries begin. */
export const lowerFirst = (prefix: string) => prefix.charAt(0).toLowerCase() + prefix.slice(1);
