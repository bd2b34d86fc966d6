import { type Data, isData, mergeInto, type ResponsePath } from '../data.ts';
import { fieldsOf } from '../operation/selections.ts';
import type { Call } from '../planning/calls.ts';
import type { EntityGroup } from '../planning/steps.ts';
import { type AnswerFault, entitiesFault } from './answer-check.ts';
import { type Answered, ask, type Execution, fail } from './ask.ts';
import { placesOf, visitTargets } from './paths.ts';
import { isAnotherEntry, lacksContent } from './proof.ts';
import { type EntityList, readEntities } from './read.ts';
import { addRepresentation, emptyRepresentations, type RepresentationList } from './representations.ts';
import { applyRewrites, renamedPath } from './rewrites.ts';

/** Representations in one request, or one of each list where it is about more lists; longer ones go out in parts, side by side. */
export const REPRESENTATIONS_IN_A_CALL = 200;

/** The objects of a group, each with the index of its representation. */
type Targets = { readonly group: EntityGroup; readonly objects: readonly Data[]; readonly indexes: readonly number[] };

/** A slice of the representations, sent in one request. */
type Part = {
  readonly from: number;
  readonly to: number;
  readonly lists: ReadonlyMap<string, RepresentationList>;
  readonly targets: readonly Targets[];
};

/** Asks a service about objects gathered so far and merges what it knows of them into each. */
export async function fetchEntities(execution: Execution, call: Call, groups: readonly EntityGroup[]): Promise<void> {
  const lists = new Map(groups.map(({ variable }) => [variable, emptyRepresentations()]));
  const targets = groups.map((group) => targetsOf(execution, group, lists.get(group.variable)!));
  const longest = Math.max(...[...lists.values()].map(({ texts }) => texts.length));
  const size = Math.max(1, Math.floor(REPRESENTATIONS_IN_A_CALL / lists.size));
  const parts: Part[] = [];
  for (let from = 0; from < longest; from += size) {
    parts.push({ from, to: from + size, lists, targets });
  }
  await Promise.all(parts.map((part) => fetchPart(execution, call, part)));
}

function targetsOf(execution: Execution, group: EntityGroup, list: RepresentationList): Targets {
  const objects: Data[] = [];
  const indexes: number[] = [];
  const { isA } = execution.supergraph;
  for (const path of group.paths) {
    visitTargets(execution.data, path, isA, (target) => {
      const index = addRepresentation(list, target, group, isA);
      if (index !== null) {
        objects.push(target);
        indexes.push(index);
      }
    });
  }
  return { group, objects, indexes };
}

async function fetchPart(execution: Execution, call: Call, part: Part): Promise<void> {
  const answer = await ask(execution, call, {
    representationsJson: representationsJson(part),
    read: (text) => readPart(execution, part, text),
    faultOf: (data) => partFault(execution, call, part, data),
    places: () => part.targets.flatMap((targets) => placesIn(execution, targets, objectsAt(targets, part))),
    placesAt: (path) => placesAt(execution, part, renamedPath(call.outputRewrites, path)),
  });
  if (answer === null) {
    return;
  }
  for (const targets of part.targets) {
    mergeEntities(execution, call, part, targets, answer);
  }
}

const representationsJson = ({ lists, from, to }: Part) =>
  [...lists].map(([name, { texts }]) => `${JSON.stringify(name)}:[${texts.slice(from, to).join(',')}]`).join(',');

function readPart({ supergraph }: Execution, part: Part, text: string): Data | null {
  const lists: EntityList[] = [];
  for (const { group } of part.targets) {
    const typenames = part.lists.get(group.variable)!.typenames.slice(part.from, part.to);
    if (group.reading === null) {
      return null;
    }
    lists.push({ key: group.alias, reading: group.reading, typenames });
  }
  return readEntities(text, supergraph.isA, lists);
}

function partFault({ supergraph }: Execution, call: Call, part: Part, data: Data): AnswerFault | null {
  const fields = fieldsOf(call.selected, call.rootType) ?? [];
  for (const { group } of part.targets) {
    const field = fields.find(({ key }) => key === group.alias);
    const typenames = part.lists.get(group.variable)!.typenames.slice(part.from, part.to);
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
  part: Part,
  targets: Targets,
  { data, errorPaths }: Answered,
): void {
  const { group, objects, indexes } = targets;
  const { outcome, supergraph } = execution;
  applyRewrites(group.outputRewrites, data, supergraph.isA);
  const entities = data[group.alias];
  if (!Array.isArray(entities)) {
    return;
  }
  const unmerged = { INCOMPLETE: new Set<Data>(), WRONG_ENTRY: new Set<Data>(), told: new Set<Data>() };
  for (let at = 0; at < objects.length; at++) {
    const target = objects[at]!;
    const index = indexes[at]! - part.from;
    if (index >= 0 && index < part.to - part.from) {
      const entity: unknown = entities[index];
      const fault = faultOf(call, target, entity, outcome.explainsNulls);
      if (fault !== null) {
        // Its own error already says why an object is not there. Another service's, or of another object, does not.
        unmerged[errorPaths.some((path) => speaksOf(path, group, index)) ? 'told' : fault].add(target);
      } else if (isData(entity)) {
        mergeInto(target, entity, supergraph.isA);
      }
    }
  }
  for (const failure of ['INCOMPLETE', 'WRONG_ENTRY'] as const) {
    if (unmerged[failure].size > 0) {
      fail(execution, call, failure, placesIn(execution, targets, unmerged[failure]));
    }
  }
  placesIn(execution, targets, unmerged.told).forEach(outcome.leftEmpty);
}

/** Tells what is wrong with an entity that is well-formed. */
function faultOf({ contentKeys }: Call, target: Data, entity: unknown, explainsNulls: boolean) {
  if (!isData(entity)) {
    return explainsNulls ? 'INCOMPLETE' : null;
  }
  if (lacksContent(contentKeys, entity)) {
    return 'INCOMPLETE';
  }
  return isAnotherEntry(target, entity) ? 'WRONG_ENTRY' : null;
}

/** Tells whether an error speaks of this entity of an answer: of all of them, where it does not say. */
const speaksOf = ([alias, at]: ResponsePath, group: EntityGroup, index: number) =>
  typeof at !== 'number' || (alias === group.alias && at === index);

const objectsAt = ({ objects, indexes }: Targets, { from, to }: Pick<Part, 'from' | 'to'>): ReadonlySet<Data> =>
  new Set(objects.filter((_, at) => indexes[at]! >= from && indexes[at]! < to));

const placesIn = ({ data, supergraph }: Execution, { group }: Targets, objects: ReadonlySet<Data>) =>
  objects.size === 0 ? [] : placesOf(data, group.paths, supergraph.isA, objects);

/** Turns `_entities.3.record` of a service's answer into the places of the objects that the third entity stands for. */
function placesAt(execution: Execution, part: Part, [alias, index, ...rest]: ResponsePath): readonly ResponsePath[] {
  const targets = part.targets.find(({ group }) => group.alias === alias);
  if (targets === undefined || typeof index !== 'number') {
    return [];
  }
  const at = part.from + index;
  const places = placesIn(execution, targets, objectsAt(targets, { from: at, to: at + 1 }));
  const within = renamedPath(targets.group.outputRewrites, rest);
  return places.map((place) => [...place, ...within]);
}
