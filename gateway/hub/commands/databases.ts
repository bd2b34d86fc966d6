import { resolve } from 'node:path';
import { type Command, Option } from 'commander';
import { checkedAdminUrl, passwordsIn } from '../configuration.ts';
import { prepareDatabases, rolesOf } from '../databases.ts';
import { say, withExample } from '../example.ts';
import { keptPasswords, newPasswords } from '../passwords.ts';
import { databaseOf, prefixOf, processes } from '../services.ts';
import { StartError } from '../start-error.ts';

type Options = { readonly adminUrl: string; readonly passwords?: string; readonly passwordsFromEnvironment?: true };

export function addDatabases(program: Command): void {
  const adminUrl = new Option('--admin-url <url>', 'address of the server, as a user who may make databases and roles');
  const command = program
    .command('databases')
    .description('make the databases and roles on your own PostgreSQL and print their addresses')
    .addOption(adminUrl.env('HUB_ADMIN_DATABASE_URL').makeOptionMandatory())
    .option('--passwords <file>', 'JSON file of passwords by role, made when missing; without it all are made anew')
    .option('--passwords-from-environment', 'each from a variable such as HEALTH_APP_PASSWORD; prints no address')
    .action(async (options: Options) => say(await answer(options)));
  withExample(
    command,
    'hub databases --admin-url postgres://postgres:secret@db.example/postgres --passwords /etc/hub/passwords.json',
  );
}

async function answer({ adminUrl: given, passwords: file, passwordsFromEnvironment }: Options): Promise<string> {
  if (!/^postgres(ql)?:$/.test(protocolOf(given))) {
    throw new StartError('The address of the server must begin with "postgres://".', 2);
  }
  const adminUrl = checkedAdminUrl(given);
  const names = processes.map(databaseOf);
  const roles = rolesOf(names);
  if (passwordsFromEnvironment) {
    await prepared(adminUrl, names, passwordsIn(roles));
    return `The databases are ready: ${names.join(', ')}.\n`;
  }
  const passwords = file === undefined ? newPasswords(roles) : keptPasswords(resolve(file), roles);
  return environmentLines(await prepared(adminUrl, names, passwords));
}

const prepared: typeof prepareDatabases = (adminUrl, names, passwords) =>
  prepareDatabases(adminUrl, names, passwords).catch((error: unknown) => {
    throw error instanceof StartError
      ? error
      : new StartError(`The server did not do it: ${(error as Error).message}.`);
  });

const environmentLines = (urls: Awaited<ReturnType<typeof prepareDatabases>>) =>
  processes
    .map((name) => ({ prefix: prefixOf(name), url: urls[databaseOf(name)] }))
    .map(
      ({ prefix, url }) =>
        `${prefix}_DATABASE_URL=${url?.app}\n${prefix}_OWNER_DATABASE_URL=${url?.owner}\n${prefix}_SEALER_DATABASE_URL=${url?.sealer}\n`,
    )
    .join('');

const protocolOf = (url: string) => (URL.canParse(url) ? new URL(url).protocol : '');
