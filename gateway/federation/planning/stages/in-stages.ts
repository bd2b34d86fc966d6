import type { PlanNode } from '@graphql-hive/router-query-planner';
import { type DocumentNode, getOperationAST, type OperationDefinitionNode } from 'graphql';
import { CaseReviewError } from '../../../../subgraphs/kit/errors.ts';
import { setOf } from '../../operation/nodes.ts';
import type { Supergraph } from '../../supergraph.ts';
import { cannotBePlanned, PlanUnknown, REFUSED_MS } from '../planner.ts';
import { cutStage, fieldsOfStage } from './cut.ts';
import { operationOf, type PlannedStage, plannedAt, type Stage } from './stage.ts';
import { KEYS_TRIED } from './with-stages.ts';

/** Plans that are tried for one operation before it is refused, and how long the planner may work on them together. */
const MOST_PLANS = 60;
const LONGEST_MS = 5_000;

/** Plans an operation as it stands. Throws BAD_USER_INPUT where there is no plan for it, or only a wrong one. */
type PlanWhole = (operation: OperationDefinitionNode, worked: (ms: number) => void) => Promise<PlanNode | null>;

type Planning = {
  readonly supergraph: Supergraph;
  readonly planOne: (stage: Stage) => Promise<PlannedStage>;
  readonly mayTry: () => boolean;
};

/**
 * Plans an operation in stages. Of what cannot be planned in one go, half the fields are planned and then the other half; one
 * field alone is cut at the first entities below it, with which later stages begin. Throws BAD_USER_INPUT where nothing helps,
 * as PlanUnknown where time ran out. Fragments must be written out.
 */
export async function planInStages(
  document: DocumentNode,
  supergraph: Supergraph,
  planWhole: PlanWhole,
): Promise<PlanNode | null> {
  const operation = getOperationAST(document)!;
  let spentMs = 0;
  const worked = (ms: number) => {
    spentMs += ms;
  };
  const hasTime = () => spentMs < LONGEST_MS;
  let left = MOST_PLANS;
  const mayTry = () => left > 0 && hasTime();
  const planOne = async (stage: Stage): Promise<PlannedStage> => {
    if (!mayTry()) {
      throw cannotBePlanned();
    }
    left -= 1;
    return plannedAt(stage, await planWhole(operationOf(operation, stage), worked));
  };
  const typeName = supergraph.apiSchema.getRootType(operation.operation)!.name;
  const whole: Stage = { typeName, selectionSet: operation.selectionSet, path: [], key: 0 };
  const planned = await unlessRefused(plan({ supergraph, planOne, mayTry }, whole));
  if (planned === null) {
    throw hasTime() ? cannotBePlanned() : new PlanUnknown(Date.now() + REFUSED_MS);
  }
  return planned.node;
}

async function plan(planning: Planning, stage: Stage): Promise<PlannedStage> {
  const whole = await unlessRefused(planning.planOne(stage));
  if (whole !== null) {
    return whole;
  }
  if (!planning.mayTry()) {
    throw cannotBePlanned();
  }
  const fields = fieldsOfStage(stage, planning.supergraph.isA);
  if (fields.length === 1) {
    return planCut(planning, stage);
  }
  const half = Math.ceil(fields.length / 2);
  const planned: PlannedStage[] = [];
  for (const part of [fields.slice(0, half), fields.slice(half)]) {
    planned.push(await plan(planning, { ...stage, selectionSet: setOf(part) }));
  }
  // Of the same objects, so never side by side.
  return { given: planned.flatMap(({ given }) => given), node: together('Sequence', planned) };
}

/** Plans a field without what is selected of entities below it, and that in stages of its own, which the first must give its keys. */
async function planCut(planning: Planning, stage: Stage): Promise<PlannedStage> {
  for (let key = 0; key < KEYS_TRIED; key++) {
    const planned = await unlessRefused(planInTwo(planning, stage, key));
    if (planned !== null) {
      return planned;
    }
  }
  throw cannotBePlanned();
}

async function planInTwo(planning: Planning, stage: Stage, key: number): Promise<PlannedStage> {
  const later: PlannedStage[] = [];
  const put = async (cut: Stage) => {
    const planned = await plan(planning, cut);
    later.push(planned);
    return planned.given;
  };
  const first = await planning.planOne(await cutStage({ supergraph: planning.supergraph, key, put }, stage));
  const rest = { given: [], node: together('Parallel', later) };
  return { given: first.given, node: together('Sequence', [first, rest]) };
}

function together(kind: 'Sequence' | 'Parallel', planned: readonly PlannedStage[]): PlanNode | null {
  const nodes = planned.flatMap(({ node }) => node ?? []);
  return nodes.length > 1 ? { kind, nodes } : (nodes[0] ?? null);
}

/** Null for what is refused. */
export async function unlessRefused<Planned>(planned: Promise<Planned>): Promise<Planned | null> {
  try {
    return await planned;
  } catch (error) {
    if (error instanceof CaseReviewError) {
      return null;
    }
    throw error;
  }
}
