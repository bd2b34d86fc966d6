import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { dayEnd } from '../../../subgraphs/kit/occurred/london.ts';
import {
  type Acting,
  anEntry,
  chronology,
  hiddenFromAllBut,
  references,
  refusal,
  send,
  tryWithdraw,
  untilDelivered,
  written,
} from '../../support/contribution.ts';
import { startTestHub, type TestHub } from '../../support/hub.ts';
import { openReview, type TestReview } from '../../support/review.ts';
import { PAGE, pageOf, referencesOn } from './walk.ts';

let hub: TestHub;

beforeAll(async () => {
  hub = await startTestHub();
});
afterAll(() => hub.close());

describe('the chronology as of then', () => {
  let review: TestReview;
  /** When each version came, by the service's clock; the first is of version 1. */
  let instants: readonly Date[];
  const acting = (): Acting => ({ hub, review, code: 'HOS', prefix: 'Health' });

  beforeAll(async () => {
    review = await openReview(hub, [{ service: 'health', code: 'HOS' }]);
    await send(acting(), [
      anEntry(review, { sourceRecordId: 'a', occurred: '1 July 2023', whatHappened: 'As first written.' }),
      anEntry(review, { sourceRecordId: 'b', occurred: '2 July 2023', whatHappened: 'Stays as it is.' }),
    ]);
    const corrected = { occurred: '3 July 2023', whatHappened: 'As corrected.', expectedVersion: 1 };
    await send(acting(), [
      anEntry(review, { sourceRecordId: 'a', ...corrected }),
      anEntry(review, { sourceRecordId: 'c', occurred: '4 July 2023', whatHappened: 'Came later.' }),
    ]);
    await written(tryWithdraw(acting(), ['HOS-2']));
    await untilDelivered(acting());
    const rows = await hub.sql<{ at: Date }>(
      'reviews',
      'SELECT at FROM review_version WHERE review_id = $1 ORDER BY version',
      [review.id],
    );
    instants = rows.map(({ at }) => at);
  });

  const shown = async (asOf: string, role: 'chair' | 'member' = 'chair') => {
    const page = await chronology(hub, review.person(role), review, { asOf });
    const words = page.edges.map(({ node }) => [
      node.reference,
      node.occurred.text,
      node.record?.['whatHappened'] ?? node.record?.__typename,
    ]);
    return { version: page.version, newerAvailable: page.newerAvailable, total: page.totalCount, words };
  };
  const before = (instant: Date) => new Date(instant.getTime() - 1).toISOString();

  it('shows each version from the instant at which it came', async () => {
    expect(await shown(instants[0]!.toISOString())).toEqual({
      version: 1,
      newerAvailable: true,
      total: 2,
      words: [
        ['HOS-1', '1 July 2023', 'As first written.'],
        ['HOS-2', '', 'Withdrawn'],
      ],
    });
    expect(await shown(instants[1]!.toISOString())).toEqual({
      version: 2,
      newerAvailable: true,
      total: 3,
      words: [
        ['HOS-2', '', 'Withdrawn'],
        ['HOS-1', '3 July 2023', 'As corrected.'],
        ['HOS-3', '4 July 2023', 'Came later.'],
      ],
    });
    expect((await shown(instants[2]!.toISOString())).version).toBe(3);
  });

  it('shows the version before until then', async () => {
    const versions = await Promise.all(instants.map(async (instant) => (await shown(before(instant))).version));
    expect(versions).toEqual([0, 1, 2]);
  });

  it('is empty before anything came', async () => {
    expect(await shown('2020-01-01')).toEqual({ version: 0, newerAvailable: true, total: 0, words: [] });
  });

  it('is what it is now, for a time to come', async () => {
    const now = await chronology(hub, review.person('chair'), review);
    const later = await chronology(hub, review.person('chair'), review, { asOf: '2999-12-31' });
    expect([now.version, now.newerAvailable, references(now)]).toEqual([3, false, ['HOS-2', 'HOS-1', 'HOS-3']]);
    expect([later.version, later.newerAvailable, references(later)]).toEqual([3, false, references(now)]);
  });

  it('reads an instant with an offset as the same instant', async () => {
    const ahead = new Date(instants[1]!.getTime() + 5.5 * 3_600_000).toISOString().replace('Z', '+05:30');
    expect((await shown(ahead)).version).toBe(2);
    const justBefore = new Date(instants[1]!.getTime() - 1 + 5.5 * 3_600_000).toISOString().replace('Z', '+05:30');
    expect((await shown(justBefore)).version).toBe(1);
  });

  it('stays as of then on the pages that follow', async () => {
    const asOf = instants[1]!.toISOString();
    const first = await pageOf(hub, review, { first: 1, asOf });
    const rest = await pageOf(hub, review, { first: 5, after: first.pageInfo.endCursor, asOf });
    expect(await pageOf(hub, review, { first: 5, after: first.pageInfo.endCursor })).toEqual(rest);
    expect([referencesOn(rest), rest.version]).toEqual([['HOS-1', 'HOS-3'], 2]);
  });

  it('is not changed by the way of a walk', async () => {
    const { pageInfo } = await pageOf(hub, review, { first: 1, asOf: '2999-12-31' });
    const answer = hub.ask(review.person('chair'), PAGE, {
      review: review.id,
      first: 1,
      after: pageInfo.endCursor,
      asOf: '2998-12-31',
    });
    expect(await refusal(answer)).toEqual({
      code: 'BAD_USER_INPUT',
      message: `The cursor "${pageInfo.endCursor!.slice(0, 40)}" belongs to another asOf than "2998-12-31".`,
    });
  });

  it.each([
    ['yesterday'],
    [''],
    ['2024-02'],
    ['2024-02-30'],
    ['2024-13-01'],
    ['0000-01-01'],
    ['2024-02-13T10:00:00'],
    ['2024-02-13 10:00:00Z'],
    ['2024-02-13T25:00:00Z'],
    ['2024-02-30T10:00:00Z'],
    ['0000-02-13T10:00:00Z'],
    ['2024-02-13T10:00:00+99:00'],
    ['2024-02-13T10:00:00Z; SELECT 1'],
  ])('refuses "%s"', async (asOf) => {
    const answer = hub.ask(review.person('chair'), PAGE, { review: review.id, asOf });
    expect(await refusal(answer)).toEqual({
      code: 'BAD_USER_INPUT',
      message: `"${asOf}" is neither a day such as 2024-02-13 nor an instant such as 2024-02-13T10:00:00Z.`,
    });
  });

  it.each([
    ['0001-01-01', 0],
    ['0001-01-01T00:00+14:00', 0],
    ['2020-02-13T10:00:00+23:59', 0],
    ['2020-02-13T24:00:00Z', 0],
    ['2020-02-13T10:00:00.123456789Z', 0],
    ['9999-12-31', 3],
    ['9999-12-31T23:59:59-12:00', 3],
  ])('reads "%s"', async (asOf, version) => {
    expect((await pageOf(hub, review, { first: 1, asOf })).version).toBe(version);
  });
});

describe('as of a day', () => {
  let review: TestReview;

  /** A review whose versions came at these instants: the clock of a service cannot be set, what it wrote down can. */
  beforeAll(async () => {
    review = await openReview(hub, [{ service: 'health', code: 'HOS' }]);
    const acting: Acting = { hub, review, code: 'HOS', prefix: 'Health' };
    for (const occurred of ['1 July 2023', '2 July 2023', '3 July 2023']) {
      await send(acting, [anEntry(review, { occurred })]);
    }
  });

  const cameAt = (version: number, at: string) =>
    hub.sql('reviews', 'UPDATE review_version SET at = $3 WHERE review_id = $1 AND version = $2', [
      review.id,
      version,
      at,
    ]);
  const versionOn = async (asOf: string) => (await pageOf(hub, review, { first: 1, asOf })).version;

  it.each([
    ['in winter', '2024-01-15', '2024-01-15T23:59:59.999Z', '2024-01-16T00:00:00.000Z'],
    ['in summer', '2024-07-15', '2024-07-15T22:59:59.999Z', '2024-07-15T23:00:00.000Z'],
    ['on which the clocks go forward', '2024-03-31', '2024-03-31T22:59:59.999Z', '2024-03-31T23:00:00.000Z'],
    ['on which the clocks go back', '2024-10-27', '2024-10-27T23:59:59.999Z', '2024-10-28T00:00:00.000Z'],
  ])('%s is the end of that day in London', async (_, day, lastOfTheDay, firstOfTheNext) => {
    expect(dayEnd(day)).toBe(`${lastOfTheDay.slice(0, 16)}Z`);
    await cameAt(1, '2024-01-01T00:00:00Z');
    await cameAt(2, lastOfTheDay);
    await cameAt(3, firstOfTheNext);
    expect(await versionOn(day)).toBe(2);
    expect(await versionOn(firstOfTheNext.slice(0, 19).concat('Z'))).toBe(3);
  });
});

describe('the rights of one who reads as of then', () => {
  let review: TestReview;
  let whenOpen: string;

  beforeAll(async () => {
    review = await openReview(hub, [{ service: 'health', code: 'HOS' }]);
    const acting: Acting = { hub, review, code: 'HOS', prefix: 'Health' };
    await send(acting, [
      anEntry(review, { sourceRecordId: 'a', handling: 'PANEL', whatHappened: 'Open to the panel.' }),
    ]);
    const [row] = await hub.sql<{ at: Date }>('reviews', 'SELECT at FROM review_version WHERE review_id = $1', [
      review.id,
    ]);
    whenOpen = row!.at.toISOString();
    const held = { handling: 'CHAIR', reasons: ['FAMILY_COURT'], expectedVersion: 1 };
    await send(acting, [anEntry(review, { sourceRecordId: 'a', whatHappened: 'For the chair.', ...held })]);
  });

  const seenBy = async (person: string, asOf?: string) => {
    const answer = await hub.ask(person, PAGE, { review: review.id, first: 10, asOf });
    return answer.errors?.[0]?.extensions['code'] ?? 'shown';
  };

  it('are those of today: who has left the review sees none of it, not even as of when they were in it', async () => {
    const member = review.person('member');
    expect(await seenBy(member, whenOpen)).toBe('shown');
    const [administrator] = hub.partnerships;
    await hub.data(
      administrator!.administrator,
      'mutation($review: ID!, $person: String!) { endMembership(review: $review, person: $person) }',
      { review: review.id, person: member },
    );
    await expect.poll(() => seenBy(member, whenOpen), { timeout: 15_000 }).toBe('NOT_FOUND');
  });

  it('are those of today: who joins later sees what was there before', async () => {
    const newcomer = `newcomer-${review.reference}`;
    expect(await seenBy(newcomer, whenOpen)).toBe('NOT_FOUND');
    await hub.data(
      hub.partnerships[0]!.administrator,
      'mutation($review: ID!, $person: String!) { addMember(review: $review, person: $person, role: "PANEL_MEMBER") }',
      { review: review.id, person: newcomer },
    );
    await expect.poll(() => seenBy(newcomer, whenOpen), { timeout: 15_000 }).toBe('shown');
  });
});

describe('what is held back since', () => {
  let review: TestReview;
  let whenOpen: string;

  beforeAll(async () => {
    review = await openReview(hub, [{ service: 'health', code: 'HOS' }]);
    const acting: Acting = { hub, review, code: 'HOS', prefix: 'Health' };
    await send(acting, [
      anEntry(review, {
        sourceRecordId: 'a',
        occurred: '1 July 2023 10:15',
        significance: 'KEY',
        whatHappened: 'As it was.',
      }),
      anEntry(review, { sourceRecordId: 'b', occurred: '2 July 2023', whatHappened: 'To be hidden.' }),
    ]);
    const [row] = await hub.sql<{ at: Date }>('reviews', 'SELECT at FROM review_version WHERE review_id = $1', [
      review.id,
    ]);
    whenOpen = row!.at.toISOString();
    const held = { reasons: ['FAMILY_COURT'], expectedVersion: 1 };
    await send(acting, [
      anEntry(review, {
        sourceRecordId: 'a',
        occurred: '1 July 2023',
        handling: 'CHAIR',
        whatHappened: 'As it is.',
        ...held,
      }),
      anEntry(review, { sourceRecordId: 'b', occurred: '2 July 2023', ...held, ...hiddenFromAllBut('nobody') }),
    ]);
  });

  const asOfThen = async (role: 'chair' | 'member', filter: object = {}) => {
    const page = await chronology(hub, review.person(role), review, { asOf: whenOpen, filter });
    return page.edges.map(({ node: { reference, significance, occurred, record } }) => [
      reference,
      significance,
      occurred.time,
      record?.['whatHappened'] ?? record?.__typename,
    ]);
  };

  it('is held back in its earlier words too, with the clock time and the significance they had', async () => {
    expect(await asOfThen('member')).toEqual([['HOS-1', 'NOT_RATED', null, 'Withheld']]);
    expect(await asOfThen('member', { significances: ['KEY'] })).toEqual([]);
  });

  it('is shown as it was to those who may read it now', async () => {
    expect(await asOfThen('chair')).toEqual([['HOS-1', 'KEY', '10:15', 'As it was.']]);
  });
});
