import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { makeFolder } from '../files.ts';
import { readJson, writeWhenChanged } from '../json-keys.ts';
import type { Person } from '../people.ts';

/** The secrets of the invented organisations' systems, by client id. */
export type SystemSecrets = Readonly<Record<string, string>>;

/** Makes the secret of each system that has none yet, and keeps them in a file of their owner's alone. */
export function systemSecrets(keysFolder: string, people: readonly Person[]): SystemSecrets {
  makeFolder(join(keysFolder, 'private'), 0o700);
  const file = join(keysFolder, 'private', 'system-secrets.json');
  const before = readJson<SystemSecrets>(file) ?? {};
  const systems = people.filter(({ organisationRole }) => organisationRole === 'SYSTEM');
  const secrets = Object.fromEntries(
    systems.map(({ id }) => [id, before[id] ?? randomBytes(32).toString('base64url')] as const),
  );
  writeWhenChanged(file, secrets);
  return secrets;
}
