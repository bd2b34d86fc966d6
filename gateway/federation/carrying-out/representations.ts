import type { RequiresSelection } from '@graphql-hive/router-query-planner';
import { type Data, isData, type ResponsePath, typenameOf } from '../data.ts';
import { textOf } from '../operation/leaves.ts';
import type { Supergraph } from '../supergraph.ts';
import { valueAt } from './kept.ts';
import { applyRewrites, type Rewrite } from './rewrites.ts';

/** What a service must be told of an object, by the object's type. */
export type Needs = (typename: string | null) => NeedsOfType;
/** Its type as JSON, where that is to be said and is known, and its fields. */
type NeedsOfType = { readonly typeText: string; readonly fields: readonly Need[] };
type Need = { readonly key: string; readonly name: string; readonly below: Needs | null };

/** Reads what the planner requires, once for each type of object. It may say so in several fragments. */
export function needsOf(requires: readonly RequiresSelection[], isA: Supergraph['isA']): Needs {
  const remembered = new Map<string | null, NeedsOfType>();
  return (typename) => {
    const known = remembered.get(typename);
    if (known !== undefined) {
      return known;
    }
    const all = fieldsFor(requires, typename, isA);
    const fields = [...new Set(all.map(keyOf))].flatMap((key): readonly Need[] => {
      const ofKey = all.filter((field) => keyOf(field) === key);
      const below = ofKey.flatMap(({ selections }) => selections ?? []);
      const { name } = ofKey[0]!;
      return name === TYPENAME ? [] : [{ key, name, below: below.length === 0 ? null : needsOf(below, isA) }];
    });
    const saysType = typename !== null && all.some(({ name }) => name === TYPENAME);
    const needs = { typeText: saysType ? `"${TYPENAME}":"${typename}"` : '', fields };
    remembered.set(typename, needs);
    return needs;
  };
}

const TYPENAME = '__typename';

type FieldSelection = Extract<RequiresSelection, { readonly kind: 'Field' }>;

const keyOf = ({ alias, name }: FieldSelection) => alias ?? name;

const fieldsFor = (
  requires: readonly RequiresSelection[],
  typename: string | null,
  isA: Supergraph['isA'],
): readonly FieldSelection[] =>
  requires.flatMap((each) => {
    if (each.kind === 'Field') {
      return each;
    }
    const isMeant = each.kind === 'InlineFragment' && typename !== null && isA(typename, each.typeCondition);
    return isMeant ? fieldsFor(each.selections, typename, isA) : [];
  });

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
  { needs, inputRewrites }: { readonly needs: Needs; readonly inputRewrites: readonly Rewrite[] },
  isA: Supergraph['isA'],
): number | null {
  const typename = typenameOf(target);
  const said = typename === null ? null : objectText(needs(typename), target, true);
  if (typename === null || said === null) {
    return null;
  }
  const isRewritten = inputRewrites.length > 0;
  const text = isRewritten ? rewritten(said, inputRewrites, isA) : said;
  const known = list.indexes.get(text);
  if (known !== undefined) {
    return known;
  }
  list.indexes.set(text, list.texts.length);
  list.typenames.push((isRewritten ? typenameOf(JSON.parse(text)) : null) ?? typename);
  return list.texts.push(text) - 1;
}

function rewritten(json: string, rewrites: readonly Rewrite[], isA: Supergraph['isA']): string {
  const representation = JSON.parse(json);
  applyRewrites(rewrites, representation, isA);
  return JSON.stringify(representation);
}

function heldFor({ key, name }: Need, from: Data): unknown {
  const held = valueAt(from, name);
  return held === undefined ? valueAt(from, key) : held;
}

/**
 * Null where something is not there, be it further down: it could not be had, and what is made of the rest would not be
 * true. By nothing but nulls no object can be known.
 */
function objectText({ typeText, fields }: NeedsOfType, from: Data, isToBeKnown: boolean): string | null {
  let text = typeText;
  let isKnown = !isToBeKnown;
  for (const need of fields) {
    const held = heldFor(need, from);
    const value = held === undefined ? null : valueText(need.below, held);
    // Nor is there any JSON of what all objects have under this name.
    if (!value) {
      return null;
    }
    isKnown ||= held !== null;
    text += `${text === '' ? '' : ','}"${need.key}":${value}`;
  }
  return isKnown ? `{${text}}` : null;
}

function valueText(below: Needs | null, value: unknown): string | null {
  if (below !== null && Array.isArray(value)) {
    const items = value.map((item) => valueText(below, item));
    return items.includes(null) ? null : `[${items.join(',')}]`;
  }
  return below !== null && isData(value) ? objectText(below(typenameOf(value)), value, false) : textOf(value);
}

/** Where in an object lies what a service would have to be told and nobody could give; null where nothing is missing. */
export const missingIn = (needs: Needs, target: Data): ResponsePath | null =>
  missingOfType(needs(typenameOf(target)), target);

function missingOfType({ fields }: NeedsOfType, from: Data): ResponsePath | null {
  for (const need of fields) {
    const key = Object.hasOwn(from, need.name) ? need.name : need.key;
    const missing = Object.hasOwn(from, key) ? missingWithin(need.below, from[key]) : [];
    if (missing !== null) {
      return [key, ...missing];
    }
  }
  return null;
}

function missingWithin(below: Needs | null, value: unknown): ResponsePath | null {
  if (below === null || !Array.isArray(value)) {
    return below !== null && isData(value) ? missingIn(below, value) : null;
  }
  for (let index = 0; index < value.length; index++) {
    const missing = missingWithin(below, value[index]);
    if (missing !== null) {
      return [index, ...missing];
    }
  }
  return null;
}
