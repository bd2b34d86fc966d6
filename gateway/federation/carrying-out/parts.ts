import type { Data, ResponsePath } from '../data.ts';
import type { EntityGroup } from '../planning/steps.ts';
import type { Execution } from './ask.ts';
import { placesByTarget, visitTargets } from './paths.ts';
import { addRepresentation, emptyRepresentations, missingIn, type RepresentationList } from './representations.ts';
import { renamedPath } from './rewrites.ts';

/** Representations in one request, or one of each list where it is about more lists; longer ones go out in parts, side by side. */
const REPRESENTATIONS_IN_A_CALL = 200;

/** Objects of a group, each with the index of its representation in the request that is about it. */
type Slice = { readonly objects: Data[]; readonly indexes: number[] };

/** What one request is about of a group: `typenames` are those of all representations under its variable. */
export type Targets = Slice & {
  readonly group: EntityGroup;
  readonly typenames: readonly string[];
  readonly placesOf: (objects: Iterable<Data>) => readonly ResponsePath[];
};

/** What is sent in one request: representations as JSON, by their variable. */
export type Part = { readonly texts: ReadonlyMap<string, readonly string[]>; readonly targets: readonly Targets[] };

/** Gathers the objects of groups, and tells which request is about which of them. */
export function partsOf(execution: Execution, groups: readonly EntityGroup[]): readonly Part[] {
  const lists = new Map(groups.map(({ variable }) => [variable, emptyRepresentations()]));
  const size = Math.max(1, Math.floor(REPRESENTATIONS_IN_A_CALL / lists.size));
  const gathered = groups.map((group) => ({
    group,
    slices: slicesOf(execution, group, lists.get(group.variable)!, size),
    placesOf: placesIn(execution, group),
  }));
  const longest = Math.max(...[...lists.values()].map(({ texts }) => texts.length));
  return Array.from({ length: Math.ceil(longest / size) }, (_, part): Part => {
    const cut = (all: readonly string[]) => all.slice(part * size, (part + 1) * size);
    return {
      texts: new Map([...lists].map(([variable, { texts }]) => [variable, cut(texts)])),
      targets: gathered.map(({ group, slices, placesOf }) => ({
        group,
        placesOf,
        typenames: cut(lists.get(group.variable)!.typenames),
        ...(slices[part] ?? { objects: [], indexes: [] }),
      })),
    };
  });
}

/** The objects of a group, by the request that is about them. */
function slicesOf(execution: Execution, group: EntityGroup, list: RepresentationList, size: number): readonly Slice[] {
  const slices: Slice[] = [];
  const { isA } = execution.supergraph;
  for (const path of group.paths) {
    visitTargets(execution.data, path, isA, (target, place) => {
      const index = addRepresentation(list, target, group, isA);
      if (index === null) {
        notAsked(execution, group, target, place);
      } else {
        const at = Math.floor(index / size);
        const slice = slices[at] ?? { objects: [], indexes: [] };
        slices[at] = slice;
        slice.objects.push(target);
        slice.indexes.push(index - at * size);
      }
    });
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
