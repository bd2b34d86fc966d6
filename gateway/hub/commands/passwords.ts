import type { Command } from 'commander';
import { passwordVariable } from '../configuration.ts';
import { rolesOf } from '../databases.ts';
import { say, withExample } from '../example.ts';
import { newPasswords } from '../passwords.ts';
import { databaseOf, processes } from '../services.ts';

export function addPasswords(program: Command): void {
  const command = program
    .command('passwords')
    .description(
      'print new passwords for a PostgreSQL and its roles, as the lines that docker-compose.yml reads from .env',
    )
    .action(() => {
      const passwords = newPasswords(['postgres', ...rolesOf(processes.map(databaseOf))]);
      const variableOf = (role: string) => (role === 'postgres' ? 'POSTGRES_PASSWORD' : passwordVariable(role));
      say(
        Object.entries(passwords)
          .map(([role, password]) => `${variableOf(role)}=${password}\n`)
          .join(''),
      );
    });
  withExample(command, 'umask 077 && hub passwords > .env');
}
