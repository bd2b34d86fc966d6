import {
  type DocumentNode,
  type FieldNode,
  getNamedType,
  isLeafType,
  Kind,
  type SelectionSetNode,
  visit,
} from 'graphql';
import type { Rewrite } from '../carrying-out/rewrites.ts';
import { fieldIn } from '../supergraph/field-in.ts';
import type { Supergraph } from '../supergraph.ts';
import { grouped } from './grouped.ts';

/** What stands before the second of two fields of one key. No caller's alias can begin so. */
const OTHER = '__other';

/** A selection that becomes part of an object of the answer, with the type it is selected on. */
type Part = { readonly set: SelectionSetNode; readonly typeName: string };
type Selected = { readonly node: FieldNode; readonly typeName: string };

type Keys = {
  readonly service: string;
  readonly supergraph: Supergraph;
  readonly aliases: Map<FieldNode, string>;
  readonly rewrites: Rewrite[];
};

/**
 * Gives fields of one key keys of their own where a service has them with types that may not stand under one: `boss:
 * Person` of one type, `boss: Person!` of another. In the composed graph both may be alike, so callers may ask for them so,
 * and the planner asks on. The rewrites, to be applied before any other, undo it in the answer.
 */
export function withDistinctKeys(
  document: DocumentNode,
  service: string,
  supergraph: Supergraph,
): { readonly document: DocumentNode; readonly rewrites: readonly Rewrite[] } {
  const keys: Keys = { service, supergraph, aliases: new Map(), rewrites: [] };
  for (const definition of document.definitions) {
    if (definition.kind === Kind.OPERATION_DEFINITION) {
      const typeName = supergraph.fullSchema.getRootType(definition.operation)?.name ?? '';
      distinguish(keys, [{ set: definition.selectionSet, typeName }], []);
    }
  }
  const renamed = visit(document, {
    Field: (node) => {
      const alias = keys.aliases.get(node);
      return alias === undefined ? undefined : { ...node, alias: { kind: Kind.NAME, value: alias } };
    },
  });
  return { document: keys.aliases.size === 0 ? document : renamed, rewrites: keys.rewrites };
}

function distinguish(keys: Keys, parts: readonly Part[], path: Rewrite['path']): void {
  const selected = parts.flatMap(({ set, typeName }) => fieldsIn(set, typeName));
  for (const [key, ofKey] of grouped(selected, ({ node }) => (node.alias ?? node.name).value)) {
    const shapes = [...grouped(ofKey, (each) => shapeOf(keys, each)).values()];
    for (const [index, alike] of shapes.entries()) {
      const own = index === 0 ? key : `${OTHER}${index}_${key}`;
      const at = [...path, { Key: own }];
      distinguish(
        keys,
        alike.flatMap((each) => partOf(keys, each)),
        at,
      );
      if (own !== key) {
        for (const { node } of alike) {
          keys.aliases.set(node, own);
        }
        keys.rewrites.push({ path: at, change: { renameKeyTo: key } });
      }
    }
  }
}

const fieldsIn = ({ selections }: SelectionSetNode, typeName: string): readonly Selected[] =>
  selections.flatMap((selection) => {
    switch (selection.kind) {
      case Kind.FIELD:
        return [{ node: selection, typeName }];
      case Kind.INLINE_FRAGMENT:
        return fieldsIn(selection.selectionSet, selection.typeCondition?.name.value ?? typeName);
      default:
        return [];
    }
  });

function partOf({ supergraph }: Keys, { node, typeName }: Selected): readonly Part[] {
  const field = fieldIn(supergraph.fullSchema, typeName, node.name.value);
  return node.selectionSet === undefined
    ? []
    : [{ set: node.selectionSet, typeName: field === undefined ? '' : getNamedType(field.type).name }];
}

/** A field's type as far as fields of one key must have it in common: any object is like any other. */
function shapeOf({ service, supergraph }: Keys, { node, typeName }: Selected): string {
  const { fullSchema, serviceTypes } = supergraph;
  const type = serviceTypes.typeOf(service, typeName, node.name.value);
  return type.replace(/\w+/, (name) => (isLeafType(fullSchema.getType(name)) ? name : ''));
}
