import type { Ask } from './graph.ts';
import { lowerFirst, prefixOf } from './organisation-line.ts';
import { StartError } from './start-error.ts';

type Review = {
  readonly kinds: readonly { readonly code: string }[];
  readonly coverage: readonly { readonly organisation: { readonly service: string | null } }[];
};
type Known = Readonly<Record<string, readonly { readonly code: string }[] | null>>;

const IN_REVIEW =
  'query KindsIn($review: ID!) { review(id: $review) { kinds { code } coverage { organisation { service } } } }';

/**
 * Refuses codes of kinds that none of a review's agencies has: an empty chronology would look as if nothing had happened. What
 * is known is what anybody may know, the agencies' lists, and what is open to the one who asks. Throws StartError.
 */
export async function refuseUnknownKinds(ask: Ask, id: string, wanted: readonly string[]): Promise<void> {
  const { review } = await ask<{ review: Review }>(IN_REVIEW, { review: id });
  const present = new Set(review.kinds.map(({ code }) => code));
  const unseen = wanted.filter((code) => !present.has(code));
  if (unseen.length === 0) {
    return;
  }
  const services = [...new Set(review.coverage.flatMap(({ organisation }) => organisation.service ?? []))];
  const lists = services.map((service) => `${lowerFirst(prefixOf(service))}Kinds { code }`);
  const known = lists.length === 0 ? {} : await ask<Known>(`{ ${lists.join(' ')} }`, {}, 'missing is shown');
  const answers = Object.entries(known).flatMap(([field, kinds]) => (field === 'errors' ? [] : [kinds]));
  const codes = new Set(answers.flatMap((kinds) => kinds?.map(({ code }) => code) ?? []));
  const strange = unseen.find((code) => !codes.has(code));
  // An agency that did not answer may have it.
  if (strange !== undefined && answers.every((kinds) => kinds !== null)) {
    const here =
      present.size === 0 ? 'no entry is open to you' : `those open to you are ${[...present].sort().join(', ')}`;
    throw new StartError(`"${strange}" is no kind of entry of any agency that was asked; ${here}.`, 2);
  }
}
