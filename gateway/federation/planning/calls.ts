import type { BatchFetchNode, FetchNode } from '@graphql-hive/router-query-planner';
import {
  type DocumentNode,
  getOperationAST,
  OperationTypeNode,
  print,
  type SelectionSetNode,
  stripIgnoredCharacters,
} from 'graphql';
import { CaseReviewError } from '../../../subgraphs/kit/errors.ts';
import { contentKeys, withProof } from '../carrying-out/proof.ts';
import { type Reading, readingOf } from '../carrying-out/reading.ts';
import { type Rewrite, readRewrites } from '../carrying-out/rewrites.ts';
import { type Selected, selectedBy } from '../operation/selections.ts';
import { parseNarrow } from '../supergraph/narrow.ts';
import type { Supergraph } from '../supergraph.ts';
import { withDistinctKeys } from './faults/distinct-keys.ts';
import type { Gathered } from './faults/gathered.ts';
import { inlined } from './faults/inlined.ts';
import type { Needed } from './faults/needs.ts';
import { withTypeNames } from './faults/type-names.ts';
import { refuseUnprovided } from './faults/unprovided.ts';
import { folded } from './folded.ts';
import { cannotBePlanned } from './planner.ts';

/** What a request does: reads at the root, reads objects by their keys, or changes something. */
export type CallKind = 'query' | 'entities' | 'mutation';

/** One request to one service, made ready as far as it does not depend on the caller. */
export type Call = {
  readonly service: string;
  readonly kind: CallKind;
  readonly rootType: string;
  /** The operation as a JSON string, so that it is escaped once and not for every request. */
  readonly operationJson: string;
  /** The names of the caller's variables that go along. */
  readonly variables: readonly string[];
  /** What it asks for. */
  readonly selectionSet: SelectionSetNode;
  /** What its answer must look like. */
  readonly selected: Selected;
  /** How it is read where it is as most are; null where keys change on the way. */
  readonly reading: Reading | null;
  readonly outputRewrites: readonly Rewrite[];
  /** The keys in its answer whose objects are never absent without saying why. */
  readonly contentKeys: readonly string[];
};

/** What is known while a plan is put into our words. */
export type Translating = {
  readonly supergraph: Supergraph;
  /** Whether the plan asks for entities that can prove which ones they are: then all its operations ask for proofs. */
  readonly proven: boolean;
  readonly needed: Needed;
  readonly gathered: Gathered;
  readonly asked: Asked;
};

/** What callers have asked for, and of which type. */
export type Asked = { readonly selected: Selected; readonly rootType: string };

/** Reads a fetch of the planner's. */
export function callFrom(node: FetchNode | BatchFetchNode, { supergraph, proven, asked }: Translating): Call {
  if (node.operationKind === 'subscription') {
    throw unsupported('subscription');
  }
  const { fullSchema, isA } = supergraph;
  const { serviceName: service } = node;
  const { planned, plain, good, rewrites } = madeGood(node, supergraph);
  const sent = proven ? withProof(good, service, supergraph) : good;
  const operation = getOperationAST(sent)!;
  const isRoot = node.kind === 'Fetch' && !node.requires;
  const keyShown = (key: string) => key;
  const within = { schema: fullSchema, isA, fragments: new Map(), variables: {}, keyShown };
  const selected = selectedBy(operation, within);
  const outputRewrites = [...rewrites, ...(node.kind === 'Fetch' ? readRewrites(node.outputRewrites) : [])];
  return {
    service,
    kind: operation.operation === OperationTypeNode.MUTATION ? 'mutation' : isRoot ? 'query' : 'entities',
    rootType: fullSchema.getRootType(operation.operation)?.name ?? 'Query',
    operationJson: JSON.stringify(sent === planned ? node.operation : stripIgnoredCharacters(print(sent))),
    variables: node.variableUsages ?? [],
    selectionSet: operation.selectionSet,
    selected,
    reading: outputRewrites.length > 0 ? null : readingOf(selected, asked.selected),
    outputRewrites,
    contentKeys: proven ? contentKeys(plain, service, supergraph) : [],
  };
}

/** A planned operation as its service can answer it. Throws where that would answer wrongly. */
function madeGood(node: FetchNode | BatchFetchNode, supergraph: Supergraph) {
  const { serviceName: service, operation } = node;
  const planned = plannedDocument(operation);
  const plain = inlined(planned, (typeName) => supergraph.typeIn(service, typeName) !== undefined);
  refuseUnprovided(plain, service, supergraph);
  const { document, rewrites } = withDistinctKeys(folded(plain, service, supergraph), service, supergraph);
  return { planned, plain, good: withTypeNames(document, supergraph, isAskedByOtherNames(node)), rewrites };
}

/** Throws BAD_USER_INPUT where the planner forgot what to ask: `... on Person` with nothing selected is no GraphQL. */
function plannedDocument(operation: string): DocumentNode {
  try {
    return parseNarrow(operation);
  } catch {
    throw cannotBePlanned();
  }
}

/** Tells whether a service is asked about objects by another type than theirs: by an interface. */
const isAskedByOtherNames = (node: FetchNode | BatchFetchNode) =>
  (node.kind === 'Fetch' ? [node] : node.entityBatch.aliases).some(
    ({ inputRewrites = [] }) => inputRewrites.length > 0,
  );

/** The refusal of a plan that is not understood. */
export const unsupported = (what: string) =>
  new CaseReviewError('BAD_USER_INPUT', `This request needs "${what}", which this gateway does not carry out.`);
