import type { RequiresSelection } from '@graphql-hive/router-query-planner';
import { Kind, type SelectionSetNode } from 'graphql';
import type { EntityPath } from '../../carrying-out/paths.ts';
import { renamedPath } from '../../carrying-out/rewrites.ts';
import { keyOf } from '../../operation/nodes.ts';
import type { Call } from '../calls.ts';
import { cannotBePlanned } from '../planner.ts';
import type { PlannedGroup } from '../steps.ts';

/** The places in the answer that somebody was asked for by all calls so far: `.review.said.id`. */
export type Gathered = Set<string>;

/** Notes what a call at the root gives. */
export const gatherRoot = (gathered: Gathered, call: Call): void => gather(gathered, '', call.selectionSet, call);

/**
 * Throws where objects are to be sent with what nobody was asked for: of an object that another service knows by an
 * interface's name the planner may forget the key. Then notes what the call gives of them.
 */
export function gatherEntities(gathered: Gathered, call: Call, groups: readonly PlannedGroup[]): void {
  for (const { paths, requires } of groups) {
    for (const path of paths) {
      refuseUngathered(gathered, placeOf(path), requires);
    }
  }
  for (const { alias, paths } of groups) {
    const asked = call.selectionSet.selections.find((each) => each.kind === Kind.FIELD && keyOf(each) === alias);
    for (const path of paths) {
      gather(gathered, placeOf(path), asked?.kind === Kind.FIELD ? asked.selectionSet : undefined, call);
    }
  }
}

const placeOf = (path: EntityPath): string =>
  path.map((segment) => (segment !== '@' && 'Field' in segment ? `.${segment.Field}` : '')).join('');

function refuseUngathered(gathered: Gathered, place: string, requires: readonly RequiresSelection[]): void {
  for (const each of requires) {
    if (each.kind === 'InlineFragment') {
      refuseUngathered(gathered, place, each.selections);
    } else if (each.kind === 'Field' && each.name !== '__typename') {
      const from = [each.name, each.alias ?? each.name].find((name) => gathered.has(`${place}.${name}`));
      if (from === undefined) {
        throw cannotBePlanned();
      }
      refuseUngathered(gathered, `${place}.${from}`, each.selections ?? []);
    }
  }
}

function gather(gathered: Gathered, place: string, set: SelectionSetNode | undefined, call: Call): void {
  for (const each of set?.selections ?? []) {
    if (each.kind === Kind.FIELD) {
      const below = `${place}.${renamed(keyOf(each), call)}`;
      gathered.add(below);
      gather(gathered, below, each.selectionSet, call);
    } else if (each.kind === Kind.INLINE_FRAGMENT) {
      gather(gathered, place, each.selectionSet, call);
    }
  }
}

/** Some keys of an answer are given other names at once. */
const renamed = (key: string, { outputRewrites }: Call): string => renamedPath(outputRewrites, [key]).join();
