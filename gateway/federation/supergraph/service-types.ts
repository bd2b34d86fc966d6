import { type DirectableObject, getDirectiveExtensions, parseSelectionSet } from '@graphql-tools/utils';
import {
  type GraphQLNamedType,
  type GraphQLSchema,
  isInterfaceType,
  isObjectType,
  type SelectionSetNode,
} from 'graphql';

/** A field as one service has it. */
export type ServiceField = {
  /** Its type there, as it is written. */
  readonly type: string;
  /** Whether the service answers for it: it does not where it only names what another one knows, or what another took over. */
  readonly isResolved: boolean;
  /** Whether the service knows it on no path but where it provides it. */
  readonly isUnknown: boolean;
  /** What the service knows of other services' objects where it gives them as this field. */
  readonly provides: SelectionSetNode | null;
  /** What the service must be told of an object to give this field of it, besides the key. */
  readonly needs: SelectionSetNode | null;
};

/** A type as one service has it. */
export type ServiceType = {
  readonly fields: ReadonlyMap<string, ServiceField>;
  readonly keyFields: ReadonlySet<string>;
  /** The types of objects that implement this interface there. */
  readonly implementers: ReadonlySet<string>;
};

type TypeBeingRead = {
  readonly fields: Map<string, ServiceField>;
  readonly keyFields: Set<string>;
  readonly implementers: Set<string>;
};

/** What a composed graph says of its services, by the directives of the join specification. */
type Joins = {
  readonly join__graph: { readonly name: string };
  readonly join__type: { readonly graph: string; readonly key?: string };
  readonly join__implements: { readonly graph: string; readonly interface: string };
  readonly join__field: JoinOfField;
};

type JoinOfField = {
  /** Nothing for a field that an interface object brings: another of these says by which service. */
  readonly graph?: string;
  readonly type?: string;
  readonly external?: boolean;
  readonly usedOverridden?: boolean;
  readonly provides?: string;
  readonly requires?: string;
};

/** What the composed graph says of one of its parts. */
export const joinsOf = (part: DirectableObject) => getDirectiveExtensions<Joins>(part);

/** Reads what each service knows of the types: gives a type by the service's name and its own. */
export function serviceTypes(
  schema: GraphQLSchema,
  serviceNames: ReadonlyMap<string, string>,
): (service: string, typeName: string) => ServiceType | undefined {
  const all = new Map<string, TypeBeingRead>();
  const typeIn = (graph: string, typeName: string) => {
    const key = `${serviceNames.get(graph) ?? graph} ${typeName}`;
    const type = all.get(key) ?? { fields: new Map(), keyFields: new Set(), implementers: new Set() };
    all.set(key, type);
    return type;
  };
  const types = Object.values(schema.getTypeMap());
  const inKeys = new Set(types.flatMap((type) => readType(type, typeIn)));
  for (const type of types) {
    readFields(type, typeIn, inKeys);
  }
  return (service, typeName) => all.get(`${service} ${typeName}`);
}

/** Gives the fields that are in keys, each with its graph. */
function readType(type: GraphQLNamedType, typeIn: (graph: string, typeName: string) => TypeBeingRead) {
  const { join__type: joined = [], join__implements: interfaces = [] } = joinsOf(type);
  for (const { graph, interface: name } of isObjectType(type) ? interfaces : []) {
    typeIn(graph, name).implementers.add(type.name);
  }
  return joined.flatMap(({ graph, key = '' }) => {
    const { keyFields } = typeIn(graph, type.name);
    const names = key.match(/\w+/g) ?? [];
    names.forEach(keyFields.add, keyFields);
    return names.map((name) => `${graph} ${name}`);
  });
}

/** A field that says nothing of any graph is in all those of its type. */
function readFields(
  type: GraphQLNamedType,
  typeIn: (graph: string, typeName: string) => TypeBeingRead,
  inKeys: ReadonlySet<string>,
): void {
  const ofType = joinsOf(type).join__type ?? [];
  for (const field of isObjectType(type) || isInterfaceType(type) ? Object.values(type.getFields()) : []) {
    const joined: readonly JoinOfField[] = joinsOf(field).join__field ?? ofType.map(({ graph }) => ({ graph }));
    for (const { graph, external = false, usedOverridden = false, ...join } of joined) {
      if (graph !== undefined) {
        typeIn(graph, type.name).fields.set(field.name, {
          type: join.type ?? `${field.type}`,
          isResolved: !external && !usedOverridden,
          isUnknown: external && !inKeys.has(`${graph} ${field.name}`),
          provides:
            join.provides === undefined ? null : parseSelectionSet(`{ ${join.provides} }`, { noLocation: true }),
          needs: join.requires === undefined ? null : parseSelectionSet(`{ ${join.requires} }`, { noLocation: true }),
        });
      }
    }
  }
}
