import { type DocumentNode, Kind, type OperationDefinitionNode, print, visit } from 'graphql';
import { badInput } from '../../../subgraphs/kit/errors.ts';
import { leastRecentlyUsed } from '../../../subgraphs/kit/least-recently-used.ts';
import { withoutPlaces } from '../../../subgraphs/kit/without-places.ts';
import type { EngineMetrics } from '../../metrics/engine-metrics.ts';
import type { Data } from '../data.ts';
import { withSafeAliases } from '../operation/aliases.ts';
import { conditionVariables } from '../operation/conditions.ts';
import { fetchedPart, hasReservedRoot, introspectedPart } from '../operation/introspection.ts';
import { type OperationRows, operationRows } from '../operation/rows.ts';
import { type Selections, selectionsOf } from '../operation/selections.ts';
import type { Supergraph } from '../supergraph.ts';
import { type AskedTypes, askedTypesIn } from './asked-types.ts';
import { fragmentsIn } from './calls.ts';
import { plannerDocument } from './planner-document.ts';
import { readPlan, type Step } from './steps.ts';

/** One operation, understood and planned. It holds nothing of any caller, so all callers share it. */
export type PreparedOperation = {
  readonly operation: OperationDefinitionNode;
  readonly rootType: string;
  /** What is to be done under these variables; null when nothing needs to be fetched (`{ __typename }`). */
  readonly stepFor: (variables: Data) => Promise<Step | null>;
  readonly selections: (variables: Data) => Selections;
  readonly introspection: DocumentNode | null;
  readonly rows: OperationRows;
};

/** What Apollo Server has parsed and validated. */
export type ValidRequest = {
  readonly source: string;
  readonly queryHash: string;
  readonly operationName: string | null;
  readonly document: DocumentNode;
  readonly operation: OperationDefinitionNode;
};

/** Characters of query text whose plans are kept. */
const REMEMBERED_CHARACTERS = 240_000;
const SMALLEST_WEIGHT = 4_000;
/** Settings of `@skip` and `@include` variables whose plans are kept for one operation. */
const REMEMBERED_SETTINGS = 16;

/** Is told how planning goes. */
export type PlanObserver = Pick<EngineMetrics, 'planned' | 'plansHeld'>;
const unobserved: PlanObserver = { planned: () => {}, plansHeld: () => {} };

/** Prepares operations, each once for as long as it is remembered. */
export function operationPlanner(
  supergraph: Supergraph,
  observer: PlanObserver = unobserved,
): (request: ValidRequest) => PreparedOperation {
  const remembered = leastRecentlyUsed<PreparedOperation>(REMEMBERED_CHARACTERS);
  return (request) => {
    const key = `${request.queryHash} ${request.operationName ?? ''}`;
    const known = remembered.get(key);
    if (known !== undefined) {
      return known;
    }
    const prepared = prepare(request, supergraph, observer);
    remembered.set(key, prepared, Math.max(request.source.length, SMALLEST_WEIGHT));
    observer.plansHeld(remembered.size());
    return prepared;
  };
}

function prepare(valid: ValidRequest, supergraph: Supergraph, observer: PlanObserver): PreparedOperation {
  refuseReservedAliases(valid.document);
  const request = lighter(valid);
  const document = withSafeAliases(request.document, supergraph);
  const operation = operationIn(document, request);
  const fragments = fragmentsIn(document.definitions);
  const asked = askedTypesIn(document);
  return {
    operation,
    rootType: supergraph.apiSchema.getRootType(operation.operation)?.name ?? 'Query',
    stepFor: perSetting(conditionVariables([operation, ...fragments.values()]), (variables) =>
      planOf(
        plannedText(request, plannerDocument(document, variables)),
        asked,
        request.operationName,
        supergraph,
        observer,
      ),
    ),
    selections: selectionsOf(operation, fragments, supergraph.apiSchema, supergraph.isA),
    introspection: introspectedPart(request.document, request.operation),
    rows: operationRows(operation, fragments, supergraph.apiSchema),
  };
}

/** The same without where each word stood. */
function lighter(request: ValidRequest): ValidRequest {
  const document = withoutPlaces(request.document);
  return { ...request, document, operation: operationIn(document, request) };
}

/** The operation of a changed document that stands where the request's own stands in its document. */
const operationIn = (changed: DocumentNode, { document, operation }: ValidRequest) =>
  changed.definitions[document.definitions.indexOf(operation)] as OperationDefinitionNode;

/** Remembers what depends on nothing of the variables but the conditions they set. */
function perSetting<Value>(conditions: readonly string[], make: (variables: Data) => Promise<Value>) {
  const remembered = leastRecentlyUsed<Promise<Value>>(REMEMBERED_SETTINGS);
  return (variables: Data): Promise<Value> => {
    const setting = conditions.map((name) => (variables[name] === true ? '1' : '0')).join('');
    const known = remembered.get(setting);
    if (known !== undefined) {
      return known;
    }
    const made = make(variables);
    remembered.set(setting, made);
    made.catch(() => remembered.delete(setting));
    return made;
  };
}

/** What the planner is asked, null when nothing needs to be fetched. */
function plannedText(request: ValidRequest, asked: DocumentNode): string | null {
  const operation = operationIn(asked, request);
  const fragments = fragmentsIn(asked.definitions);
  if (hasReservedRoot(operation, fragments)) {
    return fetchedPart(asked, operation, fragments);
  }
  return asked === request.document ? request.source : print(asked);
}

async function planOf(
  text: string | null,
  asked: AskedTypes,
  operationName: string | null,
  supergraph: Supergraph,
  observer: PlanObserver,
): Promise<Step | null> {
  if (text === null) {
    return null;
  }
  const started = performance.now();
  const plan = await supergraph.planner
    .plan(text, operationName)
    .finally(() => observer.planned((performance.now() - started) / 1_000));
  return plan.node ? readPlan(plan.node, supergraph, asked) : null;
}

/** An alias is a key of the answer. Keys that JavaScript objects or federation have already would be misread. */
function refuseReservedAliases(document: DocumentNode): void {
  visit(document, {
    [Kind.FIELD]: ({ alias }) => {
      if (alias !== undefined && (alias.value.startsWith('__') || alias.value in Object.prototype)) {
        throw badInput(`The alias "${alias.value}" is reserved. Choose another.`);
      }
    },
  });
}
