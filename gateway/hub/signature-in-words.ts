import type { ContributionStatus } from './contribute.ts';
import type { Ask } from './graph.ts';
import type { OrganisationLine } from './organisation-line.ts';

/** An organisation, and the bodies whose signatories sign for it. */
export type Overseen = {
  readonly code: string;
  readonly organisation: { readonly name: string };
  readonly overseenBy: readonly { readonly id: string; readonly name: string }[];
};

const OVERSEEN =
  'query Overseen($review: ID!) { review(id: $review) { coverage { code organisation { name } overseenBy { id name } } } }';

/** Who signs for an organisation that has no second person. */
export async function overseenIn(ask: Ask, { review, code }: OrganisationLine): Promise<Overseen> {
  const answer = await ask<{ review: { readonly coverage: readonly Overseen[] } }>(OVERSEEN, { review });
  return answer.review.coverage.find((line) => line.code === code)!;
}

/** Who has signed a draft off: "Head of safeguarding for Eastmere Council, which oversees Ferry Lane School". */
export function signatoryInWords(
  { role, organisation: from }: { readonly role: string; readonly organisation: string | null },
  { organisation, overseenBy }: Overseen,
): string {
  const body = overseenBy.find(({ id }) => id === from)?.name ?? 'another body';
  return from === null ? role : `${role} for ${body}, which oversees ${organisation.name}`;
}

/** How the sign-off of a draft stands. */
export function signatureInWords(
  { version, signature, standingSignOff }: ContributionStatus,
  overseen: Overseen,
): string {
  const standing =
    standingSignOff === null
      ? ''
      : ` What systems deliver is signed off by ${standingSignOff.role} until ${standingSignOff.until.slice(0, 10)}.`;
  if (signature === null) {
    return `The draft is at version ${version} and not signed off.${standing}`;
  }
  const signatory = signatoryInWords(signature, overseen);
  return signature.stands
    ? `The draft is signed off by ${signatory}.${standing}`
    : `The draft has changed since ${signatory} signed it off: it must be signed off anew.${standing}`;
}
