import type { Data } from '../data.ts';
import type { Field, Wrapping } from '../operation/selections.ts';
import type { Supergraph } from '../supergraph.ts';
import { type Kept, keep } from './kept.ts';
import type { ObjectReading, Reading } from './reading.ts';

/** A text, and how far it is read. */
type Cursor = { readonly text: string; at: number; readonly isA: Supergraph['isA'] };

/** Entities under one key of an answer: how they are read, and of which type each was asked for. */
export type EntityList = { readonly key: string; readonly reading: Reading; readonly typenames: readonly string[] };

const START = '{"data":';
const TYPE = '"__typename":"';

/**
 * Reads an answer that is as most are: without errors or blanks, and with all that was asked for in its order. It is checked
 * on the way. Null for every other: those are taken apart by JSON.parse, and answer-check.ts finds out what is wrong.
 */
export const readAnswer = (text: string, isA: Supergraph['isA'], reading: Reading, rootType: string): Data | null =>
  wholeOf(text, isA, (cursor) => {
    const object = objectAt(cursor, reading, rootType);
    return object?.typeName === rootType ? readObject(cursor, object) : undefined;
  });

/** The same for entities: as many as representations were sent, in order, each of a type that fits. */
export const readEntities = (text: string, isA: Supergraph['isA'], lists: readonly EntityList[]): Data | null =>
  wholeOf(text, isA, (cursor) => {
    const data: Data = {};
    for (const { key, reading, typenames } of lists) {
      if (!passes(cursor, `${lists[0]?.key === key ? '{' : ','}"${key}":`)) {
        return undefined;
      }
      const entities = readList(cursor, (index) => readEntity(cursor, reading, typenames[index] ?? ''));
      if (entities?.length !== typenames.length) {
        return undefined;
      }
      data[key] = entities;
    }
    return passes(cursor, '}') ? data : undefined;
  });

function wholeOf(text: string, isA: Supergraph['isA'], read: (cursor: Cursor) => Data | undefined): Data | null {
  const cursor = { text, at: START.length, isA };
  try {
    const data = text.startsWith(START) ? read(cursor) : undefined;
    return data !== undefined && passes(cursor, '}') && cursor.at === text.length ? data : null;
  } catch (error) {
    // A million escaped characters are too much for an expression.
    if (error instanceof RangeError) {
      return null;
    }
    throw error;
  }
}

/** Goes on behind this text, if it is what comes next. */
function passes(cursor: Cursor, expected: string): boolean {
  const isNext =
    cursor.text.charCodeAt(cursor.at) === expected.charCodeAt(0) &&
    (expected.length === 1 || cursor.text.startsWith(expected, cursor.at));
  cursor.at += isNext ? expected.length : 0;
  return isNext;
}

/** All of these give undefined for what is not as expected. */
function readObject(cursor: Cursor, { steps, typeKeys, typeName, end }: ObjectReading): Data | undefined {
  const data: Data = {};
  for (const key of typeKeys) {
    data[key] = typeName;
  }
  const stretches: Kept[] = [];
  for (const { expression, label, field, stretch, reading } of steps) {
    const { text, at } = cursor;
    expression.lastIndex = at;
    if (!expression.test(text)) {
      return undefined;
    }
    cursor.at = expression.lastIndex;
    if (stretch !== null) {
      stretches.push({ stretch, json: text.slice(at + label.length, cursor.at) });
    } else {
      const value =
        reading === null
          ? plainValue(text.slice(at + label.length, cursor.at))
          : readValue(cursor, field, field.wrapping!, reading);
      if (value === undefined) {
        return undefined;
      }
      data[field.key] = value;
    }
  }
  keep(data, stretches);
  return passes(cursor, end) ? data : undefined;
}

/** Of a plain text it is what stands between its quotes. */
const plainValue = (json: string): unknown =>
  json.startsWith('"') && !json.includes('\\') ? json.slice(1, -1) : JSON.parse(json);

function readValue(cursor: Cursor, field: Field, { nonNull, item }: Wrapping, reading: Reading): unknown {
  if (!nonNull && passes(cursor, 'null')) {
    return null;
  }
  if (item !== null) {
    return readList(cursor, () => readValue(cursor, field, item, reading));
  }
  const { named } = field;
  const object = named && objectAt(cursor, reading, named.name);
  return object && cursor.isA(object.typeName, named.name) ? readObject(cursor, object) : undefined;
}

function readEntity(cursor: Cursor, reading: Reading, asked: string): unknown {
  if (passes(cursor, 'null')) {
    return null;
  }
  const object = objectAt(cursor, reading, asked);
  const fits = object !== null && (cursor.isA(object.typeName, asked) || cursor.isA(asked, object.typeName));
  return fits ? readObject(cursor, object) : undefined;
}

/** How the next object is read: as of the type that it says it has, where it is asked for it. */
function objectAt({ text, at }: Cursor, reading: Reading, otherwise: string): ObjectReading | null {
  const object = reading(otherwise);
  if (!object?.typeKeys.includes('__typename')) {
    return object;
  }
  // That of an object within is taken for its own where that comes first, and the labels do not fit then.
  const from = text.indexOf(TYPE, at) + TYPE.length;
  return reading(text.slice(from, text.indexOf('"', from)));
}

function readList(cursor: Cursor, readItem: (index: number) => unknown): readonly unknown[] | undefined {
  const items: unknown[] = [];
  if (!passes(cursor, '[')) {
    return undefined;
  }
  while (!passes(cursor, ']')) {
    const item = items.length === 0 || passes(cursor, ',') ? readItem(items.length) : undefined;
    if (item === undefined) {
      return undefined;
    }
    items.push(item);
  }
  return items;
}
