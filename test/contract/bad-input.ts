import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { kindFieldName } from '../../subgraphs/kit/graph/kind-types.ts';
import { anEntry, refusal } from '../support/contribution.ts';
import { openReview } from '../support/review.ts';
import { type Contract, type Opened, openedBefore, type Promises } from './contract.ts';
import { fingerprint } from './every-cell.ts';
import { codedField } from './filled-entry.ts';

/** An organisation of few reviews: somebody of very many must name one of their own. */
const SELDOM_ASKED = 3;

const unknownReview = '0badc0de-0000-4000-8000-000000000000';

type Sent = {
  readonly person?: string;
  readonly review?: string;
  readonly organisation?: string;
  readonly key?: string;
  readonly entries?: readonly object[];
};

/** Submits as the own author would, with one thing wrong. */
const submitting = ({ hub, review, own }: Opened, { person, entries, ...place }: Sent) =>
  hub.ask(
    person ?? review.author('OWN'),
    `mutation($review: ID!, $organisation: ID!, $key: String!, $entries: [${own.prefix}EntryInput!]!) {
      submit${own.prefix}Entries(review: $review, organisation: $organisation, key: $key, entries: $entries) { receipt }
    }`,
    {
      review: review.id,
      organisation: review.organisationOf('OWN'),
      key: randomUUID(),
      entries: entries ?? [anEntry(review)],
      ...place,
    },
  );

const fingerprints = ({ hub, agency }: Contract) =>
  Promise.all([fingerprint(hub, agency.name), fingerprint(hub, 'reviews')]);

const wrongEntries: readonly (readonly [string, object, string])[] = [
  ['no kind', { informationReceived: null }, 'Entry "r" takes exactly one kind; it has none.'],
  ['two kinds', { meeting: {} }, 'Entry "r" takes exactly one kind; it has INFORMATION_RECEIVED and MEETING.'],
  [
    'a subject who is no person of the review',
    { subjects: ['0badc0de-0000-4000-8000-000000000001'] },
    'Entry "r", subjects: "0badc0de-0000-4000-8000-000000000001" is no person of this review.',
  ],
  [
    'a date that does not exist',
    { occurred: '30/02/2022' },
    'Entry "r", occurred: "30/02/2022" is not a date: February 2022 has no day 30.',
  ],
  ['no words', { whatHappened: '' }, 'Entry "r", whatHappened: What happened is missing.'],
  ['blank words', { whatHappened: ' \n ' }, 'Entry "r", whatHappened: What happened is missing.'],
  ['U+0000 in the words', { ownWords: 'a\u0000b' }, 'Entry "r", ownWords: This holds the character U+0000.'],
  [
    'half of a character in the words',
    { whatHappened: 'a\ud83db' },
    'Entry "r", whatHappened: This holds half of a character (an unpaired surrogate).',
  ],
  [
    'the kind OTHER without a word for it',
    { informationReceived: null, other: {} },
    'Entry "r", kindAsRecorded: An entry of kind OTHER says what kind it is in the words of the record.',
  ],
  [
    'a reason for holding back that is not on the list',
    { handling: 'LISTED', reasons: ['EMBARRASSING'] },
    'Entry "r", reasons: "EMBARRASSING" is not one of',
  ],
  [
    'an identifier of a scheme the agency does not use',
    { identifiers: [{ scheme: 'SHOE_SIZE', value: '43' }] },
    '"SHOE_SIZE" is not an identifier this agency uses',
  ],
];

export const refusesBadInput: Promises = (contract) => {
  describe('bad input', () => {
    const opened = openedBefore(
      contract,
      async ({ hub, agency }) => {
        const elsewhere = await openReview(hub, [{ service: agency.name, code: 'FAR', index: 2 }], 1);
        return { elsewhere, before: await fingerprints({ hub, agency }) };
      },
      SELDOM_ASKED,
    );

    /** Sends it, and expects the code and a sentence that begins so, and not a row written anywhere. */
    const refused = async (sent: Sent, code: string, message: string) => {
      const refusedWith = await refusal(submitting(opened(), sent));
      expect(refusedWith.code).toBe(code);
      expect(refusedWith.message?.slice(0, message.length)).toBe(message);
      expect(await fingerprints(opened())).toEqual(opened().before);
    };

    it('names a review that is not there', () =>
      refused({ review: unknownReview }, 'NOT_FOUND', `There is no review with id "${unknownReview}".`));

    it('says the same of a review of another partnership', async () => {
      const { elsewhere } = opened();
      await refused({ review: elsewhere.id }, 'NOT_FOUND', `There is no review with id "${elsewhere.id}".`);
    });

    it('says the same of text that is no id', () =>
      refused({ review: 'wren' }, 'NOT_FOUND', 'There is no review with id "wren".'));

    it("names an organisation that is not the caller's own", async () => {
      const organisation = opened().review.organisationOf('TWO');
      await refused(
        { organisation },
        'NOT_ALLOWED',
        'You do not act for this organisation: that is for an author or a system of its own.',
      );
    });

    it.each(['chair', 'manager'] as const)('is what the %s sends, who acts for no organisation', async (role) => {
      const { review } = opened();
      const message = 'You do not act for this organisation: that is for an author or a system of its own.';
      await refused({ person: review.person(role) }, 'NOT_ALLOWED', message);
    });

    it('is what a signatory submits, who signs off and does not write', () =>
      refused(
        { person: opened().review.signatory('OWN') },
        'NOT_ALLOWED',
        'Your role in this review does not carry this: it is for an author or a system of the organisation.',
      ));

    it.each(wrongEntries)('is refused for %s', async (_name, change, message) => {
      const entry = anEntry(opened().review, { sourceRecordId: 'r', ...change });
      await refused({ entries: [anEntry(opened().review), entry] }, 'BAD_USER_INPUT', message);
    });

    it('is refused for a code that the field does not take', async () => {
      const { agency, review } = opened();
      const { kind, field } = codedField(agency);
      const entry = anEntry(review, {
        sourceRecordId: 'r',
        informationReceived: null,
        [kindFieldName(kind)]: { [field]: 'PERHAPS' },
      });
      await refused({ entries: [entry] }, 'BAD_USER_INPUT', `Entry "r", ${field}: "PERHAPS" is not one of`);
    });

    it('is refused for a typed field that the kind does not have', async () => {
      const entry = anEntry(opened().review, { informationReceived: { shoeSize: '43' } });
      await refused(
        { entries: [entry] },
        'BAD_USER_INPUT',
        'Variable "$entries" got invalid value { shoeSize: "43" } at "entries[0].informationReceived"; Field "shoeSize" is not defined',
      );
    });

    it('is refused for a day that does not exist', async () => {
      const entry = anEntry(opened().review, { recordedOn: '2022-02-30' });
      await refused(
        { entries: [entry] },
        'BAD_USER_INPUT',
        'Variable "$entries" got invalid value "2022-02-30" at "entries[0].recordedOn"; "2022-02-30" is not a day',
      );
    });

    it.each([
      ['U+0000', 'some \u0000 day'],
      ['half of a character', 'some \ud83d day'],
    ])('is refused for %s in the words of a date', async (_name, occurred) => {
      const entry = anEntry(opened().review, { sourceRecordId: 'r', occurred });
      await refused({ entries: [entry] }, 'BAD_USER_INPUT', 'Entry "r", occurred: ');
    });

    it.each([
      ['empty', ' ', 'The idempotency key " " has 1 characters; it takes 1 to 200.'],
      ['too long', 'k'.repeat(201), `The idempotency key "${'k'.repeat(40)}" has 201 characters; it takes 1 to 200.`],
      ['half of a character', 'a\ud83d', 'A text of this request holds half of a character (an unpaired surrogate).'],
      ['text with U+0000 in it', 'a\u0000b', 'A text of this request holds the character U+0000'],
    ])('is refused for a key that is %s', (_name, key, message) => refused({ key }, 'BAD_USER_INPUT', message));
  });
};
