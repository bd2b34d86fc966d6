import { canonical, sha256 } from '../../kit/canonical.ts';
import { sortKey } from '../../kit/occurred/sort-key.ts';
import type { Manifest, Pointer } from '../../kit/publishing/manifest.ts';

/** Tells one state of an entry from another. */
export const digestOf = (pointer: Pointer) => sha256(canonical(pointer));

/** A pointer as the index keeps it, without the versions it is in. */
export type PointerRow = ReturnType<typeof pointerRow>;

export function pointerRow({ review, organisation, code }: Manifest, pointer: Pointer) {
  const { entry, revision, reference, occurred, sortEarliest, sequence, contentHash, withdrawn, ...facts } = pointer;
  return {
    revision_id: revision,
    entry_id: entry,
    review_id: review,
    organisation_id: organisation,
    sort_key: sortKey(occurred, code, sequence, entry, sortEarliest),
    reference,
    earliest: occurred.earliest,
    latest: occurred.latest,
    undated: occurred.precision === 'UNKNOWN',
    kind: facts.kind,
    kind_label: facts.kindLabel,
    kind_listed: facts.kindListed,
    significance: facts.significance,
    handling: facts.handling,
    named: facts.named,
    onward_use: facts.onwardUse,
    subjects: facts.subjects,
    facts: JSON.stringify({ occurred, ...facts }),
    content_hash: contentHash,
    digest: digestOf(pointer),
    withdrawn_at: withdrawn?.at ?? null,
    withdrawn_reason: withdrawn?.reason ?? null,
  };
}
