import type { GraphQLSchema } from 'graphql';
import { isObjectType } from 'graphql';
import { agencies } from '../../../subgraphs/index.ts';
import { entryProof } from '../../../subgraphs/kit/entries/entry-proof.ts';
import { NOTICE } from '../page-query.ts';

/** Entries of the one review that the in-memory subgraphs hold; a page beyond the last goes on with the first. */
export const ENTRIES = 2_000;
export const REVIEW = '5b9f9d52-0000-4000-8000-000000000001';
export const REFERENCE = 'BENCH-1';
const KINDS_EACH = 6;

/** The id of an entry holds its number, so that every process knows the same entries without a word. */
export const idOf = (index: number) => `00000000-0000-4000-8000-${index.toString(16).padStart(12, '0')}`;
export const indexOf = (id: string) => Number.parseInt(id.slice(-12), 16);
export const cursorOf = (index: number) => `c${index}`;

/** Where a page begins: after its cursor, whose number may be as large as it likes. */
export const startOf = (after: unknown) => (typeof after === 'string' ? (Number(after.slice(1)) + 1) % ENTRIES : 0);

const agencyOf = (index: number) => agencies[index % agencies.length]!;

const sentences = [
  'Seen at home with her mother and her brother; the visit had been announced by letter the week before.',
  'No answer at the door. A card was left and the duty worker was told the same afternoon.',
  'He said that he did not want to go home after school and would not say more when he was asked.',
  'A bruise on the left forearm, about two centimetres, explained as a fall from the slide in the park.',
  'The call was closed after the caller said that everything was all right now. Raised voices were heard.',
  'Discussed with the named nurse, who advised a conversation with the social worker within one day.',
];

/** Some sentences, always the same for an entry; about as long as entries of real chronologies. */
const words = (index: number, howMany: number) =>
  Array.from({ length: howMany }, (_, at) => sentences[(index * 7 + at * 5) % sentences.length]).join(' ');

/** An entry as the partnership's own service knows it. */
export function placeOf(index: number) {
  const { entryType, name, sector } = agencyOf(index);
  const id = idOf(index);
  const organisation = {
    __typename: 'Organisation',
    id: `org-${name}`,
    name: `Organisation of ${name}`,
    sector,
    service: name,
  };
  return {
    __typename: entryType,
    id,
    reference: `${name.slice(0, 3).toUpperCase()}-${index}`,
    kind: `KIND_${index % KINDS_EACH}`,
    kindLabel: `Kind ${index % KINDS_EACH}`,
    significance: (['KEY', 'SIGNIFICANT', 'ROUTINE'] as const)[index % 3],
    handling: 'PANEL',
    occurred: {
      __typename: 'Occurred',
      text: `${(index % 28) + 1} March 2023, 10.15`,
      earliest: `2023-03-${String((index % 28) + 1).padStart(2, '0')}`,
      latest: `2023-03-${String((index % 28) + 1).padStart(2, '0')}`,
      time: '10:15',
      precision: 'MINUTE',
      approximate: false,
    },
    organisation,
    subjects: [],
    proofOfEntry: proofOf(index, organisation.id),
  };
}

/** The same entry as the agency that owns it knows it. */
export function entryOf(index: number, recordTypes: RecordTypes) {
  const { entryType, name } = agencyOf(index);
  const types = recordTypes.get(name) ?? [];
  return {
    __typename: entryType,
    id: idOf(index),
    proofOfEntry: proofOf(index, `org-${name}`),
    record: {
      __typename: types[index % types.length],
      reference: `${name.slice(0, 3).toUpperCase()}-${index}`,
      dateAsRecorded: `${(index % 28) + 1} March 2023, 10.15`,
      sourceOfInformation: 'Electronic record, contacts',
      people: ['Mother', 'Health visitor 2'],
      whatHappened: words(index, 4),
      actionTaken: words(index + 1, 1),
      personSeen: 'WITH_OTHERS',
      ownWords: index % 5 === 0 ? 'I like it when gran comes.' : null,
      agencyComment: null,
      practice: 'AS_EXPECTED',
      recordedOn: '2023-03-14',
    },
  };
}

const proofOf = (index: number, organisation: string) =>
  entryProof({
    revision: idOf(index),
    review: REVIEW,
    organisation,
    contentHash: idOf(index).replaceAll('-', '').padEnd(64, '0'),
  });

/** The review without its entries. */
export const review = {
  __typename: 'Review',
  id: REVIEW,
  reference: REFERENCE,
  title: 'A review that exists for measuring',
};

export const connection = {
  __typename: 'ChronologyConnection',
  version: 1,
  newerAvailable: false,
  notice: NOTICE,
  pageInfo: { __typename: 'PageInfo', hasNextPage: true, hasPreviousPage: false, startCursor: null, endCursor: 'c0' },
};

/** Types that an agency's records have, by its name. */
export type RecordTypes = ReadonlyMap<string, readonly string[]>;

/** Takes a few kinds of each agency from the supergraph. */
export function recordTypesIn(schema: GraphQLSchema): RecordTypes {
  const records = Object.values(schema.getTypeMap())
    .filter((type) => isObjectType(type) && type.getInterfaces().some(({ name }) => name === 'EntryRecord'))
    .map(({ name }) => name)
    .sort();
  return new Map(
    agencies.map(({ name, entryType }) => {
      const prefix = entryType.replace(/Entry$/, '');
      return [name, records.filter((type) => type.startsWith(prefix)).slice(0, KINDS_EACH)];
    }),
  );
}
