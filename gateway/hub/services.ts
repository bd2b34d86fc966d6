import { agencies } from '../../subgraphs/index.ts';

/** Every subgraph's service by name: the partnership's own and each agency of the registry. */
export const services: readonly string[] = ['reviews', ...agencies.map((agency) => agency.name)];

/** Every process with a database: the services and the gateway. */
export const processes: readonly string[] = [...services, 'gateway'];

/** Gives the name of a service's database: `social-care` → `social_care`. */
export const databaseOf = (name: string) => name.replaceAll('-', '_');

/** Gives the start of a service's environment variables: `social-care` → `SOCIAL_CARE`. */
export const prefixOf = (name: string) => databaseOf(name).toUpperCase();
