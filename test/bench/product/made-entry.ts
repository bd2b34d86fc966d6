import { canonical, contentHash } from '../../../subgraphs/kit/canonical.ts';
import type { EntryDraft } from '../../../subgraphs/kit/entries/read-entry.ts';
import { sortKey } from '../../../subgraphs/kit/occurred/sort-key.ts';
import type { Pointer } from '../../../subgraphs/kit/publishing/manifest.ts';
import type { BenchContribution } from './reviews-of.ts';

/** An entry as publishing leaves it, with the pointer the hub gets to it. */
export type Made = {
  readonly entry: string;
  readonly revision: string;
  readonly reference: string;
  readonly position: number;
  readonly draft: EntryDraft;
  readonly content: string;
  readonly salt: Buffer;
  readonly hash: string;
  readonly pointer: Pointer;
  readonly pointerText: string;
  readonly sortKey: string;
};

type Own = { readonly entry: string; readonly revision: string; readonly salt: Buffer };

/** Publishes one entry, as the hub's own code does: the same canonical bytes, hash and sort key. */
export function published({ code }: BenchContribution, position: number, draft: EntryDraft, own: Own): Made {
  const { entry, revision, salt } = own;
  const reference = `${code}-${position}`;
  const content = canonical(draft.content);
  const hash = contentHash(salt, content);
  const pointer: Pointer = {
    ...draft.facts,
    entry,
    revision,
    reference,
    sequence: position,
    sortEarliest: null,
    contentHash: hash,
    withdrawn: null,
  };
  return {
    ...own,
    reference,
    position,
    draft,
    content,
    hash,
    pointer,
    pointerText: canonical(pointer),
    sortKey: sortKey(draft.facts.occurred, code, position, entry, null),
  };
}
