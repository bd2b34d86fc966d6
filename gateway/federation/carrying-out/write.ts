import { type Data, isData, typenameOf } from '../data.ts';
import { dependsOnType, type Field, fieldsOf, type Selected, type Wrapping } from '../operation/selections.ts';
import { type Kept, keptIn, valueAt } from './kept.ts';
import type { Outcome } from './outcome.ts';

/** A null that may not stay where it is: what holds it becomes null in its place, as the GraphQL specification has it. */
const bubbles = Symbol('bubbles');

/** JSON; undefined for a value that its type cannot have or that callers may not know of. */
type Written = string | typeof bubbles | undefined;

/** The data of an answer, as JSON. */
export class WrittenData {
  readonly json: string;

  constructor(json: string) {
    this.json = json;
  }
}

type Writing = {
  readonly outcome: Outcome;
  /** Where we are. Written by depth and shared by all steps, so that a good answer costs no paths. */
  readonly place: (string | number)[];
};

/**
 * Writes what was gathered in the shape that was asked for, as JSON: an object in that shape, made only to be written, took
 * as long again. Null is the whole answer when a non-null root field is missing.
 */
export function write(selected: Selected, outcome: Outcome, rootType: string, data: Data): string | null {
  const written = writeObject({ outcome, place: [] }, selected, rootType, data, 0);
  return written === undefined || written === bubbles ? null : written;
}

function writeObject(state: Writing, selected: Selected, typeName: string, held: Data, depth: number): Written {
  const fields = fieldsOf(selected, typeName);
  if (fields === null) {
    return undefined;
  }
  const kept = keptIn(held);
  let text = '{';
  for (let at = 0; at < fields.length; at++) {
    const field = fields[at]!;
    if (field.name === '__typename') {
      text += field.label;
      continue;
    }
    const stretch = stretchAt(kept, fields, at);
    if (stretch !== undefined) {
      text += field.label + stretch.json;
      at = stretch.stretch.to;
      continue;
    }
    state.place[depth] = field.key;
    const value =
      field.wrapping === null ? 'null' : writeValue(state, field, field.wrapping, valueAt(held, field.key), depth);
    if (value === bubbles) {
      return bubbles;
    }
    text += field.label + value;
  }
  return `${text}}`;
}

/** What can be written as it was kept, beginning with this of the fields. */
function stretchAt(kept: readonly Kept[], fields: readonly Field[], at: number): Kept | undefined {
  for (const each of kept) {
    if (each.stretch.among === fields && each.stretch.from === at) {
      return each;
    }
  }
  return undefined;
}

function writeValue(
  state: Writing,
  field: Field,
  wrapping: Wrapping,
  held: unknown,
  depth: number,
): string | typeof bubbles {
  if (held !== null) {
    const written = held === undefined ? undefined : writePresent(state, field, wrapping, held, depth);
    if (written !== undefined && written !== bubbles) {
      return written;
    }
    if (written === undefined && state.outcome.explainsNulls) {
      explain(state, depth);
    }
  }
  if (!wrapping.nonNull) {
    return 'null';
  }
  explain(state, depth);
  return bubbles;
}

function writePresent(state: Writing, field: Field, { item }: Wrapping, held: unknown, depth: number): Written {
  if (item !== null) {
    return Array.isArray(held) ? writeList(state, field, item, held, depth + 1) : undefined;
  }
  if (field.leaf !== null) {
    return field.leaf.accepts(held) ? field.leaf.write(held) : undefined;
  }
  if (!isData(held) || field.selected === null || field.named === null) {
    return undefined;
  }
  const typeName = field.isAbstract ? (typenameOf(held) ?? field.named.name) : field.named.name;
  // Nothing can be said of an object that is known by an interface's name alone, where that depends on its type.
  const isVague = field.isAbstract && held['__typename'] === field.named.name;
  if (isVague && dependsOnType(field.selected, typeName)) {
    explain(state, depth);
    return undefined;
  }
  return writeObject(state, field.selected, typeName, held, depth + 1);
}

function writeList(state: Writing, field: Field, item: Wrapping, held: readonly unknown[], depth: number): Written {
  let text = '[';
  for (let index = 0; index < held.length; index++) {
    state.place[depth] = index;
    const value = writeValue(state, field, item, held[index], depth);
    if (value === bubbles) {
      return bubbles;
    }
    text += index === 0 ? value : `,${value}`;
  }
  return `${text}]`;
}

const explain = ({ outcome, place }: Writing, depth: number) => outcome.explain(place.slice(0, depth + 1));
