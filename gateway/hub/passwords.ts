import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { z } from 'zod';
import { writePrivate } from './files.ts';
import { StartError } from './start-error.ts';

/** The password of each database role. */
export type Passwords = Readonly<Record<string, string>>;

/** True for at least 12 plain characters, without spaces. */
export const isPassword = (text: string) => /^[\x21-\x7e]{12,}$/.test(text);

const kept = z.record(z.string(), z.string().refine(isPassword));

/** Gives each role a random password. */
export const newPasswords = (roles: readonly string[]): Passwords =>
  Object.fromEntries(roles.map((role) => [role, randomBytes(24).toString('base64url')]));

/** Reads the passwords kept in a file (0600) and adds one for every role that has none. */
export function keptPasswords(file: string, roles: readonly string[]): Passwords {
  const { all, keep } = completedPasswords(file, roles);
  keep();
  return all;
}

/** The same, where `keep` writes what was added: somebody looks first whether the roles may have these passwords. */
export function completedPasswords(
  file: string,
  roles: readonly string[],
): { readonly all: Passwords; readonly keep: () => void } {
  const before = existsSync(file) ? read(file) : {};
  const all = { ...newPasswords(roles), ...before };
  const keep = () => {
    if (roles.some((role) => before[role] === undefined)) {
      writePrivate(file, `${JSON.stringify(all, null, 2)}\n`);
    }
  };
  return { all, keep };
}

function read(file: string): Passwords {
  try {
    return kept.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    throw new StartError(
      `The file "${file}" must be JSON with a password for each role, each of at least 12 plain characters.`,
    );
  }
}
