import type { JWK } from 'jose';
import { type ClientMetadata, type Configuration, Provider } from 'oidc-provider';
import { AUDIENCE } from '../embedded-issuer.ts';
import type { Person } from '../people.ts';
import { errorPage, policyOf } from './plain-page.ts';
import type { SystemSecrets } from './system-secrets.ts';

/** The client with which the hub's own pages sign people in: a public one, by code and PKCE. */
export const PAGES_CLIENT = 'hub';

const ALGORITHM = 'ES256';
const SCOPE = 'hub';
const HOUR_SECONDS = 3_600;
const DAY_SECONDS = 12 * HOUR_SECONDS;

export type ProviderOptions = {
  readonly address: string;
  /** Where people go back to. */
  readonly hub: string;
  readonly key: JWK;
  readonly people: readonly Person[];
  readonly secrets: SystemSecrets;
};

/** An OpenID provider of invented people and systems: whoever reaches it may be anybody. */
export function embeddedProvider({ address, hub, key, people, secrets }: ProviderOptions): Provider {
  const byId = new Map(people.map((person) => [person.id, person]));
  const configuration: Configuration = {
    jwks: { keys: [{ ...key } as never] },
    clients: [pages(hub), ...Object.entries(secrets).map(([id, secret]) => system(id, secret))],
    scopes: ['openid', SCOPE],
    pkce: { required: () => true },
    interactions: { url: (_context, { uid }) => `/people/${uid}` },
    findAccount: (_context, id) => {
      const person = byId.get(id);
      return person === undefined ? undefined : { accountId: id, claims: async () => ({ sub: id, name: person.name }) };
    },
    extraTokenClaims: (_context, token) => {
      const id = 'accountId' in token && typeof token.accountId === 'string' ? token.accountId : token.clientId;
      const organisation = byId.get(id ?? '')?.organisation;
      return organisation == null ? undefined : { organisation };
    },
    loadExistingGrant: grantAll,
    renderError: (context, { error, error_description: why }) => {
      context.type = 'html';
      context.set('content-security-policy', policyOf(hub));
      context.body = errorPage(error, why ?? 'It said no more.');
    },
    ttl: {
      AccessToken: DAY_SECONDS,
      ClientCredentials: HOUR_SECONDS,
      Session: DAY_SECONDS,
      Grant: DAY_SECONDS,
      Interaction: HOUR_SECONDS,
    },
    features: {
      devInteractions: { enabled: false },
      clientCredentials: { enabled: true },
      resourceIndicators: {
        enabled: true,
        defaultResource: () => 'urn:hub',
        useGrantedResource: () => true,
        getResourceServerInfo: () => ({
          audience: AUDIENCE,
          scope: SCOPE,
          accessTokenFormat: 'jwt',
          jwt: { sign: { alg: ALGORITHM } },
        }),
      },
    },
  };
  return new Provider(address, configuration);
}

const pages = (hub: string): ClientMetadata => ({
  client_id: PAGES_CLIENT,
  redirect_uris: [`${hub}/signed-in`],
  grant_types: ['authorization_code'],
  response_types: ['code'],
  token_endpoint_auth_method: 'none',
  id_token_signed_response_alg: ALGORITHM,
});

const system = (id: string, secret: string): ClientMetadata => ({
  client_id: id,
  client_secret: secret,
  redirect_uris: [],
  grant_types: ['client_credentials'],
  response_types: [],
  token_endpoint_auth_method: 'client_secret_basic',
  id_token_signed_response_alg: ALGORITHM,
});

/** Nobody is asked for consent: the pages are the hub's own. */
const grantAll: NonNullable<Configuration['loadExistingGrant']> = async ({ oidc }) => {
  const { client, session, provider } = oidc;
  if (client === undefined || session?.accountId === undefined) {
    return undefined;
  }
  const grant = new provider.Grant({ clientId: client.clientId, accountId: session.accountId });
  grant.addOIDCScope(`openid ${SCOPE}`);
  grant.addResourceScope('urn:hub', SCOPE);
  await grant.save();
  return grant;
};
