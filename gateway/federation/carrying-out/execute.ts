import { mergeInto } from '../data.ts';
import { fieldsOf } from '../operation/selections.ts';
import type { Call } from '../planning/calls.ts';
import type { Step } from '../planning/steps.ts';
import { answerFault } from './answer-check.ts';
import { ask, type Execution } from './ask.ts';
import { fetchEntities } from './entities.ts';
import { readAnswer } from './read.ts';
import { renamedPath } from './rewrites.ts';

/** Carries out a plan, gathering what services answer. It never throws for a service's failure: that is recorded. */
export async function carryOut(execution: Execution, step: Step): Promise<void> {
  switch (step.kind) {
    case 'sequence':
      for (const inner of step.steps) {
        await carryOut(execution, inner);
      }
      return;
    case 'parallel':
      await Promise.all(step.steps.map((inner) => carryOut(execution, inner)));
      return;
    case 'fetch':
      return fetchRoot(execution, step.call);
    case 'entities':
      return fetchEntities(execution, step.call, step.groups);
    default:
      step satisfies never;
  }
}

async function fetchRoot(execution: Execution, call: Call): Promise<void> {
  const { supergraph } = execution;
  const { selected, rootType } = call;
  const answer = await ask(execution, call, {
    representationsJson: '',
    read: (text) => call.reading && readAnswer(text, supergraph.isA, call.reading, rootType),
    faultOf: (data) => answerFault(supergraph.isA, selected, rootType, data),
    places: () => (fieldsOf(selected, rootType) ?? []).map(({ key }) => [key]),
    placesAt: (path) => (path.length === 0 ? [] : [renamedPath(call.outputRewrites, path)]),
  });
  if (answer !== null) {
    mergeInto(execution.data, answer.data, supergraph.isA);
  }
}
