import { type DocumentNode, getOperationAST, type OperationDefinitionNode, separateOperations } from 'graphql';
import { leastRecentlyUsed } from '../../../subgraphs/kit/least-recently-used.ts';
import { withoutPlaces } from '../../../subgraphs/kit/without-places.ts';
import type { EngineMetrics } from '../../metrics/engine-metrics.ts';
import type { Data } from '../data.ts';
import { shownKey, withSafeAliases } from '../operation/aliases.ts';
import { conditionVariables } from '../operation/conditions.ts';
import { introspectedPart } from '../operation/introspection.ts';
import { fragmentsIn } from '../operation/nodes.ts';
import { perSetting } from '../operation/per-setting.ts';
import { type OperationRows, operationRows } from '../operation/rows.ts';
import { type Selected, selectedBy } from '../operation/selections.ts';
import type { Supergraph } from '../supergraph.ts';
import { unsupported } from './calls.ts';
import { plannerDocument } from './planner-document.ts';
import { type StepPlanner, stepPlanner } from './step-planner.ts';
import type { Step } from './steps.ts';

/** What depends on nothing of the variables but the `@skip`s and `@include`s they settle. */
export type SettledOperation = {
  /** What is to be done; null when nothing needs to be fetched (`{ __typename }`). */
  readonly step: Step | null;
  readonly selected: Selected;
};

/** One operation, understood and planned. It holds nothing of any caller, so all callers share it. */
export type PreparedOperation = {
  readonly operation: OperationDefinitionNode;
  readonly rootType: string;
  readonly settled: (variables: Data) => Promise<SettledOperation>;
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

/**
 * Characters of query text whose operations are kept, planned or refused. A shorter text counts as 4,000: there are 60 at most.
 * One of 40,000 takes the place of ten, and a longer one than all together is not kept. The page of a chronology takes 0.1 MB
 * before it is first answered, and a quarter once all types of entry have come.
 */
const REMEMBERED_CHARACTERS = 240_000;
const SMALLEST_WEIGHT = 4_000;

/** Is told how planning goes. */
export type PlanObserver = Pick<EngineMetrics, 'planned' | 'plansHeld'>;
const unobserved: PlanObserver = { planned: () => {}, plansHeld: () => {} };

/** Prepares operations, each once for as long as it is remembered. */
export function operationPlanner(
  supergraph: Supergraph,
  observer: PlanObserver = unobserved,
): (request: ValidRequest) => PreparedOperation {
  const remembered = leastRecentlyUsed<PreparedOperation>(REMEMBERED_CHARACTERS);
  const planStep = stepPlanner(supergraph);
  return (request) => {
    const key = `${request.queryHash} ${request.operationName ?? ''}`;
    const known = remembered.get(key);
    if (known !== undefined) {
      return known;
    }
    const prepared = prepare(request, supergraph, planStep, observer);
    remembered.set(key, prepared, Math.max(request.source.length, SMALLEST_WEIGHT));
    observer.plansHeld(remembered.size());
    return prepared;
  };
}

function prepare(
  valid: ValidRequest,
  supergraph: Supergraph,
  planStep: StepPlanner,
  observer: PlanObserver,
): PreparedOperation {
  const { apiSchema, isA } = supergraph;
  const asked = separateOperations(withoutPlaces(valid.document))[valid.operation.name?.value ?? '']!;
  const document = withSafeAliases(asked, supergraph);
  const operation = getOperationAST(document)!;
  const fragments = fragmentsIn(document);
  const rootType = apiSchema.getRootType(operation.operation)?.name;
  if (rootType === undefined) {
    throw unsupported(operation.operation);
  }
  const settle = async (settled: Data): Promise<SettledOperation> => {
    const within = { schema: apiSchema, isA, fragments, variables: settled, keyShown: shownKey };
    const selected = selectedBy(operation, within);
    const fetched = plannerDocument(document, settled, apiSchema);
    const started = performance.now();
    const planned = () => observer.planned((performance.now() - started) / 1_000);
    const step = fetched && (await planStep(fetched, { selected, rootType }).finally(planned));
    return { step, selected };
  };
  return {
    operation,
    rootType,
    settled: perSetting(conditionVariables(document), (settled, forget) => {
      const made = settle(settled);
      made.catch(forget);
      return made;
    }),
    introspection: introspectedPart(asked, operation),
    rows: operationRows(document, apiSchema),
  };
}
