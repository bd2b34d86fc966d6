import type { PlanNode } from '@graphql-hive/router-query-planner';
import {
  type DocumentNode,
  type FieldNode,
  getOperationAST,
  Kind,
  type OperationDefinitionNode,
  type SelectionNode,
} from 'graphql';
import { CaseReviewError } from '../../../../subgraphs/kit/errors.ts';
import { setOf } from '../../operation/nodes.ts';
import type { Supergraph } from '../../supergraph.ts';
import { cannotBePlanned } from '../planner.ts';
import { type Cut, cutBelow, fieldsOf } from './cut.ts';
import { operationOf, type PlannedStage, plannedAt, type Stage } from './stage.ts';
import { keysOf } from './with-stages.ts';

/** Plans that are tried for one operation before it is refused. */
const MOST_PLANS = 60;

/** Plans an operation as it stands. Throws BAD_USER_INPUT where there is no plan for it, or only a wrong one. */
type PlanWhole = (operation: OperationDefinitionNode) => Promise<PlanNode | null>;

type Planning = { readonly supergraph: Supergraph; readonly planOne: (stage: Stage) => Promise<PlannedStage> };

/**
 * Plans an operation in stages. Of what cannot be planned in one go, fields are planned one after the other; and one field
 * is cut where there are entities, as far down as that helps, which the next stage begins with. Throws BAD_USER_INPUT where
 * nothing helps. Fragments must be written out.
 */
export async function planInStages(
  document: DocumentNode,
  supergraph: Supergraph,
  planWhole: PlanWhole,
): Promise<PlanNode | null> {
  const operation = getOperationAST(document)!;
  let left = MOST_PLANS;
  const planOne = async (stage: Stage): Promise<PlannedStage> => {
    left -= 1;
    if (left < 0) {
      throw cannotBePlanned();
    }
    return plannedAt(stage, await planWhole(operationOf(operation, stage)));
  };
  const typeName = supergraph.apiSchema.getRootType(operation.operation)!.name;
  return (await plan({ supergraph, planOne }, { typeName, selectionSet: operation.selectionSet, from: null })).node;
}

async function plan(planning: Planning, stage: Stage): Promise<PlannedStage> {
  const whole = await unlessRefused(planning.planOne(stage));
  if (whole !== null) {
    return whole;
  }
  const fields = fieldsOf(stage.selectionSet, stage.typeName, planning.supergraph.isA);
  return fields.length > 1 ? planByFields(planning, stage, fields) : planCut(planning, stage);
}

/** Plans as many fields at once as can be, one such group after the other: of the same objects, so never side by side. */
async function planByFields(planning: Planning, stage: Stage, fields: readonly FieldNode[]): Promise<PlannedStage> {
  const withFields = (selections: readonly FieldNode[]) => ({ ...stage, selectionSet: setOf(selections) });
  const groups: { readonly fields: readonly FieldNode[]; readonly planned: PlannedStage }[] = [];
  for (const field of fields) {
    const joint = [...(groups.at(-1)?.fields ?? []), field];
    const together = joint.length > 1 ? await unlessRefused(planning.planOne(withFields(joint))) : null;
    if (together !== null) {
      groups.splice(-1, 1, { fields: joint, planned: together });
    } else {
      groups.push({ fields: [field], planned: await plan(planning, withFields([field])) });
    }
  }
  const planned = groups.map((group) => group.planned);
  return { given: planned.flatMap(({ given }) => given), node: together('Sequence', planned) };
}

/**
 * Plans a field in two stages, of which the second begins at entities somewhere below. First with none of these, but with
 * what is selected of each type said for itself, and nothing of types that cannot be there.
 */
async function planCut(planning: Planning, stage: Stage): Promise<PlannedStage> {
  for (let levels = levelsIn(stage.selectionSet.selections); levels >= 0; levels--) {
    const cuts: Cut[] = [];
    cutAt(planning, stage, levels, (cut) => {
      cuts.push(cut);
      return [];
    });
    const keys = cuts.map(({ typeName }) => keysOf(planning.supergraph.fullSchema.getType(typeName)!).length);
    for (let key = 0; key < Math.max(1, ...keys); key++) {
      const starts = cuts.map((cut, index) => ({ ...cut, key: Math.min(key, keys[index]! - 1) }));
      const planned = await unlessRefused(planInTwo(planning, stage, levels, starts));
      if (planned !== null) {
        return planned;
      }
    }
  }
  throw cannotBePlanned();
}

async function planInTwo(
  planning: Planning,
  stage: Stage,
  levels: number,
  cuts: readonly (Cut & { readonly key: number })[],
): Promise<PlannedStage> {
  const later: PlannedStage[] = [];
  for (const { path, key, ...cut } of cuts) {
    later.push(await plan(planning, { ...cut, from: { path: [...(stage.from?.path ?? []), ...path], key } }));
  }
  const given = later.map((each) => each.given);
  const first = await planning.planOne(cutAt(planning, stage, levels, () => given.shift() ?? []));
  const rest = { given: [], node: together('Parallel', later) };
  return { given: first.given, node: together('Sequence', [first, rest]) };
}

/** The stage without what is selected of entities below; what is put for each stands in its place. */
const cutAt = (
  { supergraph }: Planning,
  stage: Stage,
  levels: number,
  put: (cut: Cut) => readonly SelectionNode[],
): Stage => ({
  ...stage,
  selectionSet: cutBelow({ supergraph, put }, stage.selectionSet, stage.typeName, levels),
});

function together(kind: 'Sequence' | 'Parallel', planned: readonly PlannedStage[]): PlanNode | null {
  const nodes = planned.flatMap(({ node }) => node ?? []);
  return nodes.length > 1 ? { kind, nodes } : (nodes[0] ?? null);
}

/** How many objects stand within one another. */
function levelsIn(selections: readonly SelectionNode[]): number {
  const below = selections.map((each) => {
    const within = 'selectionSet' in each && each.selectionSet ? levelsIn(each.selectionSet.selections) : -1;
    return each.kind === Kind.FIELD ? within + 1 : within;
  });
  return Math.max(0, ...below);
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
