import { type DocumentNode, type OperationDefinitionNode, print } from 'graphql';
import { leastRecentlyUsed } from '../../../subgraphs/kit/least-recently-used.ts';
import type { Supergraph } from '../supergraph.ts';
import type { Asked } from './calls.ts';
import { inlined } from './faults/inlined.ts';
import { cannotBePlanned, type Planner, PlanUnknown } from './planner.ts';
import { planInStages, unlessRefused } from './stages/in-stages.ts';
import { withStages } from './stages/with-stages.ts';
import { readPlan, type Step } from './steps.ts';

/** Plans a document of one operation. Throws BAD_USER_INPUT for what has no plan, or only a wrong one. */
export type StepPlanner = (document: DocumentNode, asked: Asked) => Promise<Step | null>;

/** Characters of operations that are known to have no plan, or none that is found in time. */
const REMEMBERED_CHARACTERS = 240_000;

/** Plans in one go, or else in stages. The planner that knows of stages is started when it is first needed. */
export function stepPlanner(supergraph: Supergraph): StepPlanner {
  const { planner } = supergraph;
  let staged: Promise<Planner> | undefined;
  const stagedPlanner = () => {
    staged ??= planner.another(withStages(supergraph)).catch(() => {
      staged = undefined;
      throw new PlanUnknown();
    });
    return staged;
  };
  const refusedUntil = leastRecentlyUsed<number>(REMEMBERED_CHARACTERS);
  return async (document, asked) => {
    const text = print(document);
    if ((refusedUntil.get(text) ?? 0) > Date.now()) {
      throw cannotBePlanned();
    }
    let until = Number.POSITIVE_INFINITY;
    const noting = (error: unknown): never => {
      until = error instanceof PlanUnknown ? Math.min(until, error.until) : until;
      throw error;
    };
    const planned = async (
      by: Planner,
      asking: DocumentNode | OperationDefinitionNode,
      worked?: (ms: number) => void,
    ) => {
      const { node = null } = await by.plan(print(asking), worked).catch(noting);
      return { node, step: node && readPlan(node, supergraph, asked) };
    };
    const inStages = async () => {
      const by = await stagedPlanner();
      const plain = inlined(document, () => true);
      const node = await planInStages(
        plain,
        supergraph,
        async (part, worked) => (await planned(by, part, worked)).node,
      );
      return { node, step: node && readPlan(node, supergraph, asked) };
    };
    const found = (await unlessRefused(planned(planner, document))) ?? (await unlessRefused(inStages().catch(noting)));
    if (found !== null) {
      return found.step;
    }
    if (until > Date.now()) {
      refusedUntil.set(text, until, text.length);
    }
    throw cannotBePlanned();
  };
}
