import type { Ask } from './graph.ts';
import { reviewNamed } from './review-named.ts';
import { StartError } from './start-error.ts';

/** An organisation in one review, and how the root fields of its service are named. */
export type OrganisationLine = {
  readonly review: string;
  readonly organisation: string;
  readonly code: string;
  /** `SocialCare`: `submitSocialCareEntries`. */
  readonly prefix: string;
};

type Lines = {
  readonly review: {
    readonly coverage: readonly {
      readonly code: string;
      readonly organisation: { readonly id: string; readonly service: string | null };
    }[];
  };
};

const LINES = 'query Lines($review: ID!) { review(id: $review) { coverage { code organisation { id service } } } }';

/** Finds the organisation somebody acts for in a review, by its short code where they act for several. */
export async function organisationLine(ask: Ask, name: string, code: string | null): Promise<OrganisationLine> {
  const review = await reviewNamed(ask, name);
  const { coverage } = (await ask<Lines>(LINES, { review })).review;
  const lines = coverage.filter((line) => line.organisation.service !== null && (code === null || line.code === code));
  const [line] = lines;
  if (line === undefined) {
    const whom = code === null ? 'no organisation' : `no organisation "${code}"`;
    throw new StartError(`You act for ${whom} in the review "${name}".`);
  }
  if (lines.length > 1) {
    throw new StartError(
      `Say for which organisation with --organisation: ${lines.map((each) => each.code).join(', ')}.`,
      2,
    );
  }
  const { id: organisation, service } = line.organisation;
  return { review, organisation, code: line.code, prefix: prefixOf(service!) };
}

/** `social-care` → `SocialCare`: how the root fields of a service are named. */
export const prefixOf = (service: string) =>
  service.replaceAll(/(?:^|-)([a-z])/g, (_, letter: string) => letter.toUpperCase());

/** `SocialCare` → `socialCare`: how its queries begin. */
export const lowerFirst = (prefix: string) => prefix.charAt(0).toLowerCase() + prefix.slice(1);
