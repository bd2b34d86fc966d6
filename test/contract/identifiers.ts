import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { anEntry, refusal, send, trySubmit, written } from '../support/contribution.ts';
import { type Opened, open, openedBefore, type Promises } from './contract.ts';
import { everyCell, fingerprint } from './every-cell.ts';
import { inventedIdentifier } from './invented-identifier.ts';

/** Opens a review whose person at the centre has this identifier, and asks the own organisation. */
async function reviewAbout({ hub, review }: Opened, identifier: { readonly scheme: string; readonly value: string }) {
  const { id: partnership, administrator } = hub.partnerships[0]!;
  const id = randomUUID();
  const identity = { names: [{ name: 'Isla Invented' }], identifiers: [identifier], addresses: [] };
  const subject = { id: randomUUID(), pseudonym: 'Wren', role: 'person at the centre', atTheCentre: true, identity };
  const opening = {
    id,
    partnership,
    reference: id,
    title: 'Wren',
    type: 'CSPR',
    stage: 'RETURNS',
    subjects: [subject],
  };
  await hub.data(administrator, 'mutation($review: ReviewInput!) { openReview(review: $review) }', { review: opening });
  const [author, signatory] = [`author-${id}`, `signatory-${id}`];
  for (const [person, role] of [
    [author, 'AUTHOR'],
    [signatory, 'SIGNATORY'],
  ]) {
    await hub.data(
      administrator,
      'mutation($person: String!, $organisation: ID!, $role: String!) { appoint(person: $person, organisation: $organisation, role: $role) }',
      { person, organisation: review.organisationOf('OWN'), role },
    );
  }
  await hub.data(
    administrator,
    'mutation($review: ID!, $request: ContributionRequestInput!) { requestContribution(review: $review, request: $request) }',
    {
      review: id,
      request: { organisation: review.organisationOf('OWN'), code: 'OWN', askedOn: '2024-02-12', dueOn: '2024-02-23' },
    },
  );
  const subjects = { ...review.subjects, Wren: subject.id };
  return { ...review, id, subjects, author: () => author, signatory: () => signatory };
}

export const matchesIdentifiers: Promises = (contract) => {
  describe('an identifier', () => {
    const opened = openedBefore(contract, async ({ hub, agency }) => {
      return { invented: inventedIdentifier(agency), before: await fingerprint(hub, agency.name) };
    });
    const refused = async (change: object) => {
      const { hub, agency, review, own, before } = opened();
      const refusedWith = await refusal(trySubmit(own, [anEntry(review, { sourceRecordId: 'r', ...change })]));
      expect(await fingerprint(hub, agency.name)).toEqual(before);
      return refusedWith;
    };

    it('with a wrong check digit is refused by name', async ({ skip }) => {
      const { scheme, label, wrong } = opened().invented;
      if (wrong === null) {
        return skip('The first scheme of this agency has no check digit.');
      }
      expect(await refused({ identifiers: [{ scheme, value: wrong }] })).toEqual({
        code: 'BAD_USER_INPUT',
        message: `Entry "r": "${wrong}" is not a right ${label}: its length or check digit is wrong.`,
      });
    });

    it('of nobody in this review stops the sending when it is declared', async () => {
      const { scheme, label, right } = opened().invented;
      expect(await refused({ identifiers: [{ scheme, value: right }] })).toEqual({
        code: 'BAD_USER_INPUT',
        message: `Entry "r": The ${label} "${right}" belongs to no person of this review. Leave it out, or confirm the row.`,
      });
    });

    it.each(['whatHappened', 'actionTaken', 'seenAndHeard', 'ownWords', 'agencyComment', 'sourceOfInformation'])(
      'of nobody in this review stops the sending when it stands in %s',
      async (field) => {
        const { right } = opened().invented;
        expect(await refused({ [field]: `Rang about ${right}, no reply.` })).toMatchObject({
          code: 'BAD_USER_INPUT',
          message: expect.stringContaining(`"${right}" belongs to no person of this review.`),
        });
      },
    );

    it.each(['people', 'learnedFrom', 'kindAsRecorded', 'communication', 'a typed field'])(
      'of nobody in this review stops the sending when it stands in %s',
      async (field) => {
        const { right } = opened().invented;
        const words = `Person ${right}`;
        const said = field === 'people' ? { people: [words] } : { [field]: words };
        const change = field === 'a typed field' ? { informationReceived: { from: words } } : said;
        expect(await refused(change)).toMatchObject({
          code: 'BAD_USER_INPUT',
          message: expect.stringContaining(right),
        });
      },
    );

    it('of nobody in this review is taken where its author has looked at the row', async () => {
      const { agency, review, own } = await open(contract());
      const { scheme, right } = inventedIdentifier(agency);
      const confirmed = { identifiers: [{ scheme, value: right }], identifiersConfirmed: true };
      const { entries } = await written(trySubmit(own, [anEntry(review, confirmed)]));
      expect(entries.map(({ outcome }) => outcome)).toEqual(['ADDED']);
    });

    it('of a person of the review is taken, and never reaches the hub but sealed', async () => {
      const { hub, own, invented } = opened();
      const identifier = { scheme: invented.scheme, value: invented.right };
      const review = await reviewAbout(opened(), identifier);
      await send({ ...own, review }, [
        anEntry(review, { identifiers: [identifier], whatHappened: 'The right person’s row.' }),
      ]);
      expect(await everyCell(hub, 'reviews')).not.toContain(invented.right);
    });
  });
};
