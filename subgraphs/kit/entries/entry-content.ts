import type { Agency } from '../agency/define-agency.ts';
import { kindTypeName } from '../graph/kind-types.ts';
import { OWN_WORDS_KIND } from '../publishing/own-words.ts';
import type { EntryRecordContent } from './read-entry.ts';

/** What an organisation recorded, as an object of the graph. */
export type EntryContentNode = { readonly __typename?: string | undefined; readonly [field: string]: unknown };

/**
 * Gives content, which it may keep and change, as the type of its kind. A kind that is no longer on the list is shown as
 * the record has it.
 */
export function contentReader(agency: Agency): (reference: string, content: EntryRecordContent) => EntryContentNode {
  const typeNames = new Map(agency.kinds.map((kind) => [kind.code, kindTypeName(agency, kind)]));
  const other = typeNames.get('OTHER');
  typeNames.set(OWN_WORDS_KIND, 'OwnWords');
  return (reference, content) =>
    // Added to and not copied: a page has some hundred of them, with some twenty fields each.
    Object.assign(content, content.fields, { __typename: typeNames.get(content.kind) ?? other, reference });
}
