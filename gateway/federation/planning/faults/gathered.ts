import type { RequiresSelection } from '@graphql-hive/router-query-planner';
import { Kind, type SelectionSetNode } from 'graphql';
import type { EntityPath } from '../../carrying-out/paths.ts';
import { keyOf } from '../../operation/nodes.ts';
import type { Call } from '../calls.ts';
import { cannotBePlanned } from '../planner.ts';
import type { PlannedGroup } from '../steps.ts';

/** The keys that are there at one place once all calls so far are made, each with what is below. */
export type Gathered = Map<string, Gathered>;

/** Notes what a call at the root gives. */
export const gatherRoot = (gathered: Gathered, call: Call): void =>
  gather(gathered, call.selectionSet, renamesOf(call));

/**
 * Throws where objects are to be sent with what nobody was asked for: of an object that another service knows by an
 * interface's name the planner may forget the key. Then notes what the call gives of them.
 */
export function gatherEntities(gathered: Gathered, call: Call, groups: readonly PlannedGroup[]): void {
  for (const { paths, requires } of groups) {
    for (const path of paths) {
      refuseUngathered(requires, placeIn(gathered, path));
    }
  }
  const renames = renamesOf(call);
  for (const { alias, paths } of groups) {
    const asked = call.selectionSet.selections.find((each) => each.kind === Kind.FIELD && keyOf(each) === alias);
    for (const path of paths) {
      if (asked?.kind === Kind.FIELD && asked.selectionSet) {
        gather(placeIn(gathered, path), asked.selectionSet, renames);
      }
    }
  }
}

function refuseUngathered(requires: readonly RequiresSelection[], gathered: Gathered): void {
  for (const each of requires) {
    if (each.kind === 'InlineFragment') {
      refuseUngathered(each.selections, gathered);
    } else if (each.kind === 'Field' && each.name !== '__typename') {
      const held = gathered.get(each.name) ?? gathered.get(each.alias ?? each.name);
      if (held === undefined) {
        throw cannotBePlanned();
      }
      refuseUngathered(each.selections ?? [], held);
    }
  }
}

function gather(into: Gathered, { selections }: SelectionSetNode, renames: ReadonlyMap<string, string>): void {
  for (const each of selections) {
    if (each.kind === Kind.FIELD) {
      const key = renames.get(keyOf(each)) ?? keyOf(each);
      const below: Gathered = into.get(key) ?? new Map();
      into.set(key, below);
      gather(below, each.selectionSet ?? { kind: Kind.SELECTION_SET, selections: [] }, renames);
    } else if (each.kind === Kind.INLINE_FRAGMENT) {
      gather(into, each.selectionSet, renames);
    }
  }
}

const placeIn = (gathered: Gathered, path: EntityPath): Gathered =>
  path.reduce<Gathered>((at, segment) => {
    if (segment === '@' || !('Field' in segment)) {
      return at;
    }
    const below: Gathered = at.get(segment.Field) ?? new Map();
    at.set(segment.Field, below);
    return below;
  }, gathered);

/** The keys of an answer that are given other names at once. */
const renamesOf = ({ outputRewrites }: Pick<Call, 'outputRewrites'>): ReadonlyMap<string, string> =>
  new Map(
    outputRewrites.flatMap(({ path, change }) => {
      const last = path.at(-1);
      return last !== undefined && 'Key' in last && 'renameKeyTo' in change ? [[last.Key, change.renameKeyTo]] : [];
    }),
  );
