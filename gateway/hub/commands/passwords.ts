import type { Command } from 'commander';
import { passwordVariable } from '../configuration.ts';
import { rolesOf } from '../databases.ts';
import { say, withExample } from '../example.ts';
import { newPasswords } from '../passwords.ts';
import { databaseOf, processes } from '../services.ts';

/** Passwords that are no database role's of a process: PostgreSQL's own, and two of the sign-in service. */
const others = ['postgres', 'sign_in_database', 'sign_in_admin'] as const;

export function addPasswords(program: Command): void {
  const command = program
    .command('passwords')
    .description(
      'print new passwords for PostgreSQL, its roles and the sign-in service, as the lines that docker-compose.yml reads from .env',
    )
    .action(() => {
      const passwords = newPasswords([...others, ...rolesOf(processes.map(databaseOf))]);
      say(
        Object.entries(passwords)
          .map(([role, password]) => `${passwordVariable(role)}=${password}\n`)
          .join(''),
      );
    });
  withExample(command, 'umask 077 && hub passwords > .env');
}
