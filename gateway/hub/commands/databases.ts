import { resolve } from 'node:path';
import { type Command, Option } from 'commander';
import { checkedAdminUrl, passwordsIn } from '../configuration.ts';
import { prepareDatabases, rolesOf } from '../databases.ts';
import { say, withExample } from '../example.ts';
import { rolesWithOtherPasswords } from '../other-passwords.ts';
import { completedPasswords, newPasswords, type Passwords } from '../passwords.ts';
import { databaseOf, prefixOf, processes } from '../services.ts';
import { StartError } from '../start-error.ts';

type Options = {
  readonly adminUrl: string;
  readonly passwords?: string;
  readonly passwordsFromEnvironment?: true;
  readonly reset?: true;
};

export function addDatabases(program: Command): void {
  const adminUrl = new Option('--admin-url <url>', 'address of the server, as a user who may make databases and roles');
  const command = program
    .command('databases')
    .description('make the databases and roles on your own PostgreSQL and print their addresses')
    .addOption(adminUrl.env('HUB_ADMIN_DATABASE_URL').makeOptionMandatory())
    .option('--passwords <file>', 'JSON file of passwords by role, made when missing; without it all are made anew')
    .option('--passwords-from-environment', 'each from a variable such as HEALTH_APP_PASSWORD; prints no address')
    .option('--reset', 'give roles that the server has the passwords of the file, where it has others')
    .action(async (options: Options) => say(await answer(options)));
  withExample(
    command,
    'hub databases --admin-url postgres://postgres:secret@db.example/postgres --passwords /etc/hub/passwords.json',
  );
}

async function answer({ adminUrl: given, passwords: file, passwordsFromEnvironment, reset }: Options): Promise<string> {
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
  if (file === undefined) {
    return environmentLines(await prepared(adminUrl, names, newPasswords(roles)));
  }
  const { all, keep } = completedPasswords(resolve(file), roles);
  if (reset !== true) {
    await refuseOtherPasswords(adminUrl, names, all, file);
  }
  keep();
  return environmentLines(await prepared(adminUrl, names, all));
}

/** A running hub would be shut out of its databases. */
async function refuseOtherPasswords(adminUrl: string, names: readonly string[], all: Passwords, file: string) {
  const others = await rolesWithOtherPasswords(adminUrl, names, all).catch(notDone);
  if (others.length > 0) {
    throw new StartError(
      `The server has other passwords than "${file}" for ${others.join(', ')}. Name the file that they stand in, or give them those of this one with --reset: whoever uses the old ones is shut out then.`,
    );
  }
}

const prepared: typeof prepareDatabases = (adminUrl, names, passwords) =>
  prepareDatabases(adminUrl, names, passwords).catch(notDone);

function notDone(error: unknown): never {
  throw error instanceof StartError ? error : new StartError(`The server did not do it: ${(error as Error).message}.`);
}

const environmentLines = (urls: Awaited<ReturnType<typeof prepareDatabases>>) =>
  processes
    .map((name) => ({ prefix: prefixOf(name), url: urls[databaseOf(name)] }))
    .map(
      ({ prefix, url }) =>
        `${prefix}_DATABASE_URL=${url?.app}\n${prefix}_OWNER_DATABASE_URL=${url?.owner}\n${prefix}_SEALER_DATABASE_URL=${url?.sealer}\n`,
    )
    .join('');

const protocolOf = (url: string) => (URL.canParse(url) ? new URL(url).protocol : '');
