import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { anEntry, chronology, hiddenFromAllBut, references, refusal, send } from '../../support/contribution.ts';
import { startTestHub, type TestHub } from '../../support/hub.ts';
import { openReview, type TestReview } from '../../support/review.ts';
import { PAGE } from './walk.ts';

const meeting = { informationReceived: undefined, meeting: { meetingType: 'strategy' } };
const background = { informationReceived: undefined, background: {} };

const NOBODY = '00000000-0000-4000-8000-000000000000';

let hub: TestHub;

beforeAll(async () => {
  hub = await startTestHub();
});
afterAll(() => hub.close());

describe('a filter of the chronology', () => {
  let review: TestReview;

  beforeAll(async () => {
    review = await openReview(hub, [
      { service: 'health', code: 'HOS' },
      { service: 'police', code: 'NVP' },
      { service: 'education', code: 'SCH' },
    ]);
    const { Wren, Mother } = review.subjects;
    await send({ hub, review, code: 'HOS', prefix: 'Health' }, [
      anEntry(review, { occurred: '15/07/2023 10:00', significance: 'KEY', subjects: [Wren], ...meeting }),
      anEntry(review, { occurred: 'July 2023', significance: 'ROUTINE', subjects: [Mother] }),
      anEntry(review, { occurred: 'not known', significance: 'SIGNIFICANT', subjects: [Wren, Mother], ...meeting }),
    ]);
    await send({ hub, review, code: 'NVP', prefix: 'Police' }, [
      anEntry(review, { occurred: '1 June 2023 to 20 July 2023', significance: 'KEY', subjects: [Mother] }),
      anEntry(review, { occurred: 'before 1 July 2023', subjects: [Wren], ...background }),
      anEntry(review, { occurred: 'since 1 August 2023', significance: 'ROUTINE', subjects: [], ...background }),
      anEntry(review, { occurred: '', significance: 'ROUTINE', subjects: [Wren] }),
    ]);
    await send({ hub, review, code: 'SCH', prefix: 'Education' }, [
      anEntry(review, { occurred: '31/07/2023 23:59', significance: 'KEY', subjects: [Wren], ...meeting }),
    ]);
  });

  const shown = async (filter: object) => {
    const page = await chronology(hub, review.person('chair'), review, { filter });
    return { references: references(page).join(' '), total: page.totalCount, undated: page.undatedCount };
  };
  const all = 'NVP-1 NVP-2 HOS-2 HOS-1 SCH-1 NVP-3 HOS-3 NVP-4';

  it.each([
    [{}, all, 8, 2],
    [{ sectors: null, kinds: [], among: null }, all, 8, 2],
    [{ among: [] }, '', 0, 0],
    [{ sectors: ['HEALTH'] }, 'HOS-2 HOS-1 HOS-3', 3, 1],
    [{ sectors: ['EDUCATION', 'POLICE'] }, 'NVP-1 NVP-2 SCH-1 NVP-3 NVP-4', 5, 1],
    [{ sectors: ['SOCIAL_CARE'] }, '', 0, 0],
    [{ kinds: ['MEETING'] }, 'HOS-1 SCH-1 HOS-3', 3, 1],
    [{ kinds: ['BACKGROUND', 'MEETING'] }, 'NVP-2 HOS-1 SCH-1 NVP-3 HOS-3', 5, 1],
    [{ kinds: ['meeting'] }, '', 0, 0],
    [{ significances: ['KEY'] }, 'NVP-1 HOS-1 SCH-1', 3, 0],
    [{ significances: ['NOT_RATED', 'SIGNIFICANT'] }, 'NVP-2 HOS-3', 2, 1],
  ])('%j shows "%s": %i, of which %i undated', async (filter, expected, total, undated) => {
    expect(await shown(filter)).toEqual({ references: expected, total, undated });
  });

  it.each([
    [['Wren'], 'NVP-2 HOS-1 SCH-1 HOS-3 NVP-4'],
    [['Mother'], 'NVP-1 HOS-2 HOS-3'],
    [['Wren', 'Mother'], 'NVP-1 NVP-2 HOS-2 HOS-1 SCH-1 HOS-3 NVP-4'],
  ] as const)('of the people %j shows "%s"', async (names, expected) => {
    expect((await shown({ subjects: names.map((name) => review.subjects[name]) })).references).toBe(expected);
  });

  it.each([
    [['HOS'], 'HOS-2 HOS-1 HOS-3'],
    [['SCH', 'NVP'], 'NVP-1 NVP-2 SCH-1 NVP-3 NVP-4'],
  ])('of the organisations %j shows "%s"', async (codes, expected) => {
    expect((await shown({ organisations: codes.map(review.organisationOf) })).references).toBe(expected);
  });

  it('of certain entries shows these, and one that is not there shows nothing', async () => {
    const { edges } = await chronology(hub, review.person('chair'), review);
    const ids = [edges[4]!.node.id, edges[0]!.node.id, NOBODY];
    expect((await shown({ among: ids })).references).toBe('NVP-1 SCH-1');
    expect((await shown({ among: [NOBODY] })).references).toBe('');
    expect((await shown({ organisations: [NOBODY] })).references).toBe('');
    expect((await shown({ subjects: [NOBODY] })).references).toBe('');
  });

  it.each([
    [
      { sectors: ['HEALTH', 'ALCHEMY'] },
      '"ALCHEMY" is not a sector: it takes HEALTH, SOCIAL_CARE, POLICE, EDUCATION, HOUSING, PROBATION, VOLUNTARY, OTHER.',
    ],
    [{ organisations: ['x'] }, '"x" is not an id: it is a UUID in lower case.'],
    [{ subjects: [NOBODY, 'y'] }, '"y" is not an id: it is a UUID in lower case.'],
    [{ among: [''] }, '"" is not an id: it is a UUID in lower case.'],
  ])('of %j is refused, for it must not look like an empty chronology: %s', async (filter, message) => {
    const answer = hub.ask(review.person('chair'), PAGE, { review: review.id, filter });
    expect(await refusal(answer)).toEqual({ code: 'BAD_USER_INPUT', message });
  });

  describe('by period shows what may lie inside, and what has no date', () => {
    it.each([
      ['2023-07-15', '2023-07-15', 'NVP-1 HOS-2 HOS-1 HOS-3 NVP-4'],
      ['2023-07-21', '2023-07-30', 'HOS-2 HOS-3 NVP-4'],
      ['2023-07-31', '2023-07-31', 'HOS-2 SCH-1 HOS-3 NVP-4'],
      ['2023-08-01', '2023-08-01', 'NVP-3 HOS-3 NVP-4'],
      ['2023-06-30', '2023-06-30', 'NVP-1 NVP-2 HOS-3 NVP-4'],
      ['2023-07-01', '2023-07-01', 'NVP-1 HOS-2 HOS-3 NVP-4'],
      ['1999-01-01', '1999-12-31', 'NVP-2 HOS-3 NVP-4'],
      ['2050-01-01', '2050-12-31', 'NVP-3 HOS-3 NVP-4'],
      ['2023-07-16', null, 'NVP-1 HOS-2 SCH-1 NVP-3 HOS-3 NVP-4'],
      [null, '2023-05-31', 'NVP-2 HOS-3 NVP-4'],
      [null, null, all],
    ])('from %s to %s: %s', async (from, to, expected) => {
      expect(await shown({ from, to })).toEqual({
        references: expected,
        total: expected.split(' ').length,
        undated: 2,
      });
    });

    it.each([
      [{ from: '2023-07-02', to: '2023-07-01' }, 'The period ends on "2023-07-01", before it begins on "2023-07-02".'],
      [{ from: '2023-02-29' }, '"2023-02-29" is not a day such as 2024-02-13.'],
      [{ to: '2023-07' }, '"2023-07" is not a day such as 2024-02-13.'],
      [{ to: '1 July 2023' }, '"1 July 2023" is not a day such as 2024-02-13.'],
      [{ from: '' }, '"" is not a day such as 2024-02-13.'],
      [{ from: '0000-01-01' }, '"0000-01-01" is not a day such as 2024-02-13.'],
    ])('and refuses %j: %s', async (filter, message) => {
      const answer = hub.ask(review.person('chair'), PAGE, { review: review.id, filter });
      expect(await refusal(answer)).toEqual({ code: 'BAD_USER_INPUT', message });
    });
  });

  it('with several parts shows what matches them all', async () => {
    const { Wren } = review.subjects;
    const narrowed = { significances: ['KEY', 'SIGNIFICANT'], subjects: [Wren], kinds: ['MEETING'] };
    expect((await shown(narrowed)).references).toBe('HOS-1 SCH-1 HOS-3');
    expect((await shown({ ...narrowed, to: '2023-07-30' })).references).toBe('HOS-1 HOS-3');
    expect((await shown({ ...narrowed, to: '2023-07-30', sectors: ['EDUCATION'] })).references).toBe('');
  });

  it('holds for the counts of every page, and not only for what is on it', async () => {
    const page = await chronology(hub, review.person('chair'), review, { first: 1, filter: { sectors: ['POLICE'] } });
    expect([references(page), page.totalCount, page.undatedCount]).toEqual([['NVP-1'], 4, 1]);
  });
});

describe('a filter of what is held back', () => {
  let review: TestReview;

  beforeAll(async () => {
    review = await openReview(hub, [{ service: 'police', code: 'NVP' }]);
    const held = { reasons: ['CRIMINAL_PROCEEDINGS'], significance: 'KEY', ...meeting };
    await send({ hub, review, code: 'NVP', prefix: 'Police' }, [
      anEntry(review, { occurred: '1 July 2023', ...held, handling: 'PANEL' }),
      anEntry(review, { occurred: '2 July 2023', ...held, handling: 'LISTED' }),
      anEntry(review, { occurred: '3 July 2023', ...held, handling: 'LISTED', kindListed: true }),
      anEntry(review, { occurred: '4 July 2023', ...held, handling: 'CHAIR' }),
      anEntry(review, { occurred: '5 July 2023', ...held, ...hiddenFromAllBut('nobody') }),
      anEntry(review, { occurred: '6 July 2023', ...held, handling: 'WITHHELD' }),
      anEntry(review, { occurred: '7 July 2023', ...held, ...hiddenFromAllBut(review.person('member')) }),
    ]);
  });

  it.each([
    ['member', {}, 'NVP-1 NVP-2 NVP-3 NVP-4 NVP-5 NVP-R2'],
    ['chair', {}, 'NVP-1 NVP-2 NVP-3 NVP-4 NVP-5'],
    ['member', { kinds: ['MEETING'] }, 'NVP-1 NVP-3 NVP-R2'],
    ['chair', { kinds: ['MEETING'] }, 'NVP-1 NVP-3 NVP-4'],
    ['member', { significances: ['KEY'] }, 'NVP-1 NVP-R2'],
    ['chair', { significances: ['KEY'] }, 'NVP-1 NVP-4'],
    ['writer', { significances: ['KEY'] }, 'NVP-1'],
    ['writer', { sectors: ['POLICE'], from: '2023-07-02', to: '2023-07-05' }, 'NVP-2 NVP-3 NVP-4'],
  ] as const)('shows the %s with %j only "%s"', async (role, filter, expected) => {
    const page = await chronology(hub, review.person(role), review, { filter });
    expect(references(page).join(' ')).toBe(expected);
    expect(page.totalCount).toBe(expected.split(' ').length);
  });

  it('does not tell of whom an entry is that one may not read', async () => {
    const filter = { subjects: [review.subjects.Wren] };
    expect(references(await chronology(hub, review.person('writer'), review, { filter }))).toEqual(['NVP-1']);
  });
});
