import { StartError } from '../start-error.ts';

/** What the embedded sign-in service is started with. */
export type SignInConfig = {
  readonly port: number;
  /** Its own address, by which tokens name it. */
  readonly address: string;
  /** Where the hub is, to which people go back once they are signed in. */
  readonly hub: string;
  readonly keysFolder: string;
};

/**
 * Reads the environment of the embedded sign-in service. Throws StartError where NODE_ENV is "production": whoever reaches
 * it may sign in as anybody.
 */
export function readSignInConfig(
  environment: Readonly<Record<string, string | undefined>> = process.env,
): SignInConfig {
  if (environment['NODE_ENV'] === 'production') {
    throw new StartError('The sign-in service of invented people does not run where NODE_ENV is "production".');
  }
  const required = (name: string) => {
    const value = environment[name];
    if (value === undefined || value === '') {
      throw new StartError(`The environment variable "${name}" is missing.`);
    }
    return value;
  };
  return {
    port: Number(required('PORT')),
    address: required('SIGN_IN_ADDRESS'),
    hub: required('HUB_ADDRESS'),
    keysFolder: required('SIGN_IN_FOLDER'),
  };
}
