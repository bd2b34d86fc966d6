import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parseOccurred } from '../../../subgraphs/kit/occurred/parse-occurred.ts';
import { mayLieInside } from '../../../subgraphs/kit/occurred/period.ts';
import { anEntry, refusal, send } from '../../support/contribution.ts';
import { startTestHub, type TestHub } from '../../support/hub.ts';
import type { TestReview } from '../../support/review.ts';
import { orderInJavaScript, organisations, type Placed, type Prepared, prepareReview } from './three-organisations.ts';
import { PAGE, pageOf, referencesOn, walkBackwards, walkForwards } from './walk.ts';

type Filter = {
  readonly sectors?: string[];
  readonly codes?: string[];
  readonly significances?: string[];
  readonly subjects?: ('Wren' | 'Mother')[];
  readonly from?: string;
  readonly to?: string;
};

const someOf = <T>(...values: T[]) => fc.subarray(values, { minLength: 1 });
const anyFilter: fc.Arbitrary<Filter> = fc.record(
  {
    sectors: someOf('HEALTH', 'POLICE', 'EDUCATION'),
    codes: someOf('HOS', 'GPP1', 'NVP'),
    significances: someOf('KEY', 'SIGNIFICANT', 'ROUTINE', 'NOT_RATED'),
    subjects: someOf('Wren', 'Mother'),
    from: fc.constantFrom('2023-01-01', '2023-03-03', '2023-06-15'),
    to: fc.constantFrom('2023-06-15', '2024-02-09', '2025-01-01'),
  },
  { requiredKeys: [] },
);
const anySizes = fc.array(fc.integer({ min: 12, max: 200 }), { minLength: 1, maxLength: 4 });

const asInput = ({ codes, subjects, ...filter }: Filter, review: TestReview) => ({
  ...filter,
  organisations: codes?.map(review.organisationOf),
  subjects: subjects?.map((name) => review.subjects[name]),
});

const sectorOf = (code: string) => organisations.find((organisation) => organisation.code === code)!.sector;

/** What the filter means, said in JavaScript. */
const matches = ({ sectors, codes, significances, subjects, from, to }: Filter, entry: Placed) =>
  (sectors?.includes(sectorOf(entry.code)) ?? true) &&
  (codes?.includes(entry.code) ?? true) &&
  (significances?.includes(entry.significance) ?? true) &&
  (subjects?.includes(entry.subject) ?? true) &&
  mayLieInside(parseOccurred(entry.occurred), from ?? null, to ?? null);

const replaced = (text: string, at: number) =>
  `${text.slice(0, at)}${text[at] === 'A' ? 'B' : 'A'}${text.slice(at + 1)}`;

describe('paging', () => {
  let hub: TestHub;
  let prepared: Prepared;
  let placed: readonly Placed[];
  let inOrder: readonly string[];

  beforeAll(async () => {
    hub = await startTestHub();
    prepared = await prepareReview(hub, 110);
    placed = await orderInJavaScript(hub, prepared);
    inOrder = placed.map(({ reference }) => reference);
  });
  afterAll(() => hub.close());

  const refused = (asked: Readonly<Record<string, unknown>>, review = prepared.review) =>
    refusal(hub.ask(review.person('chair'), PAGE, { review: review.id, ...asked }));

  describe('of 330 entries by sevens', () => {
    it('goes forwards over each of them once, in the order that their sort keys give', async () => {
      const pages = await walkForwards(hub, prepared.review, [7]);
      expect(pages).toHaveLength(48);
      expect(pages.flatMap(referencesOn)).toEqual(inOrder);
      expect(new Set(inOrder).size).toBe(330);
    });

    it('goes backwards over each of them once, and each page reads forwards', async () => {
      const pages = await walkBackwards(hub, prepared.review, [7]);
      expect(pages).toHaveLength(48);
      expect(pages.toReversed().flatMap(referencesOn)).toEqual(inOrder);
    });

    it('tells on the first, a middle and the last page what lies beyond', async () => {
      const forwards = await walkForwards(hub, prepared.review, [7]);
      const turns = [forwards[0]!, forwards[20]!, forwards[47]!].map(({ pageInfo }) => [
        pageInfo.hasPreviousPage,
        pageInfo.hasNextPage,
      ]);
      expect(turns).toEqual([
        [false, true],
        [true, true],
        [true, false],
      ]);
    });

    it('tells the same while going backwards', async () => {
      const backwards = await walkBackwards(hub, prepared.review, [7]);
      const turns = [backwards[0]!, backwards[20]!, backwards[47]!].map(({ pageInfo }) => [
        pageInfo.hasPreviousPage,
        pageInfo.hasNextPage,
      ]);
      expect(turns).toEqual([
        [true, false],
        [true, true],
        [false, true],
      ]);
    });
  });

  it('gives the whole of any filter, once and in order, whatever the sizes of its pages', async () => {
    const { review } = prepared;
    await fc.assert(
      fc.asyncProperty(anyFilter, anySizes, async (filter, sizes) => {
        const expected = placed.filter((entry) => matches(filter, entry)).map(({ reference }) => reference);
        const forwards = await walkForwards(hub, review, sizes, asInput(filter, review));
        const backwards = await walkBackwards(hub, review, sizes, asInput(filter, review));
        expect(forwards.flatMap(referencesOn)).toEqual(expected);
        expect(backwards.toReversed().flatMap(referencesOn)).toEqual(expected);
      }),
      { seed: 20_240_209, numRuns: 40 },
    );
  });

  it('gives what lies between two cursors', async () => {
    const { edges } = await pageOf(hub, prepared.review, { first: 10 });
    const between = { after: edges[2]!.cursor, before: edges[7]!.cursor };
    const forwards = await pageOf(hub, prepared.review, { first: 3, ...between });
    const backwards = await pageOf(hub, prepared.review, { last: 3, ...between });
    expect(referencesOn(forwards)).toEqual(inOrder.slice(3, 6));
    expect(referencesOn(backwards)).toEqual(inOrder.slice(4, 7));
    expect([forwards.pageInfo.hasNextPage, backwards.pageInfo.hasPreviousPage]).toEqual([true, true]);
  });

  it('gives 50 where nobody says how many, and none where none are asked for', async () => {
    expect(referencesOn(await pageOf(hub, prepared.review, {}))).toEqual(inOrder.slice(0, 50));
    const none = await pageOf(hub, prepared.review, { first: 0 });
    expect(none.edges).toEqual([]);
    expect(none.pageInfo).toEqual({ hasNextPage: true, hasPreviousPage: false, startCursor: null, endCursor: null });
  });

  it('gives up to 200', async () => {
    expect(referencesOn(await pageOf(hub, prepared.review, { last: 200 }))).toEqual(inOrder.slice(130));
  });

  describe('while somebody publishes', () => {
    it('walks through what was there when the walk began, and says that there is newer', async () => {
      const { review } = await prepareReview(hub, 10);
      const whole = referencesOn(await pageOf(hub, review, { first: 200 }));
      const first = await pageOf(hub, review, { first: 7 });
      await send({ hub, review, code: 'NVP', prefix: 'Police' }, [
        anEntry(review, { occurred: '1 January 1999' }),
        anEntry(review, { occurred: '1 January 2099' }),
        anEntry(review, { sourceRecordId: 'NVP-record-0', expectedVersion: 1, occurred: '2 January 1999' }),
      ]);
      const second = await pageOf(hub, review, { first: 7, after: first.pageInfo.endCursor });
      const third = await pageOf(hub, review, { first: 30, after: second.pageInfo.endCursor });
      expect([first, second, third].flatMap(referencesOn)).toEqual(whole);
      expect([first, second, third].map(({ version, newerAvailable }) => [version, newerAvailable])).toEqual([
        [3, false],
        [3, true],
        [3, true],
      ]);
      const back = await pageOf(hub, review, { last: 7, before: second.pageInfo.startCursor });
      expect([referencesOn(back), back.version]).toEqual([referencesOn(first), 3]);
      const anew = await pageOf(hub, review, { first: 3 });
      expect([anew.version, anew.newerAvailable]).toEqual([4, false]);
      expect(referencesOn(anew).slice(0, 2)).toEqual(['NVP-11', 'NVP-1']);
    });
  });

  describe('refuses', () => {
    it.each([
      [{ first: 201 }, 'LIMIT_EXCEEDED', 'first: 201 is more than one page has; it takes up to 200.'],
      [
        { first: 100_000 },
        'LIMIT_EXCEEDED',
        'The request may come to 100000 rows; one request may ask for 1000. Ask for smaller pages.',
      ],
      [{ first: 201 }, 'LIMIT_EXCEEDED', 'first: 201 is more than one page has; it takes up to 200.'],
      [{ last: 201 }, 'LIMIT_EXCEEDED', 'last: 201 is more than one page has; it takes up to 200.'],
      [{ first: -1 }, 'BAD_USER_INPUT', 'first: -1 is less than nothing.'],
      [{ last: -7 }, 'BAD_USER_INPUT', 'last: -7 is less than nothing.'],
      [
        { first: 3, last: 4 },
        'BAD_USER_INPUT',
        'A page goes forwards or backwards: it takes first (3) or last (4), not both.',
      ],
      [{ after: '' }, 'BAD_USER_INPUT', '"" is not a cursor of this hub.'],
      [{ before: '' }, 'BAD_USER_INPUT', '"" is not a cursor of this hub.'],
      [{ after: 'half past nine' }, 'BAD_USER_INPUT', '"half past nine" is not a cursor of this hub.'],
      [{ last: 3, before: 'é'.repeat(60) }, 'BAD_USER_INPUT', `"${'é'.repeat(40)}" is not a cursor of this hub.`],
    ])('%j with %s', async (asked, code, message) => {
      expect(await refused(asked)).toEqual({ code, message });
    });

    it('a cursor of another review', async () => {
      const other = await prepareReview(hub, 1);
      const { endCursor } = (await pageOf(hub, prepared.review, { first: 3 })).pageInfo;
      expect(await refused({ after: endCursor }, other.review)).toEqual({
        code: 'BAD_USER_INPUT',
        message: `The cursor "${endCursor!.slice(0, 40)}" belongs to another review.`,
      });
    });

    it('a cursor of another filter', async () => {
      const { endCursor } = (await pageOf(hub, prepared.review, { first: 3, filter: { sectors: ['HEALTH'] } }))
        .pageInfo;
      expect(await refused({ after: endCursor, filter: { sectors: ['POLICE'] } })).toEqual({
        code: 'BAD_USER_INPUT',
        message: `The cursor "${endCursor!.slice(0, 40)}" belongs to another filter.`,
      });
    });

    it.each([0, 1, 8, 60, 86, 87, 100, 129])('a cursor of which character %i was changed', async (position) => {
      const { endCursor } = (await pageOf(hub, prepared.review, { first: 3 })).pageInfo;
      const changed = replaced(endCursor!, position);
      expect(await refused({ after: changed })).toEqual({
        code: 'BAD_USER_INPUT',
        message: `"${changed.slice(0, 40)}" is not a cursor of this hub.`,
      });
    });

    it('a cursor that was changed to name an entry of nowhere, of another review, or one that the filter leaves out', async () => {
      const other = await prepareReview(hub, 1);
      const elsewhere = (await pageOf(hub, other.review, { first: 1 })).edges[0]!.cursor.slice(-36);
      const { edges } = await pageOf(hub, prepared.review, { first: 50 });
      const police = edges.find(({ node }) => node.reference.startsWith('NVP'))!.cursor.slice(-36);
      const filter = { sectors: ['HEALTH'] };
      const { endCursor } = (await pageOf(hub, prepared.review, { first: 3, filter })).pageInfo;
      for (const revision of ['00000000-0000-4000-8000-000000000000', elsewhere, police]) {
        expect(await refused({ after: endCursor!.slice(0, -36) + revision, filter })).toEqual({
          code: 'BAD_USER_INPUT',
          message: `The entry "${revision}" at which a page ended is not in this chronology any longer. Begin again with its first page.`,
        });
      }
    });

    it.each(['!', ' ', 'A', '='])('a cursor that ends with "%s" too much', async (more) => {
      const { endCursor } = (await pageOf(hub, prepared.review, { first: 3 })).pageInfo;
      expect(await refused({ after: `${endCursor}${more}` })).toEqual({
        code: 'BAD_USER_INPUT',
        message: `"${endCursor!.slice(0, 40)}" is not a cursor of this hub.`,
      });
    });
  });

  it('takes the same filter for the same, whether a part is left out, null or empty', async () => {
    const { endCursor } = (await pageOf(hub, prepared.review, { first: 3 })).pageInfo;
    const next = await pageOf(hub, prepared.review, { first: 2, after: endCursor, filter: { kinds: [], from: null } });
    expect(referencesOn(next)).toEqual(inOrder.slice(3, 5));
  });
});
