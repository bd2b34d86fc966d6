import type { AbstractChoice, FieldChoice } from './choices.ts';
import { isBanned } from './knowing.ts';
import {
  type Building,
  type Field,
  isAbstract,
  newField,
  type ObjectType,
  objectNamed,
  type Service,
  type Type,
} from './model.ts';

const leaves = ['String', 'Int', 'N0', 'Boolean', 'Float', 'ID', 'N0'];
const wrappings = ['T', 'T', 'T!', '[T]', '[T!]!', '[T!]', '[T]!', '[[T!]]'];
const argumentLists = ['', '(by: Int)', '(by: Int! = 2)', '(of: N1, not: [Int!])'];
const simplest: FieldChoice = { named: 0, wrapping: 0, owner: 0, sharing: 0, args: 0, extra: 0, pick: 0 };

/** Adds fields to a type, each with the services that answer for it. */
export function addFields(building: Building, typeName: string, letter: string, choices: readonly FieldChoice[]): void {
  for (const [index, choice] of choices.entries()) {
    const type = objectNamed(building, typeName);
    const isValue = type.keys.length === 0 && !type.isRoot;
    const mayOwn = (service: Service, named: string) =>
      !type.banned.has(service) &&
      (isValue ? building.services : [service]).every((each) => !isBanned(building, each, named));
    const named = type.isRoot ? { ...choice, named: choice.named | 1 } : choice;
    const field = fieldFrom(building, `${letter}${index}`, named, mayOwn);
    if (typeName !== 'Mutation' && !type.mayBeUnknown) {
      share(
        field,
        choice,
        building.services.filter((each) => mayOwn(each, field.named)),
      );
    }
    building.chosen.set(field, choice);
    type.fields.set(field.name, field);
  }
}

/** Adds the fields that all members of an interface have, and those that one service adds to all of them. */
export function addSharedFields(building: Building, type: Type | undefined, choice: AbstractChoice | null): void {
  if (!isAbstract(type) || choice === null) {
    return;
  }
  for (const [index, name] of type.shared.entries()) {
    // All services that know the interface have its first field, so it is a simple one.
    const chosen = { ...simplest, ...choice.fields[index] };
    const of = index === 0 ? { ...chosen, args: 0, named: [0, 2, 4][chosen.named % 3]! } : chosen;
    const isFree = (_: Service, named: string) => building.services.every((each) => !isBanned(building, each, named));
    const field = fieldFrom(building, name, of, isFree);
    for (const [at, member] of type.members.entries()) {
      const object = objectNamed(building, member);
      const allowed = building.services.filter((each) => !object.banned.has(each));
      const owner = allowed[(of.owner + ((type.choice >> at) % 3)) % allowed.length]!;
      object.fields.set(name, { ...field, owners: new Set([owner]), needs: new Map(), provides: new Map() });
    }
  }
  const { whole } = type;
  for (const [index, each] of (choice.fields.length === 0 ? [simplest] : choice.fields).entries()) {
    const mayOwn = (service: Service, named: string) =>
      service === whole?.service && !isBanned(building, service, named);
    whole?.fields.set(`x${index}`, fieldFrom(building, `x${index}`, each, mayOwn));
  }
}

function fieldFrom(
  { services, types }: Building,
  name: string,
  choice: FieldChoice,
  mayOwn: (service: Service, named: string) => boolean,
): Field {
  const composites = [...types.values()].filter(isChoosable).map((type) => type.name);
  const list = choice.named % 2 === 0 ? leaves : composites;
  const wanted = list[(choice.named >> 1) % list.length]!;
  const named = services.some((each) => mayOwn(each, wanted)) ? wanted : 'String';
  const allowed = services.filter((each) => mayOwn(each, named));
  return {
    ...newField(name, named, wrappings[choice.wrapping % wrappings.length]!),
    args: argumentLists[choice.args] ?? '',
    owners: new Set([allowed[choice.owner % allowed.length] ?? 0]),
  };
}

const isChoosable = (type: Type) =>
  isAbstract(type) || (type.kind === 'object' && !type.isRoot && !type.isHidden && !isPartOfKey(type));

const isPartOfKey = ({ name }: ObjectType) => name.endsWith('Ref');

function share(field: Field, { sharing }: FieldChoice, among: readonly Service[]): void {
  for (const service of sharing % 4 === 1 ? among : []) {
    if ((sharing >> (2 + service)) % 2 === 1) {
      field.owners.add(service);
    }
  }
}
