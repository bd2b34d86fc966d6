import { existsSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Configuration } from './configuration.ts';
import { StartError } from './start-error.ts';

/** What a hub is told that runs in service: with the issuers and partnerships of whoever runs it, and with nobody invented. */
export type InService = {
  readonly issuersFile: string;
  readonly partnershipsFile: string;
  /** Null: in the data folder. */
  readonly keysFolder: string | null;
  /** Null: no mail is sent. */
  readonly smtpUrl: string | null;
};

/** Gives null for a hub of invented people. Throws StartError where it is not told all that a hub in service needs. */
export function inServiceOf({
  issuersFile,
  partnershipsFile,
  keysFolder,
  smtpUrl,
  production,
}: Configuration): InService | null {
  if (issuersFile === null && production) {
    throw new StartError(
      'This starts a hub of invented people, which does not run where NODE_ENV is "production": set IDENTITY_ISSUERS and HUB_PARTNERSHIPS to start one in service (docs/operator.md).',
    );
  }
  if (issuersFile === null) {
    return null;
  }
  if (partnershipsFile === null) {
    throw new StartError(
      'IDENTITY_ISSUERS is set, so this hub is one in service: set HUB_PARTNERSHIPS too, to the file of its partnerships and who administers them.',
    );
  }
  return {
    issuersFile: named('IDENTITY_ISSUERS', issuersFile),
    partnershipsFile: named('HUB_PARTNERSHIPS', partnershipsFile),
    keysFolder: keysFolder === null ? null : resolve(keysFolder),
    smtpUrl,
  };
}

function named(variable: string, file: string): string {
  if (!existsSync(file)) {
    throw new StartError(`There is no file "${file}", which ${variable} names.`);
  }
  return resolve(file);
}

/** What the reviews are told of such a hub besides what every service is. */
export const ofReviewsInService = ({ partnershipsFile, smtpUrl }: InService): Readonly<Record<string, string>> => ({
  HUB_PARTNERSHIPS: partnershipsFile,
  ...(smtpUrl === null ? {} : { SMTP_URL: smtpUrl }),
});

/** Keeps real records and invented people apart. Throws StartError when the data folder or the keys are of the other kind. */
export function keepApart(dataFolder: string, keysFolder: string, isInService: boolean): void {
  const mark = join(dataFolder, 'in-service');
  if (!isInService && existsSync(mark)) {
    throw new StartError(
      `The data folder "${dataFolder}" is that of a hub in service: set IDENTITY_ISSUERS and HUB_PARTNERSHIPS, or choose another with HUB_DATA.`,
    );
  }
  if (isInService && existsSync(join(keysFolder, 'private', 'issuer.json'))) {
    throw new StartError(
      `In "${keysFolder}" is the key of the issuer of invented people: choose another folder for a hub in service, with HUB_DATA or HUB_KEYS.`,
    );
  }
  if (isInService) {
    writeFileSync(mark, '');
  }
}
