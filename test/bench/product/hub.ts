import {
  addressOf,
  gatewayCommand,
  type House,
  sealerCommand,
  serviceCommand,
} from '../../../gateway/hub/child-commands.ts';
import type { ChildCommand } from '../../../gateway/hub/child-process.ts';
import { embeddedToken } from '../../../gateway/hub/embedded-issuer.ts';
import { services } from '../../../gateway/hub/services.ts';
import { startChildOfHub } from '../engine/hub-gateway.ts';
import type { Contender } from '../measure/contender.ts';
import { CHAIR } from './reviews-of.ts';

const TOKEN_HOURS = 12;

/** Changes how one of the hub's processes is started, or leaves it out. */
export type Changed = (command: ChildCommand) => ChildCommand | null;

/** Starts the services of a hub, each as `npm start` does. */
export async function startServices(
  house: House,
  changed: Changed = (command) => command,
): Promise<{ readonly stop: () => Promise<void> }> {
  const commands = [...services.map((name) => serviceCommand(name, house)), sealerCommand(house)]
    .map(changed)
    .filter((command) => command !== null);
  const started = await Promise.all(commands.map((command) => startChildOfHub(command)));
  return { stop: async () => void (await Promise.all(started.map(({ stop }) => stop()))) };
}

/** Starts a whole hub over a set of databases: five services and the gateway. */
export async function startHub(
  house: House,
  name = 'hub',
  changed: Changed = (command) => command,
): Promise<Contender> {
  const running = await startServices(house, changed);
  const command = gatewayCommand(services, house);
  const gateway = await startChildOfHub(changed(command) ?? command);
  const authorization = `Bearer ${await embeddedToken(house.keys.folder, { id: CHAIR }, TOKEN_HOURS)}`;
  return {
    name,
    url: `${addressOf(house, 'gateway')}/graphql`,
    headers: { authorization },
    pid: gateway.pid,
    stop: async () => {
      await gateway.stop();
      await running.stop();
    },
  };
}
