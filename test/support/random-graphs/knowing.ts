import { type AbstractType, type Building, isAbstract, type ObjectType, objectNamed } from './model.ts';

/**
 * Tells whether a service may not know a type: the one that knows all types of an interface as one knows none of them, and
 * so nothing that has one of them in its key or among its members.
 */
export function isBanned(building: Building, service: number, name: string): boolean {
  const type = building.types.get(name);
  if (isAbstract(type)) {
    return type.whole?.service !== service && type.members.some((member) => isBanned(building, service, member));
  }
  return (
    type?.kind === 'object' &&
    (type.banned.has(service) ||
      [...type.fields.values()].some((field) => field.fixed !== null && isBanned(building, service, field.named)))
  );
}

/** A service comes to know a type: of an entity its keys, of a value all there is, of an interface as much as it must. */
export function know(building: Building, service: number, name: string): void {
  const type = building.types.get(name);
  if (type === undefined || type.kind === 'enum' || type.services.has(service)) {
    return;
  }
  type.services.add(service);
  if (type.kind === 'object' && !type.isRoot) {
    if (type.keys.length > 0) {
      type.keysIn.set(service, keysIn(type, service));
    }
    const names = type.keys.length === 0 ? [...type.fields.keys()] : fieldsOfKeys(type, service);
    for (const field of names) {
      own(building, service, type, field);
    }
  }
}

/** A service comes to answer for a field, and to know what it gives. */
export function own(building: Building, service: number, type: ObjectType, name: string): void {
  const field = type.fields.get(name)!;
  field.owners.add(service);
  field.movedFrom = field.movedFrom === service ? null : field.movedFrom;
  know(building, service, type.name);
  know(building, service, field.named);
}

/** Mostly the first key, so that services meet; else all, or one of them. */
function keysIn({ keys, choice, mayBeUnknown }: ObjectType, service: number): readonly number[] {
  const luck = (choice >> (service + 1)) % 7;
  if (luck < 3 || mayBeUnknown) {
    return [0];
  }
  return luck < 5 ? keys.map((_, index) => index) : [luck % keys.length];
}

const fieldsOfKeys = ({ keys, keysIn: byService }: ObjectType, service: number) =>
  byService.get(service)!.flatMap((key) => keys[key]!.fields);

/** Goes on until nothing is added: what a service knows makes it know more. */
export function knowAllThatFollows(building: Building): void {
  for (let before = ''; before !== sizeOf(building); ) {
    before = sizeOf(building);
    for (const type of building.types.values()) {
      if (type.kind === 'object') {
        for (const field of type.fields.values()) {
          for (const service of field.owners) {
            own(building, service, type, field.name);
          }
        }
      } else if (isAbstract(type)) {
        for (const service of type.services) {
          knowMembers(building, service, type);
        }
      }
    }
  }
}

const sizeOf = ({ types }: Building) =>
  JSON.stringify([...types.values()].map((type) => ('services' in type ? [type.services.size, ownersOf(type)] : [])));

const ownersOf = (type: ObjectType | AbstractType) =>
  type.kind === 'object' ? [...type.fields.values()].map(({ owners }) => owners.size) : [];

/** A service knows at least one member, and of each member it knows the first field they have in common. */
function knowMembers(building: Building, service: number, type: AbstractType): void {
  if (type.whole?.service === service) {
    for (const field of type.whole.fields.values()) {
      know(building, service, field.named);
    }
    return;
  }
  const isKnown = (name: string) => objectNamed(building, name).services.has(service);
  if (!type.members.some(isKnown)) {
    know(building, service, type.members[(type.choice + service) % type.members.length]!);
  }
  for (const name of type.shared.length === 0 ? [] : type.members.filter(isKnown)) {
    own(building, service, objectNamed(building, name), type.shared[0]!);
  }
}

/** Settles which of the members that a service knows it knows as such; not all, but one at least. */
export function settleMembers(building: Building): void {
  for (const type of [...building.types.values()].filter(isAbstract)) {
    for (const service of type.services) {
      const known = type.members.filter((name) => objectNamed(building, name).services.has(service));
      const isKept = (index: number) =>
        type.whole !== null || index === type.choice % known.length || (type.choice >> (service * 2 + index)) % 5 !== 1;
      const members = type.whole?.service === service ? type.members : known.filter((_, index) => isKept(index));
      type.membersIn.set(service, new Set(members));
    }
  }
}
