import { EventEmitter, once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { composeServices } from '@theguild/federation-composition';
import { parse } from 'graphql';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type RunningGateway, startGateway } from '../../gateway/server.ts';
import { health, police, reviews } from '../support/chronology-subgraphs.ts';
import { now, postTo, TEST_ISSUER, testIssuer } from '../support/federated-house.ts';
import { logInMemory } from '../support/log-in-memory.ts';
import { type SubgraphDefinition, sdlOf, startTinySubgraph, type TinySubgraph } from '../support/tiny-subgraph.ts';

const supergraphOf = (definitions: readonly SubgraphDefinition[]) =>
  composeServices(
    definitions.map((definition) => ({
      name: definition.name,
      url: `http://${definition.name}.invalid`,
      typeDefs: parse(sdlOf(definition)),
    })),
  ).supergraphSdl!;

const without = (definition: SubgraphDefinition, field: string): SubgraphDefinition => ({
  ...definition,
  typeDefs: definition.typeDefs.replace(field, 'unused: String'),
});
const noForces = without(police, 'policeForces: [String!]');
const noOrganisations = without(health, 'healthOrganisations: [String!]');

const cleared = {
  organisation: null,
  administers: [],
  reviews: [{ review: 'r1', reference: 'R-1', roles: ['CHAIR'] }],
};
const context = '@link(url: "https://specs.apollo.dev/context/v0.1", for: SECURITY)';
const times = { everyMs: 10, settledMs: 20 };

describe('a new supergraph', () => {
  const folder = mkdtempSync(join(tmpdir(), 'supergraph-'));
  const file = join(folder, 'supergraph.graphql');
  const events = new EventEmitter();
  const waiting: SubgraphDefinition = {
    ...health,
    resolvers: {
      ...health.resolvers,
      Query: {
        healthOrganisations: async () => {
          events.emit('arrived');
          await once(events, 'released');
          return ['HOS'];
        },
      },
    },
  };
  let subgraphs: readonly TinySubgraph[];
  let gateway: RunningGateway;
  let authorization: string;

  beforeAll(async () => {
    subgraphs = await Promise.all(
      [reviews, waiting, police].map((each) =>
        startTinySubgraph(each, (url) => (url.startsWith('/memberships') ? cleared : { status: 'alive' })),
      ),
    );
    const [service, issuer] = await Promise.all([1, 2].map(() => generateKeyPair('ES256', { extractable: true })));
    const keys = { service: await exportJWK(service!.privateKey) };
    const issuers = [testIssuer(await exportJWK(issuer!.publicKey))];
    const services = Object.fromEntries(subgraphs.map(({ name, url }) => [name, url]));
    const read = () => ({ supergraphSdl: readFileSync(file, 'utf8'), services });
    writeFileSync(file, supergraphOf([reviews, health, noForces]));
    const logger = pino({ level: 'info' }, { write: (line: string) => void events.emit('log', JSON.parse(line)) });
    gateway = await startGateway({
      ...read(),
      host: '127.0.0.1',
      port: 0,
      keys,
      issuers,
      freeQueries: 'everybody',
      accessLog: logInMemory(),
      watched: { file, read, times },
      logger,
    });
    const token = new SignJWT({ sub: 'ada', iss: TEST_ISSUER, aud: 'hub', exp: now() + 60 });
    authorization = `Bearer ${await token.setProtectedHeader({ alg: 'ES256', typ: 'at+jwt', kid: 'test' }).sign(issuer!.privateKey)}`;
  });
  afterAll(async () => {
    await gateway.close();
    await Promise.all(subgraphs.map((subgraph) => subgraph.close()));
    rmSync(folder, { recursive: true });
  });

  const ask = (query: string) => postTo(gateway.url, { query }, { authorization });
  async function serve(text: string): Promise<{ readonly msg: string; readonly reason?: string }> {
    const said = new Promise<{ msg: string }>((resolve) => {
      const hear = (line: { msg: string }) => {
        if (line.msg.includes('supergraph')) {
          events.off('log', hear);
          resolve(line);
        }
      };
      events.on('log', hear);
    });
    writeFileSync(file, text);
    return said;
  }

  it('is served without a restart, and a request under way ends on the old one', async () => {
    const arrived = once(events, 'arrived');
    const underWay = ask('{ healthOrganisations }');
    await arrived;
    expect((await ask('{ policeForces }')).httpStatus).toBe(400);

    expect((await serve(supergraphOf([reviews, noOrganisations, police]))).msg).toBe('a new supergraph is served');

    expect((await ask('{ policeForces }')).data).toEqual({ policeForces: ['NVP'] });
    expect((await ask('{ healthOrganisations }')).httpStatus).toBe(400);
    events.emit('released');
    expect((await underWay).data).toEqual({ healthOrganisations: ['HOS'] });
  });

  it('drops no request of many that come in meanwhile', async () => {
    const next = serve(supergraphOf([reviews, health, police]));
    let isServed = false;
    void next.then(() => {
      isServed = true;
    });
    const statuses = new Set<number>();
    while (!isServed) {
      statuses.add((await ask('{ review(id: "r1") { chronology { reference } } }')).httpStatus);
    }

    expect([...statuses]).toEqual([200]);
    expect((await next).msg).toBe('a new supergraph is served');
  });

  it.each([
    ['that is cut off', () => supergraphOf([reviews, health, police]).slice(0, 2_000)],
    ['that is no supergraph', () => 'type Query { a: Int }'],
    ['that is not GraphQL', () => 'canary {'],
    ['that is empty', () => ''],
    [
      'that needs what is not carried out',
      () => supergraphOf([reviews, health, police]).replace(/^schema/m, `schema ${context}`),
    ],
    ['without the reviews', () => supergraphOf([health, police])],
    ['with a service that has no address', () => supergraphOf([reviews, health, { ...police, name: 'housing' }])],
  ])('is refused, and the last good one stays: one %s', async (name, text) => {
    await serve(`${supergraphOf([reviews, health, police])}\n# ${name}`);

    const { msg, reason } = await serve(text());

    expect([msg, typeof reason]).toEqual(['the new supergraph is refused, the last good one stays', 'string']);
    expect((await ask('{ policeForces }')).data).toEqual({ policeForces: ['NVP'] });
  });
});
