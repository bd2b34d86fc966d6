import { type GraphQLSchema, isInterfaceType, isObjectType } from 'graphql';
import { fieldIn } from './field-in.ts';
import { graphsOf, implementedIn, typesIn } from './join-directives.ts';

/** What one service's own schema says of the types it shares with others. */
export type ServiceTypes = {
  readonly has: (service: string, typeName: string) => boolean;
  /** The types of objects that implement an interface there. */
  readonly implementers: (service: string, interfaceName: string) => ReadonlySet<string>;
  readonly hasField: (service: string, interfaceName: string, fieldName: string) => boolean;
  /** A field's type as the service has it; nothing for fields that only services have (`_entities`). */
  readonly typeOf: (service: string, typeName: string, fieldName: string) => string;
};

const none: ReadonlySet<string> = new Set();

/** Reads from a supergraph which interfaces each service knows, with their fields and implementers. */
export function serviceTypes(schema: GraphQLSchema, serviceNames: ReadonlyMap<string, string>): ServiceTypes {
  const implementers = new Map<string, Set<string>>();
  const fields = new Set<string>();
  const ownTypes = new Map<string, string>();
  const types = new Set<string>();
  const serviceOf = (graph: string) => serviceNames.get(graph) ?? graph;
  for (const type of Object.values(schema.getTypeMap())) {
    for (const graph of graphsOf(type.astNode?.directives, undefined)) {
      types.add(`${serviceOf(graph)} ${type.name}`);
    }
    for (const field of isObjectType(type) || isInterfaceType(type) ? Object.values(type.getFields()) : []) {
      for (const [graph, own] of typesIn(field.astNode?.directives)) {
        ownTypes.set(`${serviceOf(graph)} ${type.name}.${field.name}`, own);
      }
    }
    if (isObjectType(type)) {
      for (const [graph, implemented] of implementedIn(type.astNode?.directives)) {
        const key = `${serviceOf(graph)} ${implemented}`;
        implementers.set(key, (implementers.get(key) ?? new Set()).add(type.name));
      }
    } else if (isInterfaceType(type)) {
      for (const field of Object.values(type.getFields())) {
        for (const graph of graphsOf(type.astNode?.directives, field.astNode?.directives)) {
          fields.add(`${serviceOf(graph)} ${type.name}.${field.name}`);
        }
      }
    }
  }
  return {
    has: (service, name) => types.has(`${service} ${name}`),
    implementers: (service, name) => implementers.get(`${service} ${name}`) ?? none,
    hasField: (service, name, field) => fields.has(`${service} ${name}.${field}`),
    typeOf: (service, name, field) =>
      ownTypes.get(`${service} ${name}.${field}`) ?? `${fieldIn(schema, name, field)?.type ?? ''}`,
  };
}
