import {
  type Field,
  type Key,
  type Model,
  newField,
  newObject,
  type ObjectType,
  objectNamed,
  type Source,
} from './model.ts';

/** Objects of one type. */
export const OBJECTS = 6;

export const entity = (type: string, number: number): Source => ({
  __typename: type,
  type,
  seed: `${type}-${number}`,
  number,
});

type MadeKey = { readonly selection: string; readonly fields: readonly Field[] };

/** Gives a type one to three keys, mostly an `id` first, each of which tells its objects apart. */
export function addKeys(model: Model, type: ObjectType, choice: number): ObjectType {
  const first = choice % 5 === 4 ? 1 + ((choice >> 3) % 5) : 0;
  const second = (choice >> 3) % 3 === 1 ? [1 + ((choice >> 5) % 5)] : [];
  const third = (choice >> 8) % 4 === 1 ? [(choice >> 6) % 6] : [];
  const keys: Key[] = [];
  for (const kind of new Set([first, ...second, ...third])) {
    const { selection, fields } = keyOfKind(model, kind, type.name);
    keys.push({ selection, fields: fields.map(({ name }) => name) });
    for (const field of fields) {
      type.fields.set(field.name, field);
    }
  }
  const keyed = { ...type, keys };
  model.types.set(type.name, keyed);
  return keyed;
}

function keyOfKind(model: Model, kind: number, name: string): MadeKey {
  switch (kind) {
    case 0:
      return { selection: 'id', fields: [newField('id', 'ID', 'T!', ({ type, number }) => `${type}-${number}`)] };
    case 1:
      return { selection: 'code', fields: [newField('code', 'String', 'T!', ({ number }) => `c${number}`)] };
    case 2: {
      const a = newField('a', 'Int', 'T!', ({ number }) => number % 2);
      return { selection: 'a b', fields: [a, newField('b', 'String', 'T!', ({ number }) => `b${number >> 1}`)] };
    }
    case 3:
      return nestedKey(model, name);
    case 4:
      return parentKey(model, name);
    default:
      return { selection: 'tags', fields: [newField('tags', 'String', '[T!]!', ({ number }) => [`t${number}`, 'x'])] };
  }
}

/** A key within a value: `ref { n s }`. */
function nestedKey(model: Model, name: string): MadeKey {
  const ref = newObject(`${name}Ref`);
  ref.fields.set(
    'n',
    newField('n', 'Int', 'T!', ({ number }) => number),
  );
  ref.fields.set(
    's',
    newField('s', 'String', 'T', ({ number }) => `s${number % 2}`),
  );
  model.types.set(ref.name, ref);
  const value = ({ seed, number }: Source): Source => ({ ...entity(ref.name, number), seed: `${seed}/ref` });
  return { selection: 'ref { n s }', fields: [newField('ref', ref.name, 'T!', value)] };
}

/** A key within another entity, the one made before; without one, a number. */
function parentKey(model: Model, name: string): MadeKey {
  const num = newField('num', 'Int', 'T!', ({ number }) => number);
  const parent = objectNamed(model, `E${Number(name.slice(1)) - 1}`);
  if (parent?.keys[0]?.selection !== 'id') {
    return { selection: 'num', fields: [num] };
  }
  // Whoever gives the key knows the parent, so nobody may not.
  parent.mayBeUnknown = false;
  const value = ({ number }: Source) => entity(parent.name, number % 3);
  return { selection: 'parent { id } num', fields: [newField('parent', parent.name, 'T!', value), num] };
}
