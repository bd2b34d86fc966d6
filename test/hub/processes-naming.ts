import { readdirSync } from 'node:fs';
import { commandOf, isAlive } from '../../gateway/hub/process-state.ts';

/** Command lines of the processes that run now and name this folder. */
export function processesNaming(folder: string): readonly string[] {
  return readdirSync('/proc')
    .map(Number)
    .filter((pid) => Number.isInteger(pid) && isAlive(pid))
    .map((pid) => commandOf(pid) ?? '')
    .filter((command) => command.includes(folder));
}
