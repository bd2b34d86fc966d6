/** A scheme of identifiers an agency uses for people: only for matching in a draft, never part of what is sent. */
export type IdentifierScheme = {
  /** `NHS number`, as a sentence names it. */
  readonly label: string;
  /** Gives the identifier in its one canonical form, or null when shape or check digit is wrong. */
  readonly parse: (value: string) => string | null;
  /** Finds things shaped like it in free text, so that an identifier in the words is noticed. Global flag. */
  readonly inText: RegExp;
};
