import { describe, expect, it } from 'vitest';
import {
  type Acting,
  anEntry,
  hiddenFromAllBut,
  send,
  tryWithdraw,
  untilDelivered,
  written,
} from '../support/contribution.ts';
import type { Commands } from './own-contribution-commands.ts';

type Harm = readonly [what: string, service: string, sql: string, fault: RegExp];

/** What somebody with all rights on a database could do, one at a time, and what is said of it. `$1` is the review. */
const harms: readonly Harm[] = [
  [
    'words that were changed in the database',
    'health',
    `UPDATE revision SET content = replace(content, 'Plum', 'Pear') WHERE content LIKE '%Plum%' AND $1::text IS NOT NULL`,
    /HOS: HOS-1: the words of its revision \S+ are not those that were signed\./,
  ],
  [
    'a manifest that was changed',
    'health',
    `UPDATE publication SET signed = split_part(signed, '.', 1) || '.' || split_part(signed, '.', 2) || '.' || 'AAAA' || substr(split_part(signed, '.', 3), 5)
     WHERE number = 2 AND contribution_id IN (SELECT id FROM contribution WHERE review_id::text = $1)`,
    /HOS: Publication 2: its signature is of none of the organisation's keys\./,
  ],
  [
    'an answer of the hub that the hub did not sign',
    'health',
    `UPDATE delivery SET answer = (SELECT signed FROM publication p WHERE p.contribution_id = delivery.contribution_id AND p.number = 1)
     WHERE number = 1 AND contribution_id IN (SELECT id FROM contribution WHERE review_id::text = $1)`,
    /HOS: Publication 1: the answer of the hub to it is not signed by the hub\./,
  ],
  [
    'a place that was taken out of the chronology',
    'reviews',
    `DELETE FROM pointer WHERE reference = 'HOS-1' AND review_id::text = $1`,
    /HOS: HOS-1: it was signed and accepted, and the chronology does not have it\./,
  ],
];

export const verifyCommands = ({ hub, openOne, command }: Commands) => {
  const sent = async () => {
    const review = await openOne();
    const acting: Acting = { hub: hub(), review, code: 'HOS', prefix: 'Health' };
    const entry = anEntry(review, { whatHappened: 'Plum was here.', sourceVersion: '1' });
    await send(acting, [entry, anEntry(review), anEntry(review, hiddenFromAllBut('nobody-else'))]);
    await send(acting, [{ ...entry, whatHappened: 'Plum and quince were here.', sourceVersion: '2' }]);
    await written(tryWithdraw(acting, ['HOS-2']));
    await untilDelivered(acting);
    const verify = (person: string, ...words: readonly string[]) =>
      command(person, 'verify', review.reference, '--keys', hub().keys.publicFile, ...words);
    return { review, verify };
  };

  describe('verifying', () => {
    it('recomputes all that an organisation has published, for its signatory', async () => {
      const { review, verify } = await sent();
      const ran = await verify(review.signatory('HOS'), '--organisation', 'HOS');
      expect(ran).toEqual({
        code: 0,
        answered:
          '3 places fetched again.\n' +
          'HOS: 3 publications, signatures and chain looked at; 4 revisions recomputed; 3 places compared with publication 3.\n' +
          'Everything matches that you can check.\n',
        complained: '',
      });
    });

    it('lets the chair check the places that are open to them, and claims no more', async () => {
      const { review, verify } = await sent();
      expect(await verify(review.person('chair'))).toEqual({
        code: 0,
        answered: '2 places fetched again.\nEverything matches that you can check.\n',
        complained: '',
      });
    });

    it('says the same as JSON, with what does not match', async () => {
      const { review, verify } = await sent();
      const looked = async () => {
        const { code, answered, complained } = await verify(review.signatory('HOS'), '--organisation', 'HOS', '--json');
        return { code, found: JSON.parse(answered) as unknown, complained };
      };
      const own = { code: 'HOS', publications: 3, recomputed: 4, erased: 0, places: 3, comparedWith: 3 };
      expect(await looked()).toEqual({
        code: 0,
        found: {
          review: review.reference,
          places: 3,
          own: { ...own, faults: [] },
          matches: true,
          faults: [],
          unfetched: [],
        },
        complained: '',
      });
      await hub().sql('reviews', "DELETE FROM pointer WHERE reference = 'HOS-1' AND review_id = $1", [review.id]);
      const faults = ['HOS: HOS-1: it was signed and accepted, and the chronology does not have it.'];
      expect(await looked()).toEqual({
        code: 1,
        found: {
          review: review.reference,
          places: 2,
          own: { ...own, places: 2, faults },
          matches: false,
          faults,
          unfetched: [],
        },
        complained: '1 thing does not match.\n',
      });
    });

    it('says apart from what does not match what could not be fetched', async () => {
      const { review, verify } = await sent();
      await hub().stop('health');
      const ran = await verify(review.person('chair')).finally(() => hub().start('health'));
      expect(ran).toEqual({
        code: 1,
        answered: '0 places fetched again.\n',
        complained: '2 could not be fetched: health could not be reached, or broke off its answer.\n',
      });
    });

    it('claims nothing to those who may read none of it', async () => {
      const { review, verify } = await sent();
      const none = 'You see this review, but none of its entries. Some material may be held back.';
      expect(await verify(hub().partnerships[0]!.administrator)).toMatchObject({
        code: 1,
        complained: `There was nothing to check. ${none}\n`,
      });
      const read = await command(hub().partnerships[0]!.administrator, 'chronology', '--review', review.reference);
      expect(read.answered).toContain(`No entries. Version 3. ${none}`);
    });

    it.each(harms)('finds %s', async (_what, service, sql, fault) => {
      const { review, verify } = await sent();
      await hub().sql(service, sql, [review.id]);
      const ran = await verify(review.signatory('HOS'), '--organisation', 'HOS');
      expect(ran.code).toBe(1);
      expect(ran.answered).toMatch(fault);
      expect(ran.complained).toMatch(/^\d+ things? do(es)? not match\.\n$/);
    });

    it('shows the chair an entry whose hash is not the one the hub was sent', async () => {
      const { review, verify } = await sent();
      await hub().sql(
        'health',
        `UPDATE revision SET content_hash = reverse(content_hash) WHERE content LIKE '%Plum and%'
         AND entry_id IN (SELECT entry_id FROM published_entry WHERE review_id = $1)`,
        [review.id],
      );
      const ran = await verify(review.person('chair'));
      expect(ran.code).toBe(1);
      expect(ran.answered).toContain('HOS-1: its agency gave nothing for it, or not what the hub holds the hash of.');
    });
  });
};
