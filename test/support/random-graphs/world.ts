import { createHash } from 'node:crypto';
import { entity, OBJECTS } from './keys.ts';
import {
  type Field,
  isAbstract,
  isEntity,
  type Model,
  objectNamed,
  type Service,
  type Source,
  serviceName,
} from './model.ts';

const number = (key: string, below: number) => createHash('md5').update(key).digest().readUInt32LE(0) % below;

/** Whether a service does not know an object that others point to. */
export function isUnknown(model: Model, service: Service, typeName: string, index: number): boolean {
  const { fields, mayBeUnknown, services } = objectNamed(model, typeName);
  // Where another service could answer instead, it would not be plain what is missing.
  const isAlone = [...fields.values()].every(({ fixed, owners }) => fixed !== null || owners.size === 1);
  return (
    mayBeUnknown && isAlone && services.has(service) && number(`${serviceName(service)} ${typeName}-${index}`, 4) === 0
  );
}

/** The value of a field: the same in every service that has it, and in the whole. `told` is what it was made of. */
export function valueOfField(
  model: Model,
  source: Source,
  home: string,
  field: Field,
  args: object,
  told: string,
): unknown {
  if (field.fixed !== null) {
    return field.fixed(source);
  }
  const given = JSON.stringify(args, Object.keys(args).toSorted());
  return valueAt({ model, home, field }, field.wrapping, `${source.seed}/${home}.${field.name}${given}${told}`);
}

type Place = { readonly model: Model; readonly home: string; readonly field: Field };

function valueAt(place: Place, wrapping: string, key: string): unknown {
  const isNonNull = wrapping.endsWith('!');
  const luck = number(`? ${key}`, 100);
  if (!isNonNull && luck < 9) {
    return luck < 2 && mayFail(place) ? new Error('Generated.') : null;
  }
  const inner = isNonNull ? wrapping.slice(0, -1) : wrapping;
  return inner.startsWith('[')
    ? Array.from({ length: number(`# ${key}`, 4) }, (_, at) => valueAt(place, inner.slice(1, -1), `${key}.${at}`))
    : present(place, key);
}

/** What needs a field with arguments asks for it under its own name, where the caller may have it with others. */
const mayFail = ({ field }: Place) => field.args === '';

const scalars: Readonly<Record<string, (key: string) => unknown>> = {
  String: (key) => `s${number(key, 1_000)}`,
  ID: (key) => `i${number(key, 1_000)}`,
  Int: (key) => number(key, 1_000),
  Float: (key) => number(key, 1_000) / 8,
  Boolean: (key) => number(key, 2) === 1,
};

/** Gives what all services know of that may have to give it. */
function present({ model, home, field }: Place, key: string): unknown {
  const scalar = scalars[field.named];
  const type = model.types.get(field.named);
  if (type === undefined || scalar !== undefined) {
    return scalar?.(key);
  }
  const isInvolved = (service: Service) =>
    field.owners.has(service) || model.external.get(service)!.has(`${home}.${field.name}`);
  const involved = model.services.filter(isInvolved);
  if (type.kind === 'enum') {
    const values = type.valuesIn
      .get(involved[0]!)!
      .filter((value) => involved.every((each) => type.valuesIn.get(each)!.includes(value)));
    return values[number(key, values.length)];
  }
  const names = isAbstract(type)
    ? type.members.filter((name) => involved.every((each) => type.membersIn.get(each)?.has(name)))
    : [type.name];
  const name = names[number(`type ${key}`, Math.max(names.length, 1))];
  if (name === undefined || !isEntity(objectNamed(model, name))) {
    return name === undefined ? null : { ...entity(name, 0), seed: key };
  }
  const isKnown = (index: number) => ![...field.owners].some((owner) => isUnknown(model, owner, name, index));
  const known = Array.from({ length: OBJECTS }, (_, index) => index).filter(isKnown);
  return known.length === 0 ? null : entity(name, known[number(`id ${key}`, known.length)]!);
}
