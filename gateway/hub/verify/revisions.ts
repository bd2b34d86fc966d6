import { contentHash } from '../../../subgraphs/kit/canonical.ts';
import type { Pointer } from '../../../subgraphs/kit/publishing/manifest.ts';

/** The bytes behind a hash, as their service gives them to their owner. */
export type GivenRevision = {
  readonly id: string;
  readonly reference: string;
  readonly contentHash: string;
  readonly content: string | null;
  readonly salt: string | null;
};

export type VerifiedRevisions = {
  readonly faults: readonly string[];
  readonly recomputed: number;
  /** Content and salt are gone: there is nothing that could be recomputed. */
  readonly gone: number;
};

/** Recomputes the hash of each revision and compares it with the one that was signed. */
export function verifyRevisions(
  signed: ReadonlyMap<string, Pointer>,
  given: readonly GivenRevision[],
): VerifiedRevisions {
  const byId = new Map(given.map((revision) => [revision.id, revision]));
  const faults: string[] = [];
  let gone = 0;
  for (const { revision: id, reference, contentHash: hash } of signed.values()) {
    const revision = byId.get(id);
    if (revision === undefined) {
      faults.push(`${reference}: its service has no revision ${id}, which was signed.`);
    } else if (revision.content === null || revision.salt === null) {
      gone += 1;
      if (revision.contentHash !== hash) {
        faults.push(`${reference}: the hash left of its revision ${id} is not the one that was signed.`);
      }
    } else if (contentHash(Buffer.from(revision.salt, 'hex'), revision.content) !== hash) {
      faults.push(`${reference}: the words of its revision ${id} are not those that were signed.`);
    }
  }
  for (const { id, reference } of given.filter((revision) => !signed.has(revision.id))) {
    faults.push(`${reference}: its service has a revision ${id} that no manifest names.`);
  }
  return { faults, gone, recomputed: signed.size - gone };
}
