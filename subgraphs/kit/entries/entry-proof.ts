/** What makes two entries the same: this revision, of this review, from this organisation, with this content. */
export type ProvenEntry = {
  readonly revision: string;
  readonly review: string;
  readonly organisation: string;
  readonly contentHash: string;
};

/**
 * What an entry is, in one word that its index and its owner both come to by themselves. It is compared and never read, so
 * it is one string: a page carries two of it for each entry.
 */
export const entryProof = ({ revision, review, organisation, contentHash }: ProvenEntry): string =>
  `${revision} ${review} ${organisation} ${contentHash}`;
