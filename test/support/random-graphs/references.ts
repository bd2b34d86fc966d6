import type { SuiteSubgraph } from '../federation-suites/suite.ts';
import { entity, OBJECTS } from './keys.ts';
import { isAbstract, isEntity, type Model, type ObjectType, objectNamed, type Service, type Source } from './model.ts';
import type { Told } from './told.ts';
import { isUnknown } from './world.ts';

/** An object as a service was told of it. */
export type ToldSource = Source & { readonly told: Told };

/** How a service finds objects by what it is told of them. */
export function references(model: Model, service: Service): SuiteSubgraph['resolvers'] {
  const resolvers: Record<string, { __resolveReference: (told: Told) => ToldSource | null }> = {};
  for (const type of model.types.values()) {
    if (isEntity(type) && type.services.has(service)) {
      resolvers[type.name] = { __resolveReference: (told) => found(model, service, type, told) };
    } else if (isAbstract(type) && type.whole !== null && type.services.has(service)) {
      const known = type.whole.service === service ? { __typename: type.name } : {};
      resolvers[type.name] = { __resolveReference: (told) => ({ ...entityWithId(told), ...known }) };
    }
  }
  return resolvers;
}

function entityWithId(told: Told): ToldSource {
  const [name = '', number] = String(told['id']).split('-');
  return { ...entity(name, Number(number)), told };
}

function found(model: Model, service: Service, type: ObjectType, told: Told): ToldSource | null {
  const keys = type.keysIn.get(service)!.map((key) => type.keys[key]!);
  for (let number = 0; number < OBJECTS; number++) {
    const source = entity(type.name, number);
    const hasField = (name: string) => isSame(model, told[name], type.fields.get(name)?.fixed?.(source));
    if (keys.some(({ fields }) => fields.every(hasField))) {
      return isUnknown(model, service, type.name, number) ? null : { ...source, told };
    }
  }
  throw new Error(`There is no ${type.name} with this key: ${JSON.stringify(told)}`);
}

function isSame(model: Model, sent: unknown, value: unknown): boolean {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return JSON.stringify(sent) === JSON.stringify(value);
  }
  const source = value as Source;
  const { fields } = objectNamed(model, source.type);
  const named = Object.entries((sent ?? {}) as Told).filter(([name]) => name !== '__typename');
  return named.length > 0 && named.every(([name, inner]) => inner === fields.get(name)?.fixed?.(source));
}
