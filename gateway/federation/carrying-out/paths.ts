import type { FlattenNodePathSegment } from '@graphql-hive/router-query-planner';
import { type Data, isData, type ResponsePath, typenameOf } from '../data.ts';
import type { Supergraph } from '../supergraph.ts';
import { valueAt } from './kept.ts';

/** The way from the root to the objects a fetch is for: fields, every item of a list, only objects of some types. */
export type EntityPath = readonly FlattenNodePathSegment[];

/** Called with each object at the end of a path; the place is valid during the call only. */
type Found = (target: Data, place: ResponsePath) => void;

type Walk = {
  readonly path: EntityPath;
  readonly isA: Supergraph['isA'];
  readonly found: Found;
  /** Where the walk is now. Shared by all steps, so that walking makes no garbage. */
  readonly place: (string | number)[];
};

/** Visits every object a path leads to, in the order of the answer. */
export function visitTargets(data: Data, path: EntityPath, isA: Supergraph['isA'], found: Found): void {
  walk({ path, isA, found, place: [] }, data, 0);
}

/** The places of all objects that paths lead to: one object may be at several. */
export function placesByTarget(
  data: Data,
  paths: readonly EntityPath[],
  isA: Supergraph['isA'],
): ReadonlyMap<Data, readonly ResponsePath[]> {
  const places = new Map<Data, ResponsePath[]>();
  for (const path of paths) {
    visitTargets(data, path, isA, (target, place) => {
      const known = places.get(target);
      known === undefined ? places.set(target, [[...place]]) : known.push([...place]);
    });
  }
  return places;
}

function walk(state: Walk, value: unknown, step: number): void {
  if (value === null || value === undefined) {
    return;
  }
  const segment = state.path[step];
  if (Array.isArray(value)) {
    walkItems(state, value, segment === '@' ? step + 1 : step);
  } else if (isData(value)) {
    if (segment === undefined) {
      state.found(value, state.place);
    } else if (segment !== '@') {
      walkObject(state, value, segment, step);
    }
  }
}

function walkItems(state: Walk, items: readonly unknown[], step: number): void {
  for (let index = 0; index < items.length; index++) {
    state.place.push(index);
    walk(state, items[index], step);
    state.place.pop();
  }
}

function walkObject(state: Walk, value: Data, segment: Exclude<FlattenNodePathSegment, '@'>, step: number): void {
  if ('Field' in segment) {
    state.place.push(segment.Field);
    walk(state, valueAt(value, segment.Field), step + 1);
    state.place.pop();
    return;
  }
  const typename = typenameOf(value);
  if (typename === null || segment.TypeCondition.some((condition) => state.isA(typename, condition))) {
    walk(state, value, step + 1);
  }
}
