import { type DocumentNode, type FieldNode, print, visit } from 'graphql';
import { badInput } from '../../../subgraphs/kit/errors.ts';
import type { ResponsePath } from '../data.ts';
import type { Supergraph } from '../supergraph.ts';
import { keyOf, withKey } from './nodes.ts';

/** What stands before a key of ours until the answer is shown. No caller's alias can begin so. */
const ours = /^__as\d*_/;

/**
 * Gives fields keys that mean one thing. Services are asked about objects by fields that the planner adds, under their own
 * names: `{ id: title }` would put a title where the next service is to be given an id, and `{ price }` where that is to be
 * given `price(in: PENCE)`. And of two types of object each may have another field, or other arguments, under one key: the
 * planner mixes them up, or ends over them. And what all JavaScript objects have under a name, a `constructor`, would be taken
 * for an answer. Throws BAD_USER_INPUT for an alias that federation has.
 */
export function withSafeAliases(
  document: DocumentNode,
  { fieldNames, neededWithArguments }: Pick<Supergraph, 'fieldNames' | 'neededWithArguments'>,
): DocumentNode {
  const meanings = new Map<string, string[]>();
  return visit(document, {
    Field: (field) => {
      const key = keyOf(field);
      if (field.alias !== undefined && key.startsWith('__')) {
        throw badInput(`The alias "${key}" is reserved. Choose another.`);
      }
      const known = meanings.get(key) ?? [];
      const meaning = meaningOf(field);
      const index = known.includes(meaning) ? known.indexOf(meaning) : known.push(meaning) - 1;
      meanings.set(key, known);
      const isAnothersName = neededWithArguments.has(key) || (key !== field.name.value && fieldNames.has(key));
      const isUnsafe = isAnothersName || key in Object.prototype;
      const safe = index > 0 ? `__as${index}_${key}` : isUnsafe ? `__as_${key}` : key;
      return safe === key ? undefined : withKey(field, safe);
    },
  });
}

const meaningOf = ({ name, arguments: given = [] }: FieldNode) => `${name.value} ${given.map(print).toSorted().join()}`;

/** The key of an answer as the caller chose it. */
export const shownKey = (key: string): string => key.replace(ours, '');

/** A place in the answer as the caller sees it. */
export const shownPath = (path: ResponsePath): ResponsePath =>
  path.map((key) => (typeof key === 'string' ? shownKey(key) : key));
