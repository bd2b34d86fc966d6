import { type DocumentNode, isLeafType } from 'graphql';
import type { Rewrite } from '../../carrying-out/rewrites.ts';
import { keyOf, visitTyped, withKey } from '../../operation/nodes.ts';
import type { Supergraph } from '../../supergraph.ts';

/** What stands before the second of two fields of one key. No caller's alias can begin so. */
const OTHER = '__other';

/**
 * Gives fields of one key keys of their own where a service has them with types that may not stand under one: `boss:
 * Person` of one type, `boss: Person!` of another. In the composed graph both may be alike, so callers may ask for them so,
 * and the planner asks on. The rewrites, to be applied before any other, undo it in the answer.
 */
export function withDistinctKeys(
  document: DocumentNode,
  service: string,
  { fullSchema, typeIn }: Supergraph,
): { readonly document: DocumentNode; readonly rewrites: readonly Rewrite[] } {
  const place: { readonly Key: string }[] = [];
  /** By place in the answer: the key of each shape that was met there. */
  const keysAt = new Map<string, Map<string, string>>();
  const rewrites: Rewrite[] = [];
  const distinct = visitTyped(document, fullSchema, (types) => {
    /** A field's type as far as fields of one key must have it in common: any object is like any other. */
    const shapeOf = (name: string) => {
      const own = typeIn(service, `${types.getParentType()}`)?.fields.get(name)?.type;
      return (own ?? `${types.getType()}`).replace(/\w+/, (type) => (isLeafType(fullSchema.getType(type)) ? type : ''));
    };
    return {
      Field: {
        enter: (node) => {
          const key = keyOf(node);
          const at = JSON.stringify([...place, key]);
          const keys = keysAt.get(at) ?? new Map<string, string>();
          const shape = shapeOf(node.name.value);
          const known = keys.get(shape);
          const own = known ?? (keys.size === 0 ? key : `${OTHER}${keys.size}_${key}`);
          keysAt.set(at, keys.set(shape, own));
          place.push({ Key: own });
          if (known === undefined && own !== key) {
            rewrites.push({ path: [...place], change: { renameKeyTo: key } });
          }
          return own === key ? undefined : withKey(node, own);
        },
        leave: () => void place.pop(),
      },
    };
  });
  // What is within an object is put back before the object is.
  return { document: distinct, rewrites: rewrites.toSorted((one, other) => other.path.length - one.path.length) };
}
