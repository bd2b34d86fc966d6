import type { Command } from 'commander';
import { say, withExample } from '../example.ts';

export function addStart(program: Command): void {
  const command = program
    .command('start')
    .description('start everything on this machine: databases, services, gateway, samples')
    .action(async () => {
      const { start } = await import('../start.ts');
      await start(say);
    });
  withExample(command, 'PORT=4001 HUB_DATA=/srv/hub hub start');
}
