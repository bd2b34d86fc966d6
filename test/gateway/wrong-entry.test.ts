import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { ProvenEntry } from '../../subgraphs/kit/entries/entry-proof.ts';
import { type Answer, type FederatedHouse, startFederatedHouse } from '../support/federated-house.ts';
import {
  callOut,
  honest,
  type PoliceAnswer,
  proofOf,
  provenHealth,
  provenPolice,
  provenReviews,
} from './proven-subgraphs.ts';

const chronology = '{ review(id: "r1") { chronology { reference record { reference } } } }';

describe('an agency that is asked for an entry', () => {
  let house: FederatedHouse;
  let answer: (id: string) => PoliceAnswer;

  beforeAll(async () => {
    house = await startFederatedHouse([provenReviews, provenHealth, provenPolice((id) => answer(id))]);
  });
  afterAll(() => house.close());
  beforeEach(() => {
    answer = honest;
    for (const { calls } of Object.values(house.subgraphs)) {
      calls.length = 0;
    }
  });

  const other = (id: string) => (id === 'POL-4' ? 'POL-2' : id);
  const changed = (change: Partial<ProvenEntry>) => (id: string) =>
    id === 'POL-4' ? { ...honest(id), proofOfEntry: proofOf(id, change) } : honest(id);

  it.each<[string, (id: string) => PoliceAnswer]>([
    ["another entry's content and proof", (id) => honest(other(id))],
    ['another revision', changed({ revision: 'POL-5' })],
    ["another review's entry", changed({ review: 'r2' })],
    ["another organisation's entry", changed({ organisation: 'HealthEntry' })],
    ['other content than was published', changed({ contentHash: 'hash of something else' })],
    ['content without a proof', (id) => (id === 'POL-4' ? { proofOfEntry: null, record: callOut(id) } : honest(id))],
  ])('is found out, and keeps all else, when it gives %s', async (_, lie) => {
    answer = lie;

    const { data, errors, extensions, httpStatus } = await house.ask(chronology);

    expect(httpStatus).toBe(200);
    expect(data).toEqual({
      review: {
        chronology: [
          { reference: 'HEA-1', record: { reference: 'HEA-1' } },
          { reference: 'POL-2', record: { reference: 'POL-2' } },
          { reference: 'HEA-3', record: { reference: 'HEA-3' } },
          { reference: 'POL-4', record: null },
        ],
      },
    });
    expect(errors).toEqual([
      {
        message: 'police gave another entry than the one it was asked for.',
        path: ['review', 'chronology', 3],
        extensions: {
          code: 'AGENCY_UNAVAILABLE',
          agency: 'police',
          failure: 'WRONG_ENTRY',
          affected: [['review', 'chronology', 3]],
          affectedCount: 1,
        },
      },
    ]);
    expect(extensions?.['coverage']).toContainEqual({ agency: 'police', answered: false, failure: 'WRONG_ENTRY' });
  });

  it.each<[string, PoliceAnswer]>([
    ['its proof is right', { proofOfEntry: proofOf('POL-4'), record: null }],
    ['it proves nothing', { proofOfEntry: null, record: null }],
  ])('is named where it gives no content and does not say why, though %s', async (_, silent) => {
    answer = (id) => (id === 'POL-4' ? silent : honest(id));

    const { data, errors, extensions } = await house.ask(
      '{ review(id: "r1") { chronology { reference ... on PoliceEntry { text: record { reference } } } } }',
    );

    expect(data).toEqual({
      review: {
        chronology: [
          { reference: 'HEA-1' },
          { reference: 'POL-2', text: { reference: 'POL-2' } },
          { reference: 'HEA-3' },
          { reference: 'POL-4', text: null },
        ],
      },
    });
    expect(errors?.map(({ path, extensions: { agency, failure } }) => [agency, failure, path])).toEqual([
      ['police', 'INCOMPLETE', ['review', 'chronology', 3]],
    ]);
    expect(extensions?.['coverage']).toContainEqual({ agency: 'police', answered: false, failure: 'INCOMPLETE' });
  });

  it('is found out whatever the caller names the fields', async () => {
    answer = changed({ contentHash: 'another' });

    const { data, errors } = await house.ask(
      '{ review(id: "r1") { chronology { proofOfEntry: reference ... on PoliceEntry { revision: record { t: __typename } } } } }',
    );

    expect(data).toEqual({
      review: {
        chronology: [
          { proofOfEntry: 'HEA-1' },
          { proofOfEntry: 'POL-2', revision: { t: 'CallOut' } },
          { proofOfEntry: 'HEA-3' },
          { proofOfEntry: 'POL-4', revision: null },
        ],
      },
    });
    expect(errors?.map(({ extensions: { failure } }) => failure)).toEqual(['WRONG_ENTRY']);
  });

  it('may have nothing for the one who asks, and then proves nothing', async () => {
    answer = (reference) => ({ proofOfEntry: null, record: { __typename: 'NotAvailable', reference } });

    const { data, errors } = await house.ask(
      '{ review(id: "r1") { chronology { ... on PoliceEntry { record { __typename } } } } }',
    );

    expect(errors).toBeUndefined();
    expect(data).toEqual({
      review: {
        chronology: [{}, { record: { __typename: 'NotAvailable' } }, {}, { record: { __typename: 'NotAvailable' } }],
      },
    });
  });

  it('needs no second request to prove what it gives, and the proof goes no further', async () => {
    const { text, errors } = await house.ask(chronology);

    expect(errors).toBeUndefined();
    expect(text).not.toMatch(/proof|hash of/);
    expect(calls(house)).toEqual({ reviews: 1, health: 1, police: 1 });
  });

  it('is asked for a proof in each of the parts of a long list', async () => {
    answer = changed({ contentHash: 'another' });

    const answered = await house.ask('{ longReview(length: 450) { chronology { record { reference } } } }');

    expect(calls(house)).toEqual({ reviews: 1, health: 0, police: 3 });
    expect(places(answered)).toEqual([['longReview', 'chronology', 4]]);
  });

  it('is not asked for a proof by a caller', async () => {
    const { httpStatus, errors } = await house.ask('{ review(id: "r1") { chronology { proofOfEntry } } }');

    expect([httpStatus, errors?.[0]?.extensions['code']]).toEqual([400, 'GRAPHQL_VALIDATION_FAILED']);
  });

  it('leaves the operations alone that ask no agency', async () => {
    await house.ask('{ review(id: "r1") { chronology { reference } } }');

    expect(house.subgraphs['reviews']!.calls[0]!.query).not.toContain('proof');
  });
});

const calls = ({ subgraphs }: FederatedHouse) =>
  Object.fromEntries(Object.values(subgraphs).map((subgraph) => [subgraph.name, subgraph.calls.length]));

const places = ({ errors }: Answer) => errors?.map(({ path }) => path);
