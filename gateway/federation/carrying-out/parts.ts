import type { Data, ResponsePath } from '../data.ts';
import type { EntityGroup } from '../planning/steps.ts';
import type { Execution } from './ask.ts';
import { placesByTarget, visitTargets } from './paths.ts';
import { addRepresentation, emptyRepresentations, missingIn, type RepresentationList } from './representations.ts';
import { renamedPath } from './rewrites.ts';

/** Representations in one request, of all its lists together; more go out in parts, side by side. */
const REPRESENTATIONS_IN_A_CALL = 200;

/** Objects of a group, each with the index of its representation. */
type Slice = { readonly objects: Data[]; readonly indexes: number[] };

/** What one request is about of a group: `typenames` are those of all representations under its variable. */
export type Targets = Slice & {
  readonly group: EntityGroup;
  readonly typenames: readonly string[];
  readonly placesOf: (objects: Iterable<Data>) => readonly ResponsePath[];
};

/** What is sent in one request: representations as JSON, by their variable. */
export type Part = { readonly texts: ReadonlyMap<string, readonly string[]>; readonly targets: readonly Targets[] };

/** Gathers the objects of groups, and tells which request is about which of them: their lists, one after the other, are cut. */
export function partsOf(execution: Execution, groups: readonly EntityGroup[]): readonly Part[] {
  const lists = new Map(groups.map(({ variable }) => [variable, emptyRepresentations()]));
  const gathered = groups.map((group) => gather(execution, group, lists.get(group.variable)!));
  const starts = new Map<string, number>();
  let total = 0;
  for (const [variable, { texts }] of lists) {
    starts.set(variable, total);
    total += texts.length;
  }
  const sliced = groups.map((group, at) => ({
    group,
    placesOf: placesIn(execution, group),
    slices: total > REPRESENTATIONS_IN_A_CALL ? slicesOf(gathered[at]!, starts.get(group.variable)!) : [gathered[at]!],
  }));
  return Array.from({ length: Math.ceil(total / REPRESENTATIONS_IN_A_CALL) }, (_, part): Part => {
    const cut = (variable: string, all: readonly string[]) => {
      const from = part * REPRESENTATIONS_IN_A_CALL - starts.get(variable)!;
      return all.slice(Math.max(0, from), Math.max(0, from + REPRESENTATIONS_IN_A_CALL));
    };
    return {
      texts: new Map([...lists].map(([variable, { texts }]) => [variable, cut(variable, texts)])),
      targets: sliced.map(({ group, placesOf, slices }) => ({
        group,
        placesOf,
        typenames: cut(group.variable, lists.get(group.variable)!.typenames),
        ...(slices[part] ?? { objects: [], indexes: [] }),
      })),
    };
  });
}

function gather(execution: Execution, group: EntityGroup, list: RepresentationList): Slice {
  const objects: Data[] = [];
  const indexes: number[] = [];
  const { isA } = execution.supergraph;
  for (const path of group.paths) {
    visitTargets(execution.data, path, isA, (target, place) => {
      const index = addRepresentation(list, target, group, isA);
      if (index === null) {
        notAsked(execution, group, target, place);
      } else {
        objects.push(target);
        indexes.push(index);
      }
    });
  }
  return { objects, indexes };
}

/** The objects of a group by the request that is about them, and their indexes there. Before its list stand others. */
function slicesOf({ objects, indexes }: Slice, start: number): readonly Slice[] {
  const slices: Slice[] = [];
  for (let at = 0; at < objects.length; at++) {
    const part = Math.floor((start + indexes[at]!) / REPRESENTATIONS_IN_A_CALL);
    const slice = slices[part] ?? { objects: [], indexes: [] };
    slices[part] = slice;
    slice.objects.push(objects[at]!);
    slice.indexes.push(indexes[at]! - Math.max(0, part * REPRESENTATIONS_IN_A_CALL - start));
  }
  return slices;
}

/** What a service would have given of an object is missing for the same reason as what it needs. */
function notAsked({ outcome }: Execution, { needs }: EntityGroup, target: Data, place: ResponsePath): void {
  const missing = missingIn(needs, target);
  if (missing !== null) {
    outcome.leftEmptyBy([...place, ...missing], [...place]);
  }
}

/** Where objects of a group are. Looked up for all of them at once, and only when something has gone wrong. */
function placesIn({ data, supergraph }: Execution, { paths }: EntityGroup): Targets['placesOf'] {
  let places: ReadonlyMap<Data, readonly ResponsePath[]> | null = null;
  return (objects) => {
    places ??= placesByTarget(data, paths, supergraph.isA);
    const known = places;
    return [...new Set(objects)].flatMap((object) => known.get(object) ?? []);
  };
}

/** Turns `_entities.3.record` of a service's answer into the places of the objects that the third entity stands for. */
export function placesAt({ targets }: Part, [alias, index, ...rest]: ResponsePath): readonly ResponsePath[] {
  const asked = targets.find(({ group }) => group.alias === alias);
  if (asked === undefined || typeof index !== 'number') {
    return [];
  }
  const within = renamedPath(asked.group.outputRewrites, rest);
  const objects = asked.objects.filter((_, at) => asked.indexes[at] === index);
  return asked.placesOf(objects).map((place) => [...place, ...within]);
}
