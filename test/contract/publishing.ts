import { describe, expect, it } from 'vitest';
import { kindFieldName, kindTypeName } from '../../subgraphs/kit/graph/kind-types.ts';
import { anEntry, send } from '../support/contribution.ts';
import { open, type Promises } from './contract.ts';
import { codedField, common, everyField, filledEntry, filledFields, unaliased } from './filled-entry.ts';

type Read = {
  readonly review: {
    readonly chronology: {
      readonly totalCount: number;
      readonly edges: readonly {
        readonly node: { readonly reference: string; readonly record: Record<string, unknown> };
      }[];
    };
  };
};

const chronologyWith = (record: string) =>
  `query($review: ID!) { review(id: $review) { chronology(first: 200) { totalCount edges { node { reference record { ${record} } } } } } }`;

export const publishes: Promises = (contract) => {
  describe('what is published', () => {
    it('is read by the panel by reference, with the field that only its kind has', async () => {
      const { hub, agency, review, own } = await open(contract());
      const { kind, field, value } = codedField(agency);
      await send(own, [anEntry(review, { informationReceived: null, [kindFieldName(kind)]: { [field]: value } })]);
      const { review: read } = await hub.data<Read>(
        review.person('member'),
        chronologyWith(`__typename ... on ${kindTypeName(agency, kind)} { whatHappened field: ${field} }`),
        { review: review.id },
      );
      expect(read.chronology.edges).toEqual([
        {
          node: {
            reference: 'OWN-1',
            record: {
              __typename: kindTypeName(agency, kind),
              whatHappened: 'Something was seen and written down.',
              field: value,
            },
          },
        },
      ]);
    });

    it('is read back equal for every kind with every field filled, sent as one batch', async () => {
      const { hub, agency, review, own } = await open(contract());
      await send(
        own,
        agency.kinds.map((kind) => filledEntry(review, kind)),
      );
      const { review: read } = await hub.data<Read>(review.person('chair'), chronologyWith(everyField(agency)), {
        review: review.id,
      });
      expect(read.chronology.edges.map(({ node }) => unaliased(node.record))).toEqual(
        agency.kinds.map((kind, index) => ({
          __typename: kindTypeName(agency, kind),
          reference: `OWN-${index + 1}`,
          ...common,
          ...filledFields(kind),
          kindAsRecorded: `Note (${kind.label})`,
        })),
      );
    });

    it('has arrived when the hub has signed for it, and is in the coverage', async () => {
      const { hub, review, own } = await open(contract());
      const status = await send(own, [anEntry(review), anEntry(review)]);
      const { review: read } = await hub.data<{ review: { coverage: object[] } }>(
        review.person('manager'),
        'query($review: ID!) { review(id: $review) { coverage { code state number entries notArrived } } }',
        { review: review.id },
      );
      expect(status).toMatchObject({ number: 1, outcome: 'ACCEPTED', refusal: null, deliveringSince: null });
      expect(read.coverage).toEqual([
        { code: 'OWN', state: 'PUBLISHED', number: 1, entries: 2, notArrived: null },
        { code: 'TWO', state: 'AWAITED', number: null, entries: null, notArrived: null },
      ]);
    });
  });
};
