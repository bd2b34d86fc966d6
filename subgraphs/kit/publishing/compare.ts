import type { HeldPublication } from './held.ts';
import type { Refusal } from './manifest.ts';

/** One publication, as the agency's service holds it. */
export type OwnPublication = {
  readonly number: number;
  readonly hash: string;
  /** True when the hub has answered it. */
  readonly answered: boolean;
  readonly refusal: Refusal | null;
};

/** Where agency and hub stand with one contribution. */
export type Difference =
  | { readonly kind: 'IN_STEP' }
  /** The hub was restored to an older state: these are sent again. */
  | { readonly kind: 'HUB_LOST'; readonly numbers: readonly number[] }
  /** The agency's service was: the hub has publications after the agency's last one. */
  | { readonly kind: 'AGENCY_LOST'; readonly after: number }
  /** Both have a publication with this number, and they differ. Nobody can mend that but people. */
  | { readonly kind: 'TWO_BRANCHES'; readonly number: number }
  | { readonly kind: 'UNKNOWN_REVIEW'; readonly numbers: readonly number[] };

/** Compares the publications of one contribution. What the hub refused for its key takes nobody's number. */
export function differenceOf(
  own: readonly OwnPublication[],
  held: readonly HeldPublication[],
  isKnown: boolean,
): Difference {
  const answered = own.filter((publication) => publication.answered);
  if (!isKnown) {
    return answered.length === 0
      ? { kind: 'IN_STEP' }
      : { kind: 'UNKNOWN_REVIEW', numbers: answered.map(({ number }) => number) };
  }
  const chain = held.filter(({ refusal }) => refusal !== 'KEY_REVOKED');
  const ownHash = new Map(own.map(({ number, hash }) => [number, hash]));
  const other = chain.find(({ number, hash }) => ownHash.has(number) && ownHash.get(number) !== hash);
  if (other !== undefined) {
    return { kind: 'TWO_BRANCHES', number: other.number };
  }
  const last = Math.max(0, ...own.map(({ number }) => number));
  if (chain.some(({ number }) => number > last)) {
    return { kind: 'AGENCY_LOST', after: last };
  }
  const there = new Set(held.map(({ hash }) => hash));
  const numbers = answered.filter(({ hash }) => !there.has(hash)).map(({ number }) => number);
  return numbers.length === 0 ? { kind: 'IN_STEP' } : { kind: 'HUB_LOST', numbers };
}
