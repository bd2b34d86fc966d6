import { type GraphQLSchema, isInterfaceType, isObjectType } from 'graphql';
import { graphsOf, implementedIn } from './join-directives.ts';

/** What one service's own schema says of the types it shares with others. */
export type ServiceTypes = {
  /** The types of objects that implement an interface there. */
  readonly implementers: (service: string, interfaceName: string) => ReadonlySet<string>;
  readonly hasField: (service: string, interfaceName: string, fieldName: string) => boolean;
};

const none: ReadonlySet<string> = new Set();

/** Reads from a supergraph which interfaces each service knows, with their fields and implementers. */
export function serviceTypes(schema: GraphQLSchema, serviceNames: ReadonlyMap<string, string>): ServiceTypes {
  const implementers = new Map<string, Set<string>>();
  const fields = new Set<string>();
  const serviceOf = (graph: string) => serviceNames.get(graph) ?? graph;
  for (const type of Object.values(schema.getTypeMap())) {
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
    implementers: (service, name) => implementers.get(`${service} ${name}`) ?? none,
    hasField: (service, name, field) => fields.has(`${service} ${name}.${field}`),
  };
}
