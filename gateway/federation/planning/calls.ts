import type { BatchFetchNode, FetchNode } from '@graphql-hive/router-query-planner';
import {
  type DocumentNode,
  type GraphQLNamedType,
  getOperationAST,
  isAbstractType,
  Kind,
  OperationTypeNode,
  parse,
  print,
  stripIgnoredCharacters,
  TypeInfo,
  visit,
  visitWithTypeInfo,
} from 'graphql';
import { CaseReviewError } from '../../../subgraphs/kit/errors.ts';
import { contentKeys, withProof } from '../carrying-out/proof.ts';
import { type Rewrite, readRewrites } from '../carrying-out/rewrites.ts';
import type { Data } from '../data.ts';
import { typenameField } from '../operation/nodes.ts';
import { type Selections, selectionsOf } from '../operation/selections.ts';
import type { Supergraph } from '../supergraph.ts';
import { withDistinctKeys } from './distinct-keys.ts';
import { folded } from './folded.ts';
import type { AskedTypes } from './forgotten-types.ts';
import { inlined } from './inlined.ts';
import { refuseUnprovided } from './unprovided.ts';

/** What a request does: reads at the root, reads objects by their keys, or changes something. */
export type CallKind = 'query' | 'entities' | 'mutation';

/** One request to one service, made ready as far as it does not depend on the caller. */
export type Call = {
  readonly service: string;
  readonly kind: CallKind;
  readonly rootType: string;
  /** The operation as a JSON string, so that it is escaped once and not for every request. */
  readonly operationJson: string;
  readonly variables: readonly string[];
  readonly selections: (variables: Data) => Selections;
  readonly outputRewrites: readonly Rewrite[];
  /** The keys in its answer whose objects are never absent without saying why. */
  readonly contentKeys: readonly string[];
};

/** What is known while a plan is read. */
export type CallReader = {
  readonly supergraph: Supergraph;
  /** Whether the plan asks for entities that can prove which ones they are: then all its operations ask for proofs. */
  readonly proven: boolean;
  /** The types on which the caller asks what. */
  readonly asked: AskedTypes;
  /** With which arguments a place was needed so far. */
  readonly needed: Map<string, string>;
};

/** Reads a fetch of the planner's. */
export function callFrom(node: FetchNode | BatchFetchNode, { supergraph, proven }: CallReader): Call {
  if (node.operationKind === 'subscription') {
    throw unsupported('subscription');
  }
  const { fullSchema, isA, typeIn } = supergraph;
  const { serviceName: service } = node;
  const planned = parse(node.operation, { noLocation: true });
  const plain = inlined(planned, (typeName) => typeIn(service, typeName) !== undefined);
  refuseUnprovided(plain, service, supergraph);
  const distinct = withDistinctKeys(folded(plain, service, supergraph), service, supergraph);
  const named = withTypeNames(distinct.document, supergraph);
  const document = proven ? withProof(named, service, supergraph) : named;
  const text = document === planned ? node.operation : stripIgnoredCharacters(print(document));
  const operation = getOperationAST(document)!;
  const isRoot = node.kind === 'Fetch' && !node.requires;
  return {
    service,
    kind: operation.operation === OperationTypeNode.MUTATION ? 'mutation' : isRoot ? 'query' : 'entities',
    rootType: fullSchema.getRootType(operation.operation)?.name ?? 'Query',
    operationJson: JSON.stringify(text),
    variables: node.variableUsages ?? [],
    selections: selectionsOf(operation, new Map(), fullSchema, isA),
    outputRewrites: [...distinct.rewrites, ...(node.kind === 'Fetch' ? readRewrites(node.outputRewrites) : [])],
    contentKeys: proven ? contentKeys(plain, service, supergraph) : [],
  };
}

/**
 * Asks for type names where the planner does not and we need them: it takes a `__typename` under an alias for one, and
 * asks for none where an object may be of a type that callers may not know of.
 */
function withTypeNames(document: DocumentNode, { fullSchema, apiSchema }: Supergraph): DocumentNode {
  const types = new TypeInfo(fullSchema);
  const mayBeHidden = (type: GraphQLNamedType | null | undefined) =>
    isAbstractType(type) && fullSchema.getPossibleTypes(type).some(({ name }) => apiSchema.getType(name) === undefined);
  return visit(
    document,
    visitWithTypeInfo(types, {
      SelectionSet: {
        leave: (set) => {
          const names = set.selections.filter((each) => each.kind === Kind.FIELD && each.name.value === '__typename');
          const isNamed = names.some((each) => !('alias' in each && each.alias !== undefined));
          return !isNamed && (names.length > 0 || mayBeHidden(types.getParentType()))
            ? { ...set, selections: [typenameField, ...set.selections] }
            : undefined;
        },
      },
    }),
  );
}

/** The refusal of a plan that is not understood. */
export const unsupported = (what: string) =>
  new CaseReviewError('BAD_USER_INPUT', `This request needs "${what}", which this gateway does not carry out.`);
