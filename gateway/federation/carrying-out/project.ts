import { type Data, isData, type ResponsePath, typenameOf } from '../data.ts';
import type { Field, FieldGroup, Selections, Wrapping } from '../operation/selections.ts';
import type { Outcome } from './outcome.ts';

/** A null that may not stay where it is: what holds it becomes null in its place, as the GraphQL specification has it. */
const bubbles = Symbol('bubbles');

type Projection = {
  readonly selections: Selections;
  readonly outcome: Outcome;
  /** Where we are. Written by depth and shared by all steps, so that a good answer costs no paths. */
  readonly place: (string | number)[];
};

/** Shapes what was gathered into what was asked for. Null is the whole answer when a non-null root field is missing. */
export function project(selections: Selections, outcome: Outcome, rootType: string, data: Data): Data | null {
  const shaped = shapeObject({ selections, outcome, place: [] }, selections.root, rootType, data, 0);
  return shaped === undefined || shaped === bubbles ? null : (shaped as Data);
}

/** Gives undefined for an object of a type that callers may not know of. */
function shapeObject(state: Projection, group: FieldGroup, typeName: string, held: Data, depth: number): unknown {
  const fields = state.selections.fieldsOf(group, typeName);
  if (fields === null) {
    return undefined;
  }
  const shaped: Data = {};
  for (const field of fields) {
    if (field.name === '__typename') {
      shaped[field.shownKey] = typeName;
      continue;
    }
    state.place[depth] = field.key;
    const value = field.wrapping === null ? null : shapeValue(state, field, field.wrapping, held[field.key], depth);
    if (value === bubbles) {
      return bubbles;
    }
    shaped[field.shownKey] = value;
  }
  return shaped;
}

function shapeValue(state: Projection, field: Field, wrapping: Wrapping, held: unknown, depth: number): unknown {
  if (held !== null) {
    const shaped = held === undefined ? undefined : shapePresent(state, field, wrapping, held, depth);
    if (shaped !== undefined && shaped !== bubbles) {
      return shaped;
    }
    if (shaped === undefined && state.outcome.explainsNulls) {
      explain(state, depth);
    }
  }
  if (!wrapping.nonNull) {
    return null;
  }
  explain(state, depth);
  return bubbles;
}

/** Gives undefined for a value that this type cannot have or that callers may not know of. */
function shapePresent(state: Projection, field: Field, { item }: Wrapping, held: unknown, depth: number): unknown {
  if (item !== null) {
    return Array.isArray(held) ? shapeList(state, field, item, held, depth + 1) : undefined;
  }
  if (field.accepts !== null) {
    return field.accepts(held) ? held : undefined;
  }
  if (!isData(held) || field.group === null || field.named === null) {
    return undefined;
  }
  const typeName = field.isAbstract ? (typenameOf(held) ?? field.named.name) : field.named.name;
  return shapeObject(state, field.group, typeName, held, depth + 1);
}

function shapeList(state: Projection, field: Field, item: Wrapping, held: readonly unknown[], depth: number): unknown {
  const shaped = new Array<unknown>(held.length);
  for (let index = 0; index < held.length; index++) {
    state.place[depth] = index;
    const value = shapeValue(state, field, item, held[index], depth);
    if (value === bubbles) {
      return bubbles;
    }
    shaped[index] = value;
  }
  return shaped;
}

/** Sees to it that a null does not stand without an error that names it. */
function explain(state: Projection, depth: number): void {
  const place: ResponsePath = state.place.slice(0, depth + 1);
  if (!state.outcome.explains(place)) {
    state.outcome.unexplained(place);
  }
}
