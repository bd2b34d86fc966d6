import type { PlanNode, RequiresSelection } from '@graphql-hive/router-query-planner';
import { type DocumentNode, getNamedType } from 'graphql';
import { type Data, isData, typenameOf } from '../data.ts';
import { fieldNamed, keyOf, visitTyped, withKey } from '../operation/nodes.ts';
import { PROOF, type Supergraph } from '../supergraph.ts';
import { valueAt, valuesOf } from './kept.ts';

/** The key of a proof in answers between services and gateway. No caller's alias can be this: see operation/aliases.ts. */
const PROOF_KEY = '__proof';
/** The one type of content that proves nothing: absent and not yours look the same. */
const NOTHING_FOR_YOU = 'NotAvailable';

const proofField = withKey(fieldNamed(PROOF.field), PROOF_KEY);

/** Tells whether a plan asks a service for entities that can prove which ones they are. */
export function asksForProven(node: PlanNode, proves: Supergraph['proves']): boolean {
  const areProven = (requires: readonly RequiresSelection[] | null | undefined, service: string) =>
    requires?.some((each) => 'typeCondition' in each && proves(service, each.typeCondition)) === true;
  switch (node.kind) {
    case 'Sequence':
    case 'Parallel':
      return node.nodes.some((inner) => asksForProven(inner, proves));
    case 'Flatten':
      return asksForProven(node.node, proves);
    case 'Fetch':
      return areProven(node.requires, node.serviceName);
    case 'BatchFetch':
      return node.entityBatch.aliases.some(({ requires }) => areProven(requires, node.serviceName));
    default:
      return false;
  }
}

/** Asks for the proof wherever a service's operation selects something that can give one. */
export const withProof = (document: DocumentNode, service: string, { fullSchema, proves }: Supergraph): DocumentNode =>
  visitTyped(document, fullSchema, (types) => ({
    SelectionSet: {
      leave: (set) =>
        proves(service, types.getParentType()?.name ?? '')
          ? { ...set, selections: [...set.selections, proofField] }
          : undefined,
    },
  }));

/** The keys under which an operation selects content: what an object that can prove itself has, or says that it has not. */
export function contentKeys(
  document: DocumentNode,
  service: string,
  { fullSchema, isA, proves }: Supergraph,
): readonly string[] {
  const keys = new Set<string>();
  visitTyped(document, fullSchema, (types) => ({
    Field: (field) => {
      if (
        proves(service, types.getParentType()?.name ?? '') &&
        isA(NOTHING_FOR_YOU, getNamedType(types.getType())?.name ?? '')
      ) {
        keys.add(keyOf(field));
      }
    },
  }));
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
