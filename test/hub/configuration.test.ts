import { expect, it } from 'vitest';
import { passwordsIn, readConfiguration } from '../../gateway/hub/configuration.ts';

const names = ['reviews', 'social-care'];
const all = {
  REVIEWS_DATABASE_URL: 'postgres://app@db/reviews',
  REVIEWS_OWNER_DATABASE_URL: 'postgres://owner@db/reviews',
  REVIEWS_SEALER_DATABASE_URL: 'postgres://sealer@db/reviews',
  SOCIAL_CARE_SEALER_DATABASE_URL: 'postgres://sealer@db/social_care',
  SOCIAL_CARE_DATABASE_URL: 'postgres://app@db/social_care',
  SOCIAL_CARE_OWNER_DATABASE_URL: 'postgres://owner@db/social_care',
};

it('is port 4000 and a PostgreSQL of our own when nothing is set', () => {
  expect(readConfiguration(names, {})).toEqual({
    port: 4000,
    dataFolder: null,
    keysFolder: null,
    databases: null,
    adminDatabaseUrl: null,
    production: false,
    issuersFile: null,
    partnershipsFile: null,
    smtpUrl: null,
    hubAddress: null,
    hubToken: null,
    inherited: {},
  });
});

it("takes somebody's own databases when all are set", () => {
  expect(readConfiguration(names, all).databases).toEqual({
    reviews: {
      app: 'postgres://app@db/reviews',
      owner: 'postgres://owner@db/reviews',
      sealer: 'postgres://sealer@db/reviews',
    },
    'social-care': {
      app: 'postgres://app@db/social_care',
      owner: 'postgres://owner@db/social_care',
      sealer: 'postgres://sealer@db/social_care',
    },
  });
});

it('names the databases that are missing when only some are set', () => {
  const { SOCIAL_CARE_DATABASE_URL: _left, ...some } = all;
  expect(() => readConfiguration(names, some)).toThrow(
    'Some databases are set and others are not: set SOCIAL_CARE_DATABASE_URL too, or none of them.',
  );
});

it('hands no address of a database, no key and no setting of PostgreSQL on to every child', () => {
  const environment = { ...all, HEALTH_KEYS: '/keys', HEALTH_APP_PASSWORD: 'secret', PGPASSWORD: 'secret', TZ: 'UTC' };
  expect(readConfiguration(names, environment).inherited).toEqual({ TZ: 'UTC' });
});

it.each(['0', '65536', 'http', '-1', '40.5', '4e3'])('refuses the port "%s"', (port) => {
  expect(() => readConfiguration(names, { PORT: port })).toThrow(
    `PORT must be a number from 1 to 65535, not "${port}".`,
  );
});

it('reads the password of each role from its own variable', () => {
  expect(passwordsIn(['social_care_app'], { SOCIAL_CARE_APP_PASSWORD: 'long-enough-1' })).toEqual({
    social_care_app: 'long-enough-1',
  });
});

it.each([undefined, '', 'short', 'has a space in it'])('refuses %j as the password of a role', (password) => {
  expect(() => passwordsIn(['health_app'], { HEALTH_APP_PASSWORD: password })).toThrow(
    'The environment variable HEALTH_APP_PASSWORD must hold a password of at least 12 plain characters.',
  );
});
