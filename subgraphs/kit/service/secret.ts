import { readFileSync } from 'node:fs';

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * A secret by the name of its variable: `X` holds it, or `X_FILE` names the file that does. Null when neither is set.
 * Throws when both are, or when the file cannot be read or is empty; never repeats what is in it.
 */
export function secretIn(environment: Environment, variable: string): string | null {
  const value = environment[variable] || null;
  const file = environment[`${variable}_FILE`] || null;
  if (file === null) {
    return value;
  }
  if (value !== null) {
    throw new Error(`Both ${variable} and ${variable}_FILE are set: leave one out.`);
  }
  const content = contentOf(file)?.trim() ?? '';
  if (content === '') {
    throw new Error(`The file "${file}" that ${variable}_FILE names cannot be read, or is empty.`);
  }
  return content;
}

/** The same, where nothing runs without it. Throws naming the variable. */
export function requiredSecretIn(environment: Environment, variable: string): string {
  const secret = secretIn(environment, variable);
  if (secret === null) {
    throw new Error(`The environment variable ${variable} is missing.`);
  }
  return secret;
}

function contentOf(file: string): string | null {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return null;
  }
}
