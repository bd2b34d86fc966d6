import { once } from 'node:events';
import { join } from 'node:path';
import {
  addressOf,
  embeddedManners,
  embeddedReviews,
  gatewayCommand,
  type House,
  SIGN_IN,
  sealerCommand,
  serviceCommand,
  signInCommand,
} from './child-commands.ts';
import type { ChildCommand } from './child-process.ts';
import { type Configuration, readConfiguration, type ServiceDatabase } from './configuration.ts';
import { openDataFolder } from './data-folder.ts';
import { prepareEmbeddedIssuer } from './embedded-issuer.ts';
import { type InService, inServiceOf, keepApart, ofReviewsInService } from './in-service.ts';
import { type Keys, prepareKeys, SEALER } from './keys.ts';
import { lockDataFolder } from './lock.ts';
import { ownDatabases } from './own-databases.ts';
import { refuseForeignLogs } from './own-logs.ts';
import { checkPort, freePorts, isFree } from './ports.ts';
import { inStep } from './progress.ts';
import type { RunningHub } from './running-hub.ts';
import { loadSamples, sampleOrganisationsByService } from './samples.ts';
import { processes, services } from './services.ts';
import { startAll, stopAll } from './start-all.ts';
import { stopOnRequest } from './stop-on-request.ts';
import { welcome, welcomeInService } from './welcome.ts';

/** A start under way: each entry of `stops` stops one thing that was started, the newest last. */
type Start = {
  readonly configuration: Configuration;
  /** Null for a hub of invented people. */
  readonly real: InService | null;
  readonly signal: AbortSignal;
  readonly stops: (() => void | Promise<void>)[];
};

/** Starts the hub and keeps it running until it is asked to stop. Throws StartError when it cannot start. */
export async function start(say: (text: string) => void): Promise<void> {
  const configuration = readConfiguration(processes);
  const real = inServiceOf(configuration);
  const request = stopOnRequest();
  const under: Start = { configuration, real, signal: request.signal, stops: [] };
  try {
    const hub = await bringUp(under);
    say(real === null ? welcome({ ...hub, isChosen: configuration.dataFolder !== null }) : welcomeInService(hub, real));
    if (!request.signal.aborted) {
      await once(request.signal, 'abort');
    }
  } catch (error) {
    if (!request.signal.aborted) {
      throw error;
    }
  } finally {
    if (request.signal.aborted) {
      say('Stopping …\n');
    }
    for (const stop of under.stops.reverse()) {
      await stop();
    }
    request.forget();
  }
}

/** One after another: lock, port, databases, keys, services side by side, gateway, sealer; for invented people samples too. */
async function bringUp(under: Start): Promise<RunningHub> {
  const { configuration, real, signal } = under;
  const dataFolder = openDataFolder(configuration.dataFolder);
  under.stops.push(lockDataFolder(dataFolder));
  const keysFolder = real?.keysFolder ?? join(dataFolder, 'keys');
  keepApart(dataFolder, keysFolder, real !== null);
  await checkPort(configuration.port);
  const databases = configuration.databases ?? (await startDatabases(under, dataFolder));
  await refuseForeignLogs(databases, keysFolder);
  const organisations = real === null ? sampleOrganisationsByService() : {};
  const keys = await inStep('Keys', () => prepareKeys(keysFolder, services, organisations));
  const ports = await choosePorts(configuration.port);
  const house: House = {
    dataFolder,
    inherited: configuration.inherited,
    ports,
    databases,
    keys,
    ...(await toldTo(real, dataFolder, ports, keys)),
  };
  await startProcesses(under, house);
  const addresses = Object.fromEntries(services.map((name) => [name, addressOf(house, name)]));
  const hub = { address: addressOf(house, 'gateway'), dataFolder, services: addresses, databases, keys, signal };
  if (real === null) {
    await inStep('Samples', (report) => loadSamples(hub, report));
  }
  signal.throwIfAborted();
  return hub;
}

/** What the processes are told of the people they are for. */
async function toldTo(
  real: InService | null,
  dataFolder: string,
  ports: House['ports'],
  keys: Keys,
): Promise<Pick<House, 'manners' | 'ofReviews'>> {
  if (real !== null) {
    return { manners: { IDENTITY_ISSUERS: real.issuersFile }, ofReviews: ofReviewsInService(real) };
  }
  const issuersFile = await prepareEmbeddedIssuer(keys.folder, addressOf({ ports }, SIGN_IN));
  return { manners: embeddedManners(issuersFile), ofReviews: embeddedReviews({ dataFolder, ports }) };
}

async function startProcesses(under: Start, house: House): Promise<void> {
  const commands = services.map((name) => serviceCommand(name, house));
  await inStep(`Services: ${services.join(', ')}`, () => startChildren(under, commands));
  if (under.real === null) {
    await inStep('Sign-in service of invented people', () => startChildren(under, [signInCommand(house)]));
  }
  await inStep('Gateway', () => startChildren(under, [gatewayCommand(services, house)]));
  await inStep('Sealer of the access logs', () => startChildren(under, [sealerCommand(house)]));
}

async function startDatabases(under: Start, dataFolder: string): Promise<Readonly<Record<string, ServiceDatabase>>> {
  const own = await inStep(`PostgreSQL, with its data in "${join(dataFolder, 'postgres')}"`, () =>
    ownDatabases(dataFolder, processes, under.signal),
  );
  under.stops.push(own.postgres.stop);
  return own.databases;
}

async function startChildren(under: Start, commands: readonly ChildCommand[]): Promise<void> {
  const children = await startAll(commands, under.signal);
  under.stops.push(() => stopAll(children));
}

/** The sign-in service keeps the port after the gateway's where it can: its address is in every token. */
async function choosePorts(gatewayPort: number): Promise<Readonly<Record<string, number>>> {
  // Two more than needed: those of the gateway and the sign-in service may be among them.
  const free = (await freePorts(services.length + 4)).filter((port) => ![gatewayPort, gatewayPort + 1].includes(port));
  return {
    ...Object.fromEntries(services.map((name, index) => [name, free[index] as number])),
    gateway: gatewayPort,
    [SEALER]: free[services.length + 1] as number,
    [SIGN_IN]: (await isFree(gatewayPort + 1)) ? gatewayPort + 1 : (free[services.length] as number),
  };
}
