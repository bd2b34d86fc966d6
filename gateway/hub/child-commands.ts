import { join } from 'node:path';
import { checkout } from './checkout.ts';
import type { ChildCommand, HeapRoom } from './child-process.ts';
import type { ServiceDatabase } from './configuration.ts';
import { type Keys, SEALER } from './keys.ts';
import { samplePartnerships } from './samples.ts';
import { prefixOf, processes } from './services.ts';

/** What the processes of a hub share. */
export type House = {
  readonly dataFolder: string;
  readonly inherited: Readonly<Record<string, string>>;
  /** Port of each service, of `gateway`, of `sign-in` and of `sealer`. */
  readonly ports: Readonly<Record<string, number>>;
  readonly databases: Readonly<Record<string, ServiceDatabase>>;
  readonly keys: Keys;
  /** What says whose access tokens are taken, and the other ways in which this hub differs from one in service. */
  readonly manners: Readonly<Record<string, string>>;
  /** What the reviews are told besides. */
  readonly ofReviews: Readonly<Record<string, string>>;
};

/**
 * How a hub with invented people differs from one in service: it takes tokens of its own issuer, on this machine, and
 * whoever is signed in may ask it anything. Its processes run as in service otherwise; graphql-js is slow in any other way.
 */
export const embeddedManners = (issuersFile: string): House['manners'] => ({
  IDENTITY_ISSUERS: issuersFile,
  HUB_EMBEDDED: '1',
  FREE_QUERIES: 'everybody',
  INTROSPECTION: 'everybody',
});

/** Address of a process of the hub. */
export const addressOf = ({ ports }: Pick<House, 'ports'>, name: string) => `http://127.0.0.1:${ports[name]}`;

/** How to start the service of a subgraph. An agency also learns where `reviews` is, to deliver its manifests. */
export function serviceCommand(name: string, house: House): ChildCommand {
  return {
    name,
    script: join(checkout, 'dist/subgraphs/serve.js'),
    arguments: [name],
    environment: {
      ...environmentOf(name, house),
      ...(name === 'reviews' ? house.ofReviews : { REVIEWS_URL: addressOf(house, 'reviews') }),
    },
    healthUrl: `${addressOf(house, name)}/health`,
    logFile: logOf(name, house),
  };
}

/** Mails of invented people are written into the data folder, and none leaves the machine. */
export const embeddedReviews = (house: Pick<House, 'dataFolder' | 'ports'>): House['ofReviews'] => ({
  HUB_PARTNERSHIPS: samplePartnerships,
  MAIL_FOLDER: join(house.dataFolder, 'mail'),
  MAIL_FROM: 'reviews@hub.example',
  MAIL_LINK: addressOf(house, 'gateway'),
});

/** How to start the gateway, which is told where every service is. */
export function gatewayCommand(services: readonly string[], house: House): ChildCommand {
  return {
    name: 'gateway',
    script: join(checkout, 'dist/gateway/main.js'),
    arguments: [],
    environment: {
      ...environmentOf('gateway', house),
      SUPERGRAPH: join(checkout, 'schema/supergraph.graphql'),
      ...Object.fromEntries(services.map((name) => [`${prefixOf(name)}_URL`, addressOf(house, name)])),
    },
    healthUrl: `${addressOf(house, 'gateway')}/health/ready`,
    logFile: logOf('gateway', house),
    heap: gatewayHeap,
  };
}

/** Holds the pages of sixteen callers at a time; with half of it, a twentieth more goes into collecting. */
export const gatewayHeap: HeapRoom = { youngMb: 32, growthPercent: 40 };

/** The name of the embedded sign-in service. */
export const SIGN_IN = 'sign-in';

/** How to start the embedded sign-in service: the one process that refuses to run as in service. */
export function signInCommand(house: House): ChildCommand {
  const { NODE_ENV: _production, ...inherited } = house.inherited;
  return {
    name: SIGN_IN,
    script: join(checkout, 'dist/gateway/hub/sign-in/main.js'),
    arguments: [],
    environment: {
      ...inherited,
      PORT: String(house.ports[SIGN_IN]),
      SIGN_IN_ADDRESS: addressOf(house, SIGN_IN),
      SIGN_IN_FOLDER: house.keys.folder,
      HUB_ADDRESS: addressOf(house, 'gateway'),
    },
    healthUrl: `${addressOf(house, SIGN_IN)}/health`,
    logFile: logOf(SIGN_IN, house),
  };
}

/** How to start the sealer of every access log: the only process with its key, and with the databases' sealer roles. */
export function sealerCommand(house: House): ChildCommand {
  const { inherited, databases, keys, ports } = house;
  const addresses = processes.map((name) => [`${prefixOf(name)}_SEALER_DATABASE_URL`, databases[name]?.sealer ?? '']);
  return {
    name: SEALER,
    script: join(checkout, 'dist/subgraphs/seal.js'),
    arguments: [],
    environment: {
      ...inherited,
      NODE_ENV: 'production',
      HOST: '127.0.0.1',
      PORT: String(ports[SEALER]),
      ...Object.fromEntries(addresses),
      SEALER_KEYS: keys.privateFile(SEALER),
      HUB_PUBLIC_KEYS: keys.publicFile,
    },
    healthUrl: `${addressOf(house, SEALER)}/health`,
    logFile: logOf(SEALER, house),
  };
}

const logOf = (name: string, { dataFolder }: House) => join(dataFolder, 'logs', `${name}.log`);

/** Its own database and keys, nobody else's. */
function environmentOf(
  name: string,
  { inherited, ports, databases, keys, manners }: House,
): Readonly<Record<string, string>> {
  const prefix = prefixOf(name);
  const database = databases[name] as ServiceDatabase;
  return {
    ...manners,
    ...inherited,
    NODE_ENV: 'production',
    HOST: '127.0.0.1',
    PORT: String(ports[name]),
    [`${prefix}_DATABASE_URL`]: database.app,
    [`${prefix}_OWNER_DATABASE_URL`]: database.owner,
    [`${prefix}_KEYS`]: keys.privateFile(name),
    HUB_PUBLIC_KEYS: keys.publicFile,
  };
}
