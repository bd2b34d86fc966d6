import { type GraphQLOutputType, type GraphQLSchema, isAbstractType, isListType, isNonNullType } from 'graphql';
import { type Data, isData, type ResponsePath, typenameOf } from './data.ts';
import type { Outcome } from './outcome.ts';
import type { Field, FieldGroup, Selections } from './selections.ts';

/** A null that may not stay where it is: what holds it becomes null in its place, as the GraphQL specification has it. */
const bubbles = Symbol('bubbles');

type Projection = {
  readonly schema: GraphQLSchema;
  readonly selections: Selections;
  readonly outcome: Outcome;
  /** Where we are. Written by depth and shared by all steps, so that a good answer costs no paths. */
  readonly place: (string | number)[];
};

/** Shapes what was gathered into what was asked for. Null is the whole answer when a non-null root field is missing. */
export function project(
  { schema, selections, outcome }: Omit<Projection, 'place'>,
  rootType: string,
  data: Data,
): Data | null {
  const shaped = shapeObject({ schema, selections, outcome, place: [] }, selections.root, rootType, data, 0);
  return shaped === bubbles ? null : (shaped as Data);
}

function shapeObject(state: Projection, group: FieldGroup, typeName: string, held: Data, depth: number): unknown {
  const shaped: Data = {};
  for (const field of state.selections.fieldsOf(group, typeName)) {
    if (field.name === '__typename') {
      shaped[field.shownKey] = typeName;
      continue;
    }
    state.place[depth] = field.key;
    const value = field.type === null ? null : shapeValue(state, field, field.type, held[field.key], depth);
    if (value === bubbles) {
      return bubbles;
    }
    shaped[field.shownKey] = value;
  }
  return shaped;
}

function shapeValue(state: Projection, field: Field, type: GraphQLOutputType, held: unknown, depth: number): unknown {
  if (isNonNullType(type)) {
    const value = shapeValue(state, field, type.ofType, held, depth);
    if (value !== null) {
      return value;
    }
    explain(state, depth);
    return bubbles;
  }
  if (held === null) {
    return null;
  }
  const shaped = held === undefined ? undefined : shapePresent(state, field, type, held, depth);
  if (shaped !== undefined) {
    return shaped === bubbles ? null : shaped;
  }
  explain(state, depth);
  return null;
}

/** Gives undefined for a value that this type cannot have or that callers may not know of. */
function shapePresent(state: Projection, field: Field, type: GraphQLOutputType, held: unknown, depth: number): unknown {
  if (isListType(type)) {
    return Array.isArray(held) ? shapeList(state, field, type.ofType, held, depth + 1) : undefined;
  }
  if (field.accepts !== null) {
    return field.accepts(held) ? held : undefined;
  }
  if (!isData(held) || field.group === null || field.named === null) {
    return undefined;
  }
  const typeName = isAbstractType(field.named) ? (typenameOf(held) ?? field.named.name) : field.named.name;
  return state.schema.getType(typeName) === undefined
    ? undefined
    : shapeObject(state, field.group, typeName, held, depth + 1);
}

function shapeList(
  state: Projection,
  field: Field,
  itemType: GraphQLOutputType,
  held: readonly unknown[],
  depth: number,
): unknown {
  const shaped = new Array<unknown>(held.length);
  for (let index = 0; index < held.length; index++) {
    state.place[depth] = index;
    const item = shapeValue(state, field, itemType, held[index], depth);
    if (item === bubbles) {
      return bubbles;
    }
    shaped[index] = item;
  }
  return shaped;
}

/** Sees to it that no null stands without an error that names it. */
function explain(state: Projection, depth: number): void {
  const place: ResponsePath = state.place.slice(0, depth + 1);
  if (!state.outcome.explains(place)) {
    state.outcome.unexplained(place);
  }
}
