import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import {
  type Acting,
  anEntry,
  refusal,
  send,
  tryPublish,
  tryPublishUnsigned,
  trySign,
  trySubmit,
  tryWithdraw,
  untilDelivered,
  written,
} from '../support/contribution.ts';
import { open, type Promises, placeOf, queryPrefix } from './contract.ts';
import { everyCell } from './every-cell.ts';

const words = {
  form: 'INDIVIDUAL_MANAGEMENT_REVIEW',
  authorRole: 'Named nurse',
  noPartInTheCase: true,
  summary: 'Seen four times in the year.',
  answers: [{ question: 'Who asked?', answer: 'Nobody asked.' }],
  analysis: 'Each visit was looked at alone.',
  learning: ['A pattern needs one reader.'],
  recommendations: [{ words: 'Show earlier visits at the desk.', owner: 'Clinical lead', dueOn: '2024-09-30' }],
  glossary: [{ short: 'HV1', meaning: 'health visitor' }],
};

/** Writes the organisation's own words as its author, whatever comes of it. */
const tryWords = ({ hub, prefix, ...acting }: Acting, change: object = {}) =>
  hub.ask(
    acting.review.author(acting.code),
    `mutation($review: ID!, $organisation: ID!, $key: String!, $words: ${prefix}OwnWordsInput!) {
      written: write${prefix}OwnWords(review: $review, organisation: $organisation, key: $key, words: $words) { receipt draftVersion }
    }`,
    { ...placeOf({ hub, prefix, ...acting }), key: randomUUID(), words: { ...words, ...change } },
  );

const OWN_WORDS = `query($review: ID!) { review(id: $review) { coverage {
  code state form formOfAnswer inAnotherForm entries author { role from { id } } signedOff { role standingUntil from { id } }
  ownWords { reference record { __typename reference
    ... on OwnWords { summary answers { question answer } analysis learning recommendations { words owner dueOn } glossary { short meaning } }
    ... on Withheld { reason } ... on Withdrawn { why: reason } } }
} chronology(first: 10) { totalCount } } }`;

/** What somebody reads of the own organisation's answer. */
async function answerOf({ hub, review, code: own }: Acting, person: string) {
  type Read = { review: { coverage: (Record<string, unknown> & { code: string })[]; chronology: object } };
  const { review: read } = await hub.data<Read>(person, OWN_WORDS, { review: review.id });
  return { ...read.coverage.find(({ code }) => code === own), chronology: read.chronology };
}

export const signsOff: Promises = (contract) => {
  describe('a draft', () => {
    it('is not published before somebody has signed it off', async () => {
      const { review, own } = await open(contract());
      await written(trySubmit(own, [anEntry(review)]));
      expect(await refusal(tryPublishUnsigned(own))).toEqual({
        code: 'CONFLICT',
        message: 'The draft of OWN is at version 1, and nobody has signed it off.',
      });
    });

    it('that has changed since it was signed off must be signed off anew', async () => {
      const { review, own } = await open(contract());
      await written(trySubmit(own, [anEntry(review)]));
      await written(trySign(own));
      await written(trySubmit(own, [anEntry(review)]));
      expect(await refusal(tryPublishUnsigned(own))).toEqual({
        code: 'CONFLICT',
        message: 'The draft of OWN was signed off at version 1 and is at version 2: it must be signed off anew.',
      });
      await written(trySign(own));
      expect(await written(tryPublishUnsigned(own))).toMatchObject({ number: 1 });
    });

    it('is signed off at the version that was seen, and at no other', async () => {
      const { review, own } = await open(contract());
      await written(trySubmit(own, [anEntry(review)]));
      expect(await refusal(trySign(own, { version: 2 }))).toEqual({
        code: 'CONFLICT',
        message: 'The draft is at version 1, not 2.',
      });
    });

    it('is signed off by a signatory, and by nobody who wrote it', async () => {
      const { review, own } = await open(contract());
      await written(trySubmit(own, [anEntry(review)]));
      expect(await refusal(trySign(own, { person: review.author('OWN') }))).toMatchObject({ code: 'NOT_ALLOWED' });
      expect(await refusal(trySign(own, { person: review.person('chair') }))).toMatchObject({ code: 'NOT_ALLOWED' });
    });

    it('is not signed off by its author, who is a signatory too', async () => {
      const { hub, review, own } = await open(contract());
      const author = review.author('OWN');
      await hub.data(
        hub.partnerships[0]!.administrator,
        'mutation($person: String!, $organisation: ID!) { appoint(person: $person, organisation: $organisation, role: "SIGNATORY") }',
        { person: author, organisation: review.organisationOf('OWN') },
      );
      await written(trySubmit(own, [anEntry(review)]));
      expect(await refusal(trySign(own, { person: author }))).toEqual({
        code: 'NOT_ALLOWED',
        message: `"${author}" wrote some of the draft of OWN. Somebody else must sign it off.`,
      });
    });

    it('keeps what is drafted out of what is taken back: that needs no signature', async () => {
      const { review, own } = await open(contract());
      await send(own, [anEntry(review), anEntry(review)]);
      await written(tryWords(own));
      await written(tryWithdraw(own, ['OWN-1']));
      expect(await untilDelivered(own)).toMatchObject({ number: 2, outcome: 'ACCEPTED' });
      expect(await answerOf(own, review.person('chair'))).toMatchObject({
        form: null,
        author: null,
        signedOff: { role: 'Director' },
        ownWords: null,
      });
    });
  });

  describe("an organisation's own words", () => {
    it('are read by the panel beside its entries, and stand in no chronology', async () => {
      const { hub, review, own } = await open(contract());
      await written(tryWords(own));
      await send(own, [anEntry(review)]);
      const { form, authorRole, noPartInTheCase, ...content } = words;
      expect(await answerOf(own, review.person('member'))).toEqual({
        code: 'OWN',
        state: 'PUBLISHED',
        form,
        formOfAnswer: 'CHRONOLOGY',
        inAnotherForm: true,
        entries: 1,
        author: { role: authorRole, from: null },
        signedOff: { role: 'Director', standingUntil: null, from: null },
        ownWords: { reference: 'OWN-RETURN', record: { __typename: 'OwnWords', reference: 'OWN-RETURN', ...content } },
        chronology: { totalCount: 1 },
      });
      expect(await everyCell(hub, 'reviews')).not.toContain('looked at alone');
    });

    it('are an answer of their own, without an entry', async () => {
      const { review, own } = await open(contract());
      await written(tryWords(own, { form: 'SUMMARY_OF_INVOLVEMENT' }));
      await written(tryPublish(own));
      await untilDelivered(own);
      expect(await answerOf(own, review.person('chair'))).toMatchObject({ state: 'PUBLISHED', entries: 0 });
    });

    it('are held back as an entry is, and taken back as one', async () => {
      const { review, own } = await open(contract());
      await written(tryWords(own, { handling: 'CHAIR', reasons: ['EMPLOYMENT'] }));
      await written(tryPublish(own));
      await untilDelivered(own);
      const read = async (person: string) => (await answerOf(own, person)) as { ownWords?: unknown };
      expect((await read(review.person('member'))).ownWords).toEqual({
        reference: 'OWN-RETURN',
        record: { __typename: 'Withheld', reference: 'OWN-RETURN', reason: 'employment matter' },
      });
      expect((await read(review.person('chair'))).ownWords).toMatchObject({ record: { __typename: 'OwnWords' } });
      await written(tryWithdraw(own, ['OWN-RETURN']));
      await untilDelivered(own);
      expect((await read(review.person('chair'))).ownWords).toEqual({
        reference: 'OWN-RETURN',
        record: { __typename: 'Withdrawn', reference: 'OWN-RETURN', why: 'sent by mistake' },
      });
      await written(tryWords(own, { analysis: 'Said anew.' }));
      await written(tryPublish(own));
      await untilDelivered(own);
      expect((await read(review.person('chair'))).ownWords).toMatchObject({
        reference: 'OWN-RETURN2',
        record: { analysis: 'Said anew.' },
      });
    });

    it.each([
      [{ noPartInTheCase: false }, '"noPartInTheCase" must be true: whoever had a part in the case is not the author.'],
      [{ form: 'SUMMARY_OF_INVOLVEMENT', summary: null }, 'A summary of involvement needs its "summary".'],
      [{ summary: 'a'.repeat(4_001) }, '"summary" is longer than 4,000 characters.'],
      [{ handling: 'HIDDEN' }, '"handling" takes PANEL, LISTED, CHAIR, WITHHELD.'],
      [{ handling: 'CHAIR' }, 'Words that are held back (CHAIR) need a reason.'],
    ])('are refused for what is wrong in them: %o', async (change, message) => {
      const { own } = await open(contract());
      expect(await refusal(tryWords(own, change))).toEqual({ code: 'BAD_USER_INPUT', message });
    });

    it('that are erased are nowhere any more: in no table, no log, no answer', async () => {
      const { hub, agency, review, own } = await open(contract());
      const canary = 'sorrel and tansy';
      const everywhere = {
        summary: canary,
        answers: [{ question: `Who asked? ${canary}`, answer: canary }],
        analysis: canary,
        learning: [canary],
        recommendations: [{ words: canary, owner: canary, dueOn: '2024-09-30' }],
        glossary: [{ short: 'ST', meaning: canary }],
      };
      await written(tryWords(own, everywhere));
      await written(tryPublish(own));
      await written(tryWords(own, { ...everywhere, analysis: `${canary}, corrected` }));
      await written(tryPublish(own));
      await untilDelivered(own);
      await answerOf(own, review.person('chair'));
      expect(await everyCell(hub, agency.name)).toContain(canary);
      await written(tryWithdraw(own, ['OWN-RETURN']));
      await untilDelivered(own);
      for (const person of [review.signatory('OWN'), review.deputy('OWN')]) {
        await hub.data(
          person,
          `mutation($review: ID!, $organisation: ID!) {
            erase${own.prefix}Entry(review: $review, organisation: $organisation, reference: "OWN-RETURN", reason: "SENT_BY_MISTAKE") { state }
          }`,
          placeOf(own),
        );
      }
      for (const service of [agency.name, 'reviews', 'gateway']) {
        expect(await everyCell(hub, service)).not.toContain(canary);
      }
      const drafted = await hub.data(
        review.author('OWN'),
        `query($review: ID!, $organisation: ID!) {
          status: ${queryPrefix(own)}Contribution(review: $review, organisation: $organisation) { ownWords { reference analysis } }
          revisions: ${queryPrefix(own)}Revisions(review: $review, organisation: $organisation) { reference content }
        }`,
        placeOf(own),
      );
      expect(drafted).toEqual({
        status: { ownWords: null },
        revisions: [
          { reference: 'OWN-RETURN', content: null },
          { reference: 'OWN-RETURN', content: null },
        ],
      });
      for (const person of [review.person('chair'), review.author('OWN')]) {
        const read = await answerOf(own, person);
        expect(JSON.stringify(read)).not.toContain(canary);
        expect(read).toMatchObject({ ownWords: { reference: 'OWN-RETURN', record: { __typename: 'Withdrawn' } } });
      }
    });

    it.each([
      ['SUMMARY_OF_INVOLVEMENT', { analysis: null }, null],
      ['CHRONOLOGY', {}, '(chronology), and has no entry. Mend that, or state another form.'],
      ['KEY_EVENTS', {}, '(key events only), and has no entry. Mend that, or state another form.'],
      [
        'INDIVIDUAL_MANAGEMENT_REVIEW',
        { analysis: null },
        '(individual management review), and has no analysis. Mend that, or state another form.',
      ],
      [
        'INDIVIDUAL_MANAGEMENT_REVIEW',
        { learning: [], recommendations: [] },
        '(individual management review), and has neither learning nor recommendations. Mend that, or state another form.',
      ],
      [
        'INFORMATION_REPORT',
        { analysis: null, answers: [] },
        '(information report), and has neither an analysis nor an answer to a question. Mend that, or state another form.',
      ],
    ])('are signed off as %s only with what that form must have: %o', async (form, change, lack) => {
      const { own } = await open(contract());
      await written(tryWords(own, { form, ...change }));
      const { message } = await refusal(trySign(own));
      expect(message).toBe(lack === null ? undefined : `The draft of OWN says that it is "${form}" ${lack}`);
    });

    it('are signed off as key events without what is ordinary, and the panel sees that more was asked for', async () => {
      const { review, own } = await open(contract());
      await written(tryWords(own, { form: 'KEY_EVENTS' }));
      const ordinary = anEntry(review, { sourceRecordId: 'one', significance: 'ROUTINE' });
      await written(trySubmit(own, [ordinary]));
      expect(await refusal(trySign(own))).toEqual({
        code: 'CONFLICT',
        message:
          'The draft of OWN says that it is "KEY_EVENTS" (key events only), and has 1 entries that are rated neither KEY nor SIGNIFICANT. Mend that, or state another form.',
      });
      await send(own, [{ ...ordinary, significance: 'KEY', expectedVersion: 1 }]);
      expect(await answerOf(own, review.person('member'))).toMatchObject({
        form: 'KEY_EVENTS',
        formOfAnswer: 'CHRONOLOGY',
        inAnotherForm: true,
      });
    });

    it('are no addendum to nothing', async () => {
      const { own } = await open(contract());
      expect(await refusal(tryWords(own, { form: 'ADDENDUM' }))).toEqual({
        code: 'CONFLICT',
        message: 'OWN has published nothing to which an addendum could be made.',
      });
    });
  });
};
