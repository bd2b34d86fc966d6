import { createHash } from 'node:crypto';
import {
  type GraphQLFieldResolver,
  GraphQLNonNull,
  type GraphQLOutputType,
  type GraphQLSchema,
  isAbstractType,
  isEnumType,
  isListType,
  isNonNullType,
  isObjectType,
  isScalarType,
} from 'graphql';

/** A value with no life of its own: everything about it follows from its type and where it was come by, or its id. */
type Generated = { readonly __typename: string; readonly seed: string; readonly id?: string };

/** Which services answer a field, and what types it may have there. */
export type FieldOwners = {
  readonly servicesOf: (typeName: string, field: string) => readonly string[];
  readonly possibleTypes: (typeName: string, field: string, abstract: string) => readonly string[];
  readonly isEntity: (typeName: string) => boolean;
};

const number = (key: string, below: number) => createHash('md5').update(key).digest().readUInt32LE(0) % below;

/** Reads from the schemas of all services who answers what. */
export function fieldOwners(
  schemas: Readonly<Record<string, GraphQLSchema>>,
  entities: ReadonlySet<string>,
): FieldOwners {
  const servicesOf: FieldOwners['servicesOf'] = (typeName, field) =>
    Object.keys(schemas).filter((service) => {
      const type = schemas[service]?.getType(typeName);
      return isObjectType(type) && type.getFields()[field] !== undefined;
    });
  return {
    servicesOf,
    isEntity: (typeName) => entities.has(typeName),
    possibleTypes: (typeName, field, abstract) => {
      const ofServices = servicesOf(typeName, field).map((service) => {
        const type = schemas[service]?.getType(abstract);
        return isAbstractType(type) ? schemas[service]!.getPossibleTypes(type).map(({ name }) => name) : [];
      });
      return (ofServices[0] ?? []).filter((name) => ofServices.every((names) => names.includes(name))).toSorted();
    },
  };
}

/** Whether a service does not know an entity that others point to. */
export const isUnknown = (service: string, id: string) => service !== 'reviews' && number(`${service} ${id}`, 9) === 0;

/** The entity with an id. */
export const entityWith = (typeName: string, id: string): Generated => ({
  __typename: typeName,
  id,
  seed: `${typeName} ${id}`,
});

/**
 * Resolves every field alike in every service and in the reference: the same question always has the same answer. By its
 * proof alone an entry is known for the one that was asked for, so that never fails; what was recorded is there or an
 * error says why not, never null alone.
 */
export function generatedField(
  owners: FieldOwners,
  isReference: boolean,
): GraphQLFieldResolver<Generated | undefined, unknown> {
  return (source, args, _context, { parentType, fieldName, returnType }) => {
    if (fieldName === 'id' && source?.id !== undefined) {
      return source.id;
    }
    const services = owners.servicesOf(parentType.name, fieldName);
    if (isReference && source?.id !== undefined && services.every((service) => isUnknown(service, source.id!))) {
      throw new Error('The service that knows of this does not know it.');
    }
    const key = `${source?.seed ?? ''}/${parentType.name}.${fieldName}${JSON.stringify(args, Object.keys(args).toSorted())}`;
    const types = (abstract: string) => owners.possibleTypes(parentType.name, fieldName, abstract);
    return fieldName === 'proofOfEntry'
      ? present(owners, returnType, key, types)
      : generated(owners, fieldName === 'record' ? neverNull(returnType) : returnType, key, types);
  };
}

const neverNull = (type: GraphQLOutputType) => (isNonNullType(type) ? type : new GraphQLNonNull(type));

type TypesOf = (abstract: string) => readonly string[];

function generated(owners: FieldOwners, type: GraphQLOutputType, key: string, types: TypesOf): unknown {
  const chance = number(`? ${key}`, 100);
  if (chance === 0) {
    throw new Error('Generated.');
  }
  return chance < 6 && !isNonNullType(type) ? null : present(owners, type, key, types);
}

function present(owners: FieldOwners, type: GraphQLOutputType, key: string, types: TypesOf): unknown {
  if (isNonNullType(type)) {
    return present(owners, type.ofType, key, types);
  }
  if (isListType(type)) {
    const items = Array.from({ length: number(`# ${key}`, 5) }, (_, index) => `${key}.${index}`);
    return items.map((item) =>
      !isNonNullType(type.ofType) && number(item, 12) === 0 ? null : present(owners, type.ofType, item, types),
    );
  }
  if (isEnumType(type)) {
    const values = type.getValues();
    return values[number(key, values.length)]?.name;
  }
  if (isScalarType(type)) {
    return scalar(type.name, key);
  }
  const names = isAbstractType(type) ? types(type.name) : [type.name];
  const typeName = names[number(`type ${key}`, names.length)]!;
  return owners.isEntity(typeName)
    ? entityWith(typeName, `${typeName}-${number(`id ${key}`, 12)}`)
    : { __typename: typeName, seed: key };
}

function scalar(name: string, key: string): unknown {
  switch (name) {
    case 'Int':
      return number(key, 1_000);
    case 'Float':
      return number(key, 1_000) / 8;
    case 'Boolean':
      return number(key, 2) === 1;
    default:
      return `${name} ${number(key, 1_000)}`;
  }
}
