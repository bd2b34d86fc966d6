import { once } from 'node:events';
import { join } from 'node:path';
import { addressOf, embeddedManners, gatewayCommand, type House, serviceCommand } from './child-commands.ts';
import type { ChildCommand } from './child-process.ts';
import { type Configuration, readConfiguration, type ServiceDatabase } from './configuration.ts';
import { openDataFolder } from './data-folder.ts';
import { prepareEmbeddedIssuer } from './embedded-issuer.ts';
import { prepareKeys } from './keys.ts';
import { lockDataFolder } from './lock.ts';
import { ownDatabases } from './own-databases.ts';
import { checkPort, freePorts } from './ports.ts';
import { inStep } from './progress.ts';
import type { RunningHub } from './running-hub.ts';
import { loadSamples, sampleOrganisationsByService } from './samples.ts';
import { processes, services } from './services.ts';
import { startAll, stopAll } from './start-all.ts';
import { stopOnRequest } from './stop-on-request.ts';
import { welcome } from './welcome.ts';

/** A start under way: each entry of `stops` stops one thing that was started, the newest last. */
type Start = {
  readonly configuration: Configuration;
  readonly signal: AbortSignal;
  readonly stops: (() => void | Promise<void>)[];
};

/** Starts the hub and keeps it running until it is asked to stop. Throws StartError when it cannot start. */
export async function start(say: (text: string) => void): Promise<void> {
  const configuration = readConfiguration(processes);
  const request = stopOnRequest();
  const under: Start = { configuration, signal: request.signal, stops: [] };
  try {
    const hub = await bringUp(under);
    say(welcome({ ...hub, isChosen: configuration.dataFolder !== null }));
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

/** One after another: lock, port, databases, keys, services side by side, gateway, samples. */
async function bringUp(under: Start): Promise<RunningHub> {
  const { configuration, signal } = under;
  const dataFolder = openDataFolder(configuration.dataFolder);
  under.stops.push(lockDataFolder(dataFolder));
  await checkPort(configuration.port);
  const databases = configuration.databases ?? (await startDatabases(under, dataFolder));
  const keys = await inStep('Keys', () =>
    prepareKeys(join(dataFolder, 'keys'), services, sampleOrganisationsByService()),
  );
  const ports = await choosePorts(configuration.port);
  const manners = embeddedManners(await prepareEmbeddedIssuer(keys.folder));
  const house: House = { dataFolder, inherited: configuration.inherited, ports, databases, keys, manners };
  const commands = services.map((name) => serviceCommand(name, house));
  await inStep(`Services: ${services.join(', ')}`, () => startChildren(under, commands));
  await inStep('Gateway', () => startChildren(under, [gatewayCommand(services, house)]));
  const addresses = Object.fromEntries(services.map((name) => [name, addressOf(house, name)]));
  const hub = { address: addressOf(house, 'gateway'), dataFolder, services: addresses, databases, keys, signal };
  await inStep('Samples', (report) => loadSamples(hub, report));
  signal.throwIfAborted();
  return hub;
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

async function choosePorts(gatewayPort: number): Promise<Readonly<Record<string, number>>> {
  // One more than needed: the gateway's own port is free now too.
  const free = (await freePorts(services.length + 1)).filter((port) => port !== gatewayPort);
  return { ...Object.fromEntries(services.map((name, index) => [name, free[index] as number])), gateway: gatewayPort };
}
