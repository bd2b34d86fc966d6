import {
  type GraphQLNamedType,
  type GraphQLSchema,
  isInterfaceType,
  isObjectType,
  Kind,
  parse,
  type SelectionSetNode,
} from 'graphql';
import { fieldIn } from './field-in.ts';
import { externalIn, graphsOf, saidIn } from './join-directives.ts';

/** What one service's own schema says of the types it shares with others. */
export type ServiceTypes = {
  readonly has: (service: string, typeName: string) => boolean;
  /** The types of objects that implement an interface there. */
  readonly implementers: (service: string, interfaceName: string) => ReadonlySet<string>;
  readonly hasField: (service: string, interfaceName: string, fieldName: string) => boolean;
  /** A field's type as the service has it; nothing for fields that only services have (`_entities`). */
  readonly typeOf: (service: string, typeName: string, fieldName: string) => string;
  /** Tells whether a field is part of a key of its type there. */
  readonly isInKey: (service: string, typeName: string, fieldName: string) => boolean;
  /** Tells whether a service names a field that it knows on no path but one where it provides it. */
  readonly isUnknown: (service: string, typeName: string, fieldName: string) => boolean;
  /** What a service knows of other services' objects where it gives them as this field; null for nothing. */
  readonly provides: (service: string, typeName: string, fieldName: string) => SelectionSetNode | null;
  /** What a service must be told of an object to give this field of it; null for nothing but the key. */
  readonly needs: (service: string, typeName: string, fieldName: string) => SelectionSetNode | null;
};

const none: ReadonlySet<string> = new Set();

/** What was read so far, by service and name. */
type Read = {
  readonly serviceOf: (graph: string) => string;
  readonly types: Set<string>;
  readonly implementers: Map<string, Set<string>>;
  readonly keyWords: Set<string>;
  readonly fields: Set<string>;
  readonly external: Set<string>;
  readonly ownTypes: Map<string, string>;
  readonly provided: Map<string, SelectionSetNode>;
  readonly needed: Map<string, SelectionSetNode>;
};

/** Reads from a supergraph what each service knows of its types. */
export function serviceTypes(schema: GraphQLSchema, serviceNames: ReadonlyMap<string, string>): ServiceTypes {
  const read: Read = {
    serviceOf: (graph) => serviceNames.get(graph) ?? graph,
    types: new Set(),
    implementers: new Map(),
    keyWords: new Set(),
    fields: new Set(),
    external: new Set(),
    ownTypes: new Map(),
    provided: new Map(),
    needed: new Map(),
  };
  for (const type of Object.values(schema.getTypeMap())) {
    readType(read, type);
    readFields(read, type);
  }
  return {
    has: (service, name) => read.types.has(`${service} ${name}`),
    implementers: (service, name) => read.implementers.get(`${service} ${name}`) ?? none,
    hasField: (service, name, field) => read.fields.has(`${service} ${name}.${field}`),
    typeOf: (service, name, field) =>
      read.ownTypes.get(`${service} ${name}.${field}`) ?? `${fieldIn(schema, name, field)?.type ?? ''}`,
    isInKey: (service, name, field) => read.keyWords.has(`${service} ${name}.${field}`),
    isUnknown: (service, name, field) =>
      read.external.has(`${service} ${name}.${field}`) && !read.keyWords.has(`${service} ${field}`),
    provides: (service, name, field) => read.provided.get(`${service} ${name}.${field}`) ?? null,
    needs: (service, name, field) => read.needed.get(`${service} ${name}.${field}`) ?? null,
  };
}

function readType({ serviceOf, types, implementers, keyWords }: Read, type: GraphQLNamedType): void {
  const { directives } = type.astNode ?? {};
  for (const graph of graphsOf(directives, undefined)) {
    types.add(`${serviceOf(graph)} ${type.name}`);
  }
  for (const [graph, key] of saidIn(directives, 'join__type', 'key')) {
    for (const name of key.match(/\w+/g) ?? []) {
      keyWords.add(`${serviceOf(graph)} ${name}`).add(`${serviceOf(graph)} ${type.name}.${name}`);
    }
  }
  for (const [graph, name] of isObjectType(type) ? saidIn(directives, 'join__implements', 'interface') : []) {
    const key = `${serviceOf(graph)} ${name}`;
    implementers.set(key, (implementers.get(key) ?? new Set()).add(type.name));
  }
}

function readFields({ serviceOf, fields, external, ownTypes, provided, needed }: Read, type: GraphQLNamedType): void {
  for (const { name, astNode } of isObjectType(type) || isInterfaceType(type) ? Object.values(type.getFields()) : []) {
    const keyIn = (graph: string) => `${serviceOf(graph)} ${type.name}.${name}`;
    for (const graph of graphsOf(type.astNode?.directives, astNode?.directives)) {
      fields.add(keyIn(graph));
    }
    for (const graph of externalIn(astNode?.directives)) {
      external.add(keyIn(graph));
    }
    for (const [graph, own] of saidIn(astNode?.directives, 'join__field', 'type')) {
      ownTypes.set(keyIn(graph), own);
    }
    for (const [graph, set] of saidIn(astNode?.directives, 'join__field', 'provides')) {
      provided.set(keyIn(graph), selectionIn(set));
    }
    for (const [graph, set] of saidIn(astNode?.directives, 'join__field', 'requires')) {
      needed.set(keyIn(graph), selectionIn(set));
    }
  }
}

function selectionIn(fields: string): SelectionSetNode {
  const [operation] = parse(`{ ${fields} }`, { noLocation: true }).definitions;
  if (operation?.kind !== Kind.OPERATION_DEFINITION) {
    throw new Error(`"${fields}" selects no fields.`);
  }
  return operation.selectionSet;
}
