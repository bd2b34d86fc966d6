import type { EntityManager } from 'typeorm';
import { canonical } from '../../kit/canonical.ts';
import type { Answer, Author, Manifest, NoContact, Pointer, Refusal } from '../../kit/publishing/manifest.ts';
import type { Handling } from '../../kit/vocabulary.ts';
import { type PointerRow, pointerRow } from './pointer-row.ts';

/** What a manifest makes other than it is in the index. */
export type Changes = {
  /** Entries whose pointer ends, because another takes its place or because they are gone. */
  readonly closing: readonly string[];
  readonly opening: readonly PointerRow[];
  /** The number under which the publication is shown: it grows only where something changes that is not hidden. */
  readonly shownNumber: number;
  readonly isQuiet: boolean;
};

type Current = { readonly entry_id: string; readonly digest: string; readonly handling: Handling };

/** Compares a manifest with what the index says now. What is unchanged stays untouched. */
export async function changesIn(manager: EntityManager, manifest: Manifest): Promise<Changes> {
  const current = (await manager.query(
    'SELECT entry_id, digest, handling FROM pointer WHERE review_id = $1 AND organisation_id = $2 AND to_version IS NULL',
    [manifest.review, manifest.organisation],
  )) as Current[];
  const held = new Map(current.map((row) => [row.entry_id, row]));
  const rows = manifest.pointers.map((pointer) => pointerRow(manifest, pointer));
  const opening = rows.filter((row) => held.get(row.entry_id)?.digest !== row.digest);
  const stated = new Set(rows.map((row) => row.entry_id));
  const gone = current.filter((row) => !stated.has(row.entry_id));
  const replaced = opening.flatMap((row) => held.get(row.entry_id) ?? []);
  const last = await lastSaid(manager, manifest);
  const touched = [...opening, ...gone, ...replaced];
  const isHidden = touched.length > 0 && touched.every(({ handling }) => handling === 'HIDDEN');
  const isQuiet = isHidden && last.said === saidBy(manifest);
  return {
    closing: [...replaced, ...gone].map((row) => row.entry_id),
    opening,
    shownNumber: last.shownNumber + (isQuiet ? 0 : 1),
    isQuiet,
  };
}

type Said = {
  readonly answer: Answer | null;
  readonly noContact: readonly NoContact[];
  readonly withdrawn: string | null;
  readonly form: string | null;
  readonly author: Author | null;
  readonly words: Pointer | null;
};
const saidBy = ({ answer, noContact, withdrawn, form, author, words }: Said) =>
  canonical({ answer, noContact, withdrawn, form, author, words });

/** What the last publication said besides its entries, null for the first and after one that was refused; and its number as it is shown. */
async function lastSaid(manager: EntityManager, { review, organisation }: Manifest) {
  const [last] = (await manager.query(
    `SELECT answer, no_contact AS "noContact", withdrawn, form, author, words, outcome, max(shown_number) OVER () AS "shownNumber"
     FROM publication WHERE review_id = $1 AND organisation_id = $2 ORDER BY number DESC, outcome LIMIT 1`,
    [review, organisation],
  )) as (Said & { readonly shownNumber: number | null; readonly outcome: string })[];
  return { said: last?.outcome === 'ACCEPTED' ? saidBy(last) : null, shownNumber: last?.shownNumber ?? 0 };
}

/** The number under which a publication is shown that was refused: everybody sees that. A revoked key takes nobody's number. */
export async function shownNumberRefused(manager: EntityManager, manifest: Manifest, refusal: Refusal) {
  return refusal === 'KEY_REVOKED' ? null : (await lastSaid(manager, manifest)).shownNumber + 1;
}
