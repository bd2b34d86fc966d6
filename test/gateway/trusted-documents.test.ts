import { createHash } from 'node:crypto';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readTrustedDocuments, type ServedDocuments, withDocument } from '../../gateway/trusted-documents.ts';
import { health, police, reviews } from '../support/chronology-subgraphs.ts';
import { type FederatedHouse, postTo, startFederatedHouse } from '../support/federated-house.ts';

const titleOf = 'query TitleOf($id: ID!) { review(id: $id) { title } }';
const id = createHash('sha256').update(titleOf).digest('hex');
const outdated = '{ review(id: "r1") { author } }';
const outdatedId = createHash('sha256').update(outdated).digest('hex');
const trusted = readTrustedDocuments(JSON.stringify({ [id]: titleOf }));
const served: ServedDocuments = { fitting: trusted, unfit: new Map([[outdatedId, 'There is no author.']]) };

describe('a request that names a trusted document', () => {
  it('is carried out with its text', () => {
    const body = { documentId: `sha256:${id}`, variables: { id: 'r1' }, operationName: 'TitleOf' };

    expect(withDocument(body, served, 'nobody')).toEqual({
      query: titleOf,
      variables: { id: 'r1' },
      operationName: 'TitleOf',
    });
  });

  it.each([
    ['that is not known', { documentId: 'sha256:00' }, 'There is no trusted document with id "sha256:00".'],
    [
      'that no longer fits',
      { documentId: `sha256:${outdatedId}` },
      `The trusted document "sha256:${outdatedId}" no longer fits the graph that is served.`,
    ],
    ['without its prefix', { documentId: id }, `There is no trusted document with id "${id}".`],
    ['that is no text', { documentId: 7 }, 'A request has either a "query" or the "documentId" of a trusted document.'],
    [
      'beside a query',
      { documentId: `sha256:${id}`, query: '{ a }' },
      'A request has either a "query" or the "documentId" of a trusted document.',
    ],
  ])('is refused for one %s', (_, body, message) => {
    expect(() => withDocument(body, served, 'everybody')).toThrow(message);
  });
});

describe('any other query', () => {
  it('is carried out where everybody may ask freely', () => {
    expect(withDocument({ query: '{ a }' }, served, 'everybody')).toEqual({ query: '{ a }' });
  });

  it('is refused where nobody may, unless it is the text of a trusted document', () => {
    expect(withDocument({ query: titleOf }, served, 'nobody')).toEqual({ query: titleOf });
    expect(() => withDocument({ query: `${titleOf} ` }, served, 'nobody')).toThrow(
      'This hub answers trusted documents alone: send a "documentId".',
    );
  });
});

describe('a file of trusted documents', () => {
  it('may name them with or without the prefix', () => {
    expect(readTrustedDocuments(JSON.stringify({ [`sha256:${id}`]: titleOf }))).toEqual(trusted);
  });

  it('stops the start when a document is not the one it was', () => {
    expect(() => readTrustedDocuments(JSON.stringify({ [id]: '{ a }' }))).toThrow(`The document under "${id}" has`);
  });
});

describe('a gateway that answers trusted documents alone', () => {
  const logged: { readonly document: string; readonly reason: string }[] = [];
  let house: FederatedHouse;

  beforeAll(async () => {
    house = await startFederatedHouse([reviews, health, police], {
      trustedDocuments: new Map([...trusted, [outdatedId, outdated], ['broken', '{ review(']]),
      freeQueries: 'nobody',
      metricsPort: 0,
      logger: pino({ level: 'error' }, { write: (line: string) => void logged.push(JSON.parse(line)) }),
    });
  });
  afterAll(() => house.close());

  const post = async (body: unknown) =>
    postTo(house.gateway.url, body, { authorization: `Bearer ${await house.token()}` });

  it('answers them', async () => {
    const { data } = await post({ documentId: `sha256:${id}`, variables: { id: 'r1' } });

    expect(data).toEqual({ review: { title: 'Review 1' } });
  });

  it('refuses one that does not fit its graph, and says so in its log and metrics', async () => {
    const { httpStatus, errors } = await post({ documentId: `sha256:${outdatedId}` });
    const metrics = await (await fetch(`${house.gateway.metricsUrl}/metrics`)).text();

    expect([httpStatus, errors?.[0]?.extensions['code']]).toEqual([400, 'CONFLICT']);
    expect(logged.map(({ document, reason }) => [document, reason])).toEqual([
      [outdatedId, 'Cannot query field "author" on type "Review".'],
      ['broken', 'Syntax Error: Expected Name, found <EOF>.'],
    ]);
    expect(metrics).toMatch(/^hub_trusted_documents\{fits="yes"\} 1$/m);
    expect(metrics).toMatch(/^hub_trusted_documents\{fits="no"\} 2$/m);
    expect(metrics).toMatch(/^hub_breaker_open\{service="police"\} 0$/m);
  });

  it('refuses all else', async () => {
    const { httpStatus, errors } = await post({ query: '{ policeForces }' });

    expect([httpStatus, errors?.[0]?.extensions['code']]).toEqual([400, 'NOT_ALLOWED']);
  });
});
