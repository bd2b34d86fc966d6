import type { RequiresSelection } from '@graphql-hive/router-query-planner';
import { type Data, isData, mergeInto, typenameOf } from '../data.ts';
import type { Supergraph } from '../supergraph.ts';
import { valueAt } from './kept.ts';
import { applyRewrites, type Rewrite } from './rewrites.ts';

/** What must be known of an object before a service can be asked about it. */
export type Requirement = {
  readonly requires: readonly RequiresSelection[];
  readonly inputRewrites: readonly Rewrite[];
};

/** The representations of one call: each is sent once, however many objects it stands for. */
export type RepresentationList = {
  /** As JSON, ready to be sent. */
  readonly texts: string[];
  readonly typenames: string[];
  readonly indexes: Map<string, number>;
};

export const emptyRepresentations = (): RepresentationList => ({ texts: [], typenames: [], indexes: new Map() });

/** Adds an object to a list and gives its index there; null when its type or key is not known, so nobody can be asked. */
export function addRepresentation(
  list: RepresentationList,
  target: Data,
  { requires, inputRewrites }: Requirement,
  isA: Supergraph['isA'],
): number | null {
  const typename = typenameOf(target);
  if (typename === null) {
    return null;
  }
  const representation = pick(requires, target, typename, isA);
  if (representation === null || !hasKey(representation)) {
    return null;
  }
  representation['__typename'] ??= typename;
  applyRewrites(inputRewrites, representation, isA);
  const text = JSON.stringify(representation);
  const known = list.indexes.get(text);
  if (known !== undefined) {
    return known;
  }
  list.indexes.set(text, list.texts.length);
  list.typenames.push(typenameOf(representation) ?? typename);
  return list.texts.push(text) - 1;
}

const hasKey = (representation: Data) =>
  Object.keys(representation).some((key) => key !== '__typename' && representation[key] !== null);

/** The planner's types say undefined where its answers say null. */
const isSet = <Value>(value: Value | null | undefined): value is Value => value !== null && value !== undefined;

/** Gives null where something is not there: it could not be had, and what is made of it would not be true. */
function pick(
  selections: readonly RequiresSelection[],
  from: Data,
  typename: string | null,
  isA: Supergraph['isA'],
): Data | null {
  const picked: Data = {};
  for (const selection of selections) {
    if (selection.kind === 'InlineFragment') {
      if (typename !== null && isA(typename, selection.typeCondition)) {
        const ofType = pick(selection.selections, from, typename, isA);
        if (ofType === null) {
          return null;
        }
        mergeInto(picked, ofType, isA);
      }
    } else if (selection.kind === 'Field') {
      const key = selection.alias ?? selection.name;
      const held = valueAt(from, from[selection.name] === undefined ? key : selection.name);
      if (held === undefined && key !== '__typename') {
        return null;
      }
      picked[key] = pickValue(selection.selections, held, isA);
    }
  }
  return picked;
}

function pickValue(
  selections: readonly RequiresSelection[] | null | undefined,
  value: unknown,
  isA: Supergraph['isA'],
): unknown {
  if (!isSet(selections)) {
    return value;
  }
  if (Array.isArray(value)) {
    return value.map((item) => pickValue(selections, item, isA));
  }
  return isData(value) ? pick(selections, value, typenameOf(value), isA) : value;
}
