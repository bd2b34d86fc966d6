import type { PlanNode } from '@graphql-hive/router-query-planner';
import { type DocumentNode, type OperationDefinitionNode, print } from 'graphql';
import type { Supergraph } from '../supergraph.ts';
import type { AskedOperation } from './calls.ts';
import { addAskedTypes } from './faults/forgotten-types.ts';
import { inlined } from './faults/inlined.ts';
import { cannotBePlanned, type Planner } from './planner.ts';
import { planInStages, unlessRefused } from './stages/in-stages.ts';
import { withStages } from './stages/with-stages.ts';
import { readPlan, type Step } from './steps.ts';

/** Plans a document of one operation. Throws BAD_USER_INPUT for what has no plan, or only a wrong one. */
export type StepPlanner = (document: DocumentNode, operation: AskedOperation) => Promise<Step | null>;

/** Plans in one go, or else in stages. The planner that knows of stages is started when it is first needed. */
export function stepPlanner(supergraph: Supergraph): StepPlanner {
  const { planner } = supergraph;
  let staged: Promise<Planner> | undefined;
  const stagedPlanner = () => {
    staged ??= planner.another(withStages(supergraph)).catch(() => {
      staged = undefined;
      throw cannotBePlanned();
    });
    return staged;
  };
  return async (document, operation) => {
    const asked = new Map<string, Set<string>>();
    const read = (node: PlanNode | null) => node && readPlan(node, supergraph, asked, operation);
    const planned = async (by: Planner, asking: DocumentNode | OperationDefinitionNode) => {
      addAskedTypes(asking, asked);
      const { node = null } = await by.plan(print(asking));
      return { node, step: read(node) };
    };
    const whole = await unlessRefused(planned(planner, document));
    if (whole !== null) {
      return whole.step;
    }
    const by = await stagedPlanner();
    const planWhole = async (operation: OperationDefinitionNode) => (await planned(by, operation)).node;
    const plain = inlined(document, () => true);
    return read(await planInStages(plain, supergraph, planWhole));
  };
}
