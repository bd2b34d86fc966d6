import { type DocumentNode, Kind, visit } from 'graphql';
import type { ResponsePath } from './data.ts';

/** What stands before an alias that is the name of a field, until the answer is shown. No caller's alias can begin so. */
const SAFE = '__as_';

/**
 * Renames aliases that are names of fields. Services are asked about objects by fields that the planner adds, under their
 * own names: `{ id: title }` would put a title where the next service is to be given an id.
 */
export const withSafeAliases = (document: DocumentNode, fieldNames: ReadonlySet<string>): DocumentNode =>
  visit(document, {
    [Kind.FIELD]: (field) =>
      field.alias !== undefined && field.alias.value !== field.name.value && fieldNames.has(field.alias.value)
        ? { ...field, alias: { kind: Kind.NAME, value: SAFE + field.alias.value } }
        : undefined,
  });

/** The key of an answer as the caller chose it. */
export const shownKey = (key: string): string => (key.startsWith(SAFE) ? key.slice(SAFE.length) : key);

/** A place in the answer as the caller sees it. */
export const shownPath = (path: ResponsePath): ResponsePath =>
  path.map((key) => (typeof key === 'string' ? shownKey(key) : key));
