import type { PlanNode } from '@graphql-hive/router-query-planner';
import {
  type DocumentNode,
  type FieldNode,
  getNamedType,
  Kind,
  parse,
  TypeInfo,
  visit,
  visitWithTypeInfo,
} from 'graphql';
import { type Data, isData, typenameOf } from '../data.ts';
import type { Supergraph } from '../supergraph.ts';
import { valueAt, valuesOf } from './kept.ts';

/** The key of a proof in answers between services and gateway. No caller's alias can be this: see operation/aliases.ts. */
const PROOF_KEY = '__proof';
/** The one type of content that proves nothing: absent and not yours look the same. */
const NOTHING_FOR_YOU = 'NotAvailable';

const proofField = (() => {
  const [definition] = parse(`{ ${PROOF_KEY}: proofOfEntry }`, { noLocation: true }).definitions;
  return (definition?.kind === Kind.OPERATION_DEFINITION && definition.selectionSet.selections[0]) as FieldNode;
})();

/** Tells whether a plan asks a service for entities that can prove which ones they are. */
export function asksForProven(node: PlanNode, proves: Supergraph['proves']): boolean {
  switch (node.kind) {
    case 'Sequence':
    case 'Parallel':
      return node.nodes.some((inner) => asksForProven(inner, proves));
    case 'Flatten':
      return asksForProven(node.node, proves);
    case 'Fetch':
      return (node.requires ?? []).some(
        (each) => 'typeCondition' in each && proves(node.serviceName, each.typeCondition),
      );
    case 'BatchFetch':
      return node.entityBatch.aliases.some(({ requires }) =>
        requires.some((each) => 'typeCondition' in each && proves(node.serviceName, each.typeCondition)),
      );
    default:
      return false;
  }
}

/** Asks for the proof wherever a service's operation selects something that can give one. */
export function withProof(document: DocumentNode, service: string, { fullSchema, proves }: Supergraph): DocumentNode {
  const types = new TypeInfo(fullSchema);
  return visit(
    document,
    visitWithTypeInfo(types, {
      SelectionSet: {
        leave: (set) => {
          const type = types.getParentType();
          return type && proves(service, type.name)
            ? { ...set, selections: [...set.selections, proofField] }
            : undefined;
        },
      },
    }),
  );
}

/** The keys under which an operation selects content: what an object that can prove itself has, or says that it has not. */
export function contentKeys(document: DocumentNode, service: string, supergraph: Supergraph): readonly string[] {
  const types = new TypeInfo(supergraph.fullSchema);
  const keys = new Set<string>();
  visit(
    document,
    visitWithTypeInfo(types, {
      Field: ({ alias, name }) => {
        const [parent, type] = [types.getParentType(), getNamedType(types.getType())];
        if (parent && supergraph.proves(service, parent.name) && type && supergraph.isA(NOTHING_FOR_YOU, type.name)) {
          keys.add((alias ?? name).value);
        }
      },
    }),
  );
  return [...keys];
}

/** Tells whether an entity is without content and does not say why: null stands for a failure, and for nothing else. */
export const lacksContent = (keys: readonly string[], entity: Data): boolean =>
  keys.some((key) => valueAt(entity, key) === null);

/**
 * Tells whether a service gave another entry than the one pointed to, or content that it does not prove. Without a proof
 * there may be nothing to read. Where nobody pointed with a proof, and where none was asked for, nothing is told.
 */
export function isAnotherEntry(target: Data, entity: Data): boolean {
  const given = valueAt(entity, PROOF_KEY);
  if (given === undefined) {
    return false;
  }
  const pointed = valueAt(target, PROOF_KEY);
  return given === null ? valuesOf(entity).some(isContent) : pointed !== undefined && pointed !== given;
}

const isContent = (value: unknown) => Array.isArray(value) || (isData(value) && typenameOf(value) !== NOTHING_FOR_YOU);
