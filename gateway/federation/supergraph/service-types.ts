import { type DirectableObject, getDirectiveExtensions, memoize1, parseSelectionSet } from '@graphql-tools/utils';
import {
  type FieldNode,
  type GraphQLField,
  type GraphQLNamedType,
  type GraphQLObjectType,
  type GraphQLSchema,
  isInterfaceType,
  isObjectType,
  type SelectionSetNode,
  TypeInfo,
  visit,
  visitWithTypeInfo,
} from 'graphql';

/** A field as one service has it. */
export type ServiceField = {
  /** Its type there, as it is written. */
  readonly type: string;
  /** Whether the service answers for it: it does not where it only names what another one knows, or what another took over. */
  readonly isResolved: boolean;
  readonly isInKey: boolean;
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
  /** The types of objects that implement this interface there. */
  readonly implementers: readonly string[];
};

/** What a composed graph says of its services, by the directives of the join specification. */
type Joins = {
  readonly join__graph: { readonly name: string };
  readonly join__type: {
    readonly graph: string;
    readonly key?: string;
    readonly resolvable?: boolean;
    readonly isInterfaceObject?: boolean;
  };
  readonly join__implements: { readonly graph: string; readonly interface: string };
  readonly join__unionMember: { readonly graph: string; readonly member: string };
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

/** The fields that a directive names: `id place { town }`. */
export const selectionIn = (fields: string): SelectionSetNode =>
  parseSelectionSet(`{ ${fields} }`, { noLocation: true });

/** What the composed graph says of one of its parts. */
export const joinsOf = memoize1((part: DirectableObject) => getDirectiveExtensions<Joins>(part));

/** Gives a type as a service has it, by the service's name and its own; nothing where the service has no such type. */
export type ServiceTypes = (service: string, typeName: string) => ServiceType | undefined;

/** Reads from a supergraph what its services know of their types. */
export function serviceTypes(schema: GraphQLSchema, serviceNames: ReadonlyMap<string, string>): ServiceTypes {
  const types = Object.values(schema.getTypeMap());
  const inKeys = new Set(types.flatMap((type) => fieldsOfKeys(type, schema)));
  const known = new Map<string, ServiceType>();
  for (const type of types) {
    for (const { graph } of joinsOf(type).join__type ?? []) {
      const isInKey = (fieldName: string) => inKeys.has(`${graph} ${type.name}.${fieldName}`);
      known.set(`${serviceNames.get(graph) ?? graph} ${type.name}`, typeIn(graph, type, schema, isInKey));
    }
  }
  return (service, typeName) => known.get(`${service} ${typeName}`);
}

/** The fields that the keys of a type name, each with its graph. */
const fieldsOfKeys = (type: GraphQLNamedType, schema: GraphQLSchema): readonly string[] =>
  (joinsOf(type).join__type ?? []).flatMap(({ graph, key = '' }) =>
    fieldsIn(key, type, schema).map((field) => `${graph} ${field}`),
  );

/** The fields that a directive of a type names, each with its type: of `place { town }` the town is a field of the place. */
export function fieldsIn(fields: string, type: GraphQLNamedType, schema: GraphQLSchema): readonly string[] {
  const names: string[] = [];
  const types = new TypeInfo(schema, type);
  const Field = ({ name }: FieldNode) => void names.push(`${types.getParentType()}.${name.value}`);
  visit(selectionIn(fields || '__typename'), visitWithTypeInfo(types, { Field }));
  return names;
}

function typeIn(
  graph: string,
  type: GraphQLNamedType,
  schema: GraphQLSchema,
  isInKey: (fieldName: string) => boolean,
): ServiceType {
  const isHere = (join: { readonly graph?: string }) => join.graph === graph;
  const joined = (joinsOf(type).join__type ?? []).filter(isHere);
  const fields = isObjectType(type) || isInterfaceType(type) ? Object.values(type.getFields()) : [];
  const implementsIt = (object: GraphQLObjectType) =>
    joinsOf(object).join__implements?.some((join) => isHere(join) && join.interface === type.name);
  return {
    implementers: isInterfaceType(type)
      ? schema
          .getPossibleTypes(type)
          .filter(implementsIt)
          .map(({ name }) => name)
      : [],
    fields: new Map(
      fields.flatMap((field) => {
        // A field that says nothing of any graph is in all those of its type.
        const join: JoinOfField | undefined = (joinsOf(field).join__field ?? joined).find(isHere);
        return join === undefined ? [] : [[field.name, fieldFrom(field, join, isInKey(field.name))]];
      }),
    ),
  };
}

function fieldFrom({ type }: GraphQLField<unknown, unknown>, join: JoinOfField, isInKey: boolean): ServiceField {
  const { external = false, usedOverridden = false, provides, requires } = join;
  const isResolved = !external && !usedOverridden;
  return {
    type: join.type ?? `${type}`,
    isResolved,
    isInKey,
    isUnknown: !isResolved && !isInKey,
    provides: provides === undefined ? null : selectionIn(provides),
    needs: requires === undefined ? null : selectionIn(requires),
  };
}
