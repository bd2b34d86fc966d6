import { type Data, isData, mergeInto, type ResponsePath } from '../data.ts';
import { fieldsOf } from '../operation/selections.ts';
import type { Call } from '../planning/calls.ts';
import type { EntityGroup } from '../planning/steps.ts';
import { type AnswerFault, entitiesFault } from './answer-check.ts';
import { type Answered, ask, type Execution, fail } from './ask.ts';
import { type Part, partsOf, placesAt, type Targets } from './parts.ts';
import { isAnotherEntry, lacksContent } from './proof.ts';
import { type EntityList, readEntities } from './read.ts';
import { applyRewrites, renamedPath } from './rewrites.ts';

/** Asks a service about objects gathered so far and merges what it knows of them into each. */
export async function fetchEntities(execution: Execution, call: Call, groups: readonly EntityGroup[]): Promise<void> {
  // All at once: each waits for a socket within its own time, so they take no longer together than one may.
  await Promise.all(partsOf(execution, groups).map((part) => fetchPart(execution, call, part)));
}

async function fetchPart(execution: Execution, call: Call, part: Part): Promise<void> {
  const answer = await ask(execution, call, {
    representationsJson: [...part.texts]
      .map(([name, texts]) => `${JSON.stringify(name)}:[${texts.join(',')}]`)
      .join(','),
    read: (text) => readPart(execution, part, text),
    faultOf: (data) => partFault(execution, call, part, data),
    places: () => part.targets.flatMap(({ placesOf, objects }) => placesOf(objects)),
    placesAt: (path) => placesAt(part, renamedPath(call.outputRewrites, path)),
  });
  if (answer === null) {
    return;
  }
  for (const targets of part.targets) {
    mergeEntities(execution, call, targets, answer);
  }
}

function readPart({ supergraph }: Execution, part: Part, text: string): Data | null {
  const lists: EntityList[] = [];
  for (const { group, typenames } of part.targets) {
    if (group.reading === null) {
      return null;
    }
    lists.push({ key: group.alias, reading: group.reading, typenames });
  }
  return readEntities(text, supergraph.isA, lists);
}

function partFault({ supergraph }: Execution, call: Call, part: Part, data: Data): AnswerFault | null {
  const fields = fieldsOf(call.selected, call.rootType) ?? [];
  for (const { group, typenames } of part.targets) {
    const field = fields.find(({ key }) => key === group.alias);
    const fault =
      field === undefined ? null : entitiesFault(supergraph.isA, field.selected, typenames, data[group.alias]);
    if (fault !== null) {
      return fault;
    }
  }
  return null;
}

function mergeEntities(
  execution: Execution,
  call: Call,
  { group, objects, indexes, placesOf }: Targets,
  { data, reported }: Answered,
): void {
  const { outcome, supergraph } = execution;
  applyRewrites(group.outputRewrites, data, supergraph.isA);
  const entities = data[group.alias];
  if (!Array.isArray(entities)) {
    return;
  }
  const unmerged = { INCOMPLETE: new Set<Data>(), WRONG_ENTRY: new Set<Data>() };
  for (let at = 0; at < objects.length; at++) {
    const target = objects[at]!;
    const index = indexes[at]!;
    const entity: unknown = entities[index];
    const fault = faultOf(call, target, entity);
    if (fault !== null) {
      // Its own error already says why an object is not there. Another service's, or of another object, does not.
      const told = reported.find(({ path }) => speaksOf(path, group, index));
      if (told !== undefined) {
        for (const place of placesOf([target])) {
          outcome.leftEmpty(place, told.reason);
        }
      } else if (outcome.explainsNulls || isData(entity)) {
        unmerged[fault].add(target);
      }
    } else if (isData(entity)) {
      mergeInto(target, entity, supergraph.isA);
    }
  }
  for (const failure of ['INCOMPLETE', 'WRONG_ENTRY'] as const) {
    if (unmerged[failure].size > 0) {
      fail(execution, call, failure, placesOf(unmerged[failure]));
    }
  }
}

/** Tells what is wrong with an entity that is well-formed. */
function faultOf({ contentKeys }: Call, target: Data, entity: unknown) {
  if (!isData(entity) || lacksContent(contentKeys, entity)) {
    return 'INCOMPLETE';
  }
  return isAnotherEntry(target, entity) ? 'WRONG_ENTRY' : null;
}

/** Tells whether an error speaks of this entity of an answer: of all of them, where it does not say. */
const speaksOf = ([alias, at]: ResponsePath, group: EntityGroup, index: number) =>
  typeof at !== 'number' || (alias === group.alias && at === index);
