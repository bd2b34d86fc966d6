import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { health, police, reviews } from '../support/chronology-subgraphs.ts';
import { type FederatedHouse, startFederatedHouse } from '../support/federated-house.ts';

const chronology = `
  query Chronology($id: ID!, $first: Int) {
    review(id: $id) {
      title
      chronology(first: $first) {
        __typename
        ref: reference
        record {
          __typename
          reference
          ... on EmergencyAttendance { leftBeforeSeen }
          ...Police
          ... on Withdrawn { reason }
        }
      }
    }
  }
  fragment Police on CallOut { officers }
`;

describe('the joint chronology', () => {
  let house: FederatedHouse;

  beforeAll(async () => {
    house = await startFederatedHouse([reviews, health, police]);
  });
  afterAll(() => house.close());
  beforeEach(() => {
    for (const { calls } of Object.values(house.subgraphs)) {
      calls.length = 0;
    }
  });

  it('puts what each agency recorded into the order that reviews keeps', async () => {
    const answer = await house.ask(chronology, { variables: { id: 'r1', first: 6 } });

    expect(answer.errors).toBeUndefined();
    expect(answer.data).toEqual({
      review: {
        title: 'Review 1',
        chronology: [
          {
            __typename: 'HealthEntry',
            ref: 'HEA-1',
            record: { __typename: 'EmergencyAttendance', reference: 'HEA-1', leftBeforeSeen: false },
          },
          {
            __typename: 'PoliceEntry',
            ref: 'POL-2',
            record: { __typename: 'CallOut', reference: 'POL-2', officers: ['PC 1'] },
          },
          {
            __typename: 'HealthEntry',
            ref: 'HEA-3',
            record: { __typename: 'EmergencyAttendance', reference: 'HEA-3', leftBeforeSeen: true },
          },
          {
            __typename: 'PoliceEntry',
            ref: 'POL-4',
            record: { __typename: 'CallOut', reference: 'POL-4', officers: ['PC 1'] },
          },
          {
            __typename: 'HealthEntry',
            ref: 'HEA-5',
            record: { __typename: 'EmergencyAttendance', reference: 'HEA-5', leftBeforeSeen: false },
          },
          {
            __typename: 'PoliceEntry',
            ref: 'POL-6',
            record: { __typename: 'Withdrawn', reference: 'POL-6', reason: 'Another person.' },
          },
        ],
      },
    });
  });

  it('asks reviews once and each agency once', async () => {
    await house.ask(chronology, { variables: { id: 'r1' } });

    const counts = Object.values(house.subgraphs).map(({ name, calls }) => [name, calls.length]);
    expect(counts).toEqual([
      ['reviews', 1],
      ['health', 1],
      ['police', 1],
    ]);
  });

  it('names every service it asked as answered', async () => {
    const { extensions } = await house.ask(chronology, { variables: { id: 'r1' } });

    expect(extensions?.['coverage']).toHaveLength(3);
    expect(extensions?.['coverage']).toEqual(
      expect.arrayContaining([
        { agency: 'reviews', answered: true },
        { agency: 'health', answered: true },
        { agency: 'police', answered: true },
      ]),
    );
  });

  it('asks no agency about records nobody asked for', async () => {
    await house.ask('{ review(id: "r1") { chronology { reference } } }');

    expect(house.subgraphs['police']?.calls).toHaveLength(0);
  });

  it('splits a long list into calls of two hundred', async () => {
    const answer = await house.ask('{ longReview(length: 450) { chronology { record { reference } } } }');

    const sizes = house.subgraphs['police']?.calls.map(({ variables }) => (variables['representations'] as []).length);
    expect(sizes?.toSorted()).toEqual([200, 200, 50]);
    expect(answer.errors).toBeUndefined();
    expect(answer.text.match(/"record":\{"reference":"POL-/g)).toHaveLength(450);
  });
});
