import type { FieldChoice } from './choices.ts';

/** A service, by its number. */
export type Service = number;
export const serviceName = (service: Service) => `service${service}`;
export const serviceNamed = (name: string): Service => Number(name.slice('service'.length));

/** An object while it is resolved: everything about it follows from its type and its seed. */
export type Source = {
  readonly __typename: string;
  /** The type it really is, where a service has one name for all types of an interface. */
  readonly type: string;
  readonly seed: string;
  /** Which of the objects of its type it is. */
  readonly number: number;
};

/** A field of the whole graph, with what each service says of it. */
export type Field = {
  readonly name: string;
  readonly named: string;
  /** Its type, with a `T` where the name is to stand. */
  readonly wrapping: string;
  readonly args: string;
  /** The services that answer for it. */
  readonly owners: Set<Service>;
  /** What its owner must be told of an object to give it (`@requires`). */
  readonly needs: Map<Service, string>;
  /** What its owner knows of the objects that it gives (`@provides`). */
  readonly provides: Map<Service, string>;
  isProvided: boolean;
  /** Whether a service relies on it being as it is. */
  isPromised: boolean;
  /** The service that it was moved from, and that still has it (`@override`). */
  movedFrom: Service | null;
  isHidden: boolean;
  /** A value that tells which object it is, of a field of a key. */
  readonly fixed: ((source: Source) => unknown) | null;
};

export type Key = { readonly selection: string; readonly fields: readonly string[] };

export type ObjectType = {
  readonly kind: 'object';
  readonly name: string;
  readonly isRoot: boolean;
  /** None for a value, which is known by nothing but where it is. */
  readonly keys: readonly Key[];
  readonly keysIn: Map<Service, readonly number[]>;
  readonly fields: Map<string, Field>;
  readonly services: Set<Service>;
  /** The services that must not know it. */
  readonly banned: Set<Service>;
  /** Whether some services do not know some of its objects. */
  mayBeUnknown: boolean;
  isHidden: boolean;
  readonly choice: number;
};

export type AbstractType = {
  readonly kind: 'interface' | 'union';
  readonly name: string;
  readonly members: readonly string[];
  readonly services: Set<Service>;
  /** The members that each service knows as such. */
  readonly membersIn: Map<Service, ReadonlySet<string>>;
  /** The fields that all members of an interface have. */
  readonly shared: readonly string[];
  /** The service that knows all members as one type (`@interfaceObject`), and the fields that it adds to all of them. */
  readonly whole: { readonly service: Service; readonly fields: Map<string, Field> } | null;
  readonly choice: number;
};

export type EnumType = {
  readonly kind: 'enum';
  readonly name: string;
  readonly valuesIn: ReadonlyMap<Service, readonly string[]>;
};

export type Type = ObjectType | AbstractType | EnumType;

/** A graph: what there is, who answers for it, and what services only name (`@external`), as `Type.field`. */
export type Model = {
  readonly services: readonly Service[];
  readonly types: Map<string, Type>;
  readonly external: ReadonlyMap<Service, Set<string>>;
};

/** A graph while it is made. */
export type Building = Model & { readonly chosen: Map<Field, FieldChoice> };

/** The value of an enum that callers may not know of. */
export const HIDDEN_VALUE = 'D';

export const isAbstract = (type: Type | undefined): type is AbstractType =>
  type?.kind === 'interface' || type?.kind === 'union';

export const isEntity = (type: Type | undefined): type is ObjectType => type?.kind === 'object' && type.keys.length > 0;

export const objectNamed = ({ types }: Model, name: string) => types.get(name) as ObjectType;

export const newField = (name: string, named: string, wrapping: string, fixed: Field['fixed'] = null): Field => ({
  name,
  named,
  wrapping,
  args: '',
  owners: new Set(),
  needs: new Map(),
  provides: new Map(),
  isProvided: false,
  isPromised: false,
  movedFrom: null,
  isHidden: false,
  fixed,
});

export const newObject = (name: string, choice = 0): ObjectType => ({
  kind: 'object',
  name,
  isRoot: name === 'Query' || name === 'Mutation',
  keys: [],
  keysIn: new Map(),
  fields: new Map(),
  services: new Set(),
  banned: new Set(),
  mayBeUnknown: false,
  isHidden: false,
  choice,
});

/** A field as an object has it: its type's own, or one that a service adds to all types of an interface. */
export function fieldOf(
  model: Model,
  typeName: string,
  name: string,
): { readonly home: string; readonly field: Field } {
  const type = model.types.get(typeName);
  const own = type?.kind === 'object' ? type.fields.get(name) : undefined;
  if (own !== undefined) {
    return { home: typeName, field: own };
  }
  for (const each of model.types.values()) {
    const added = isAbstract(each) && each.members.includes(typeName) ? each.whole?.fields.get(name) : undefined;
    if (added !== undefined) {
      return { home: each.name, field: added };
    }
  }
  throw new Error(`There is no field "${name}" of "${typeName}".`);
}
