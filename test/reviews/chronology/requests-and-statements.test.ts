import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { agencies } from '../../../subgraphs/index.ts';
import { anEntry, send } from '../../support/contribution.ts';
import { startTestHub, type TestHub } from '../../support/hub.ts';
import { openReview, type TestReview } from '../../support/review.ts';
import { type CountingProxies, countingProxies } from './counting-proxy.ts';
import { statementsOf, watchStatements } from './counting-statements.ts';

const PAGE = (
  counts: string,
) => `query($review: ID!, $first: Int, $after: String, $last: Int, $filter: ChronologyFilterInput) {
  review(id: $review) { chronology(first: $first, after: $after, last: $last, filter: $filter) { ${counts}
    pageInfo { endCursor } edges { node {
      id reference organisation { name sector } subjects { pseudonym } occurred { text }
      record { __typename reference ... on EntryRecord { whatHappened people } }
    } }
  } }
}`;

type Shown = {
  readonly review: {
    readonly chronology: {
      readonly totalCount?: number;
      readonly pageInfo: { readonly endCursor: string };
      readonly edges: readonly { readonly node: { readonly record: { readonly whatHappened: string } | null } }[];
    };
  };
};

const prefixes = [
  ['health', 'HOS', 'Health', 200],
  ['social-care', 'CSC', 'SocialCare', 20],
  ['police', 'NVP', 'Police', 20],
  ['education', 'SCH', 'Education', 20],
] as const;

describe('a page of the joint chronology', () => {
  let hub: TestHub;
  let review: TestReview;
  let proxies: CountingProxies;
  let statements: ReturnType<typeof watchStatements>;

  beforeAll(async () => {
    proxies = countingProxies();
    statements = watchStatements();
    hub = await startTestHub({ between: proxies.before });
    review = await openReview(
      hub,
      prefixes.map(([service, code]) => ({ service, code })),
    );
    const { Wren, Mother } = review.subjects;
    for (const [, code, prefix, count] of prefixes) {
      const entries = Array.from({ length: count }, (_, index) =>
        anEntry(review, {
          occurred: `${1 + (index % 28)} July ${2000 + Math.floor(index / 28)}`,
          subjects: [Wren, Mother],
        }),
      );
      await send({ hub, review, code, prefix }, entries);
    }
  });
  afterAll(async () => {
    statements.stop();
    await hub.close();
    await proxies.close();
  });

  /** Asks for a page, and gives how many entries were read and what it took. */
  const cost = async (asked: object, counts = '') => {
    const ask = () => hub.data<Shown>(review.person('chair'), PAGE(counts), { review: review.id, ...asked });
    proxies.take();
    statements.take();
    const { edges } = (await ask()).review.chronology;
    const requests = proxies.take();
    const seen = statements.take();
    return {
      entries: edges.length,
      read: edges.filter(({ node }) => node.record?.whatHappened === 'Something was seen and written down.').length,
      requests: requests.map(({ service, representations }) => `${service} ${representations}`).toSorted(),
      statements: Object.fromEntries(
        ['reviews', ...agencies.map(({ name }) => name)].map((name) => [name, statementsOf(hub, name, seen).length]),
      ),
    };
  };
  /** One to read it, and one to write down who did. */
  const twoEach = { health: 2, 'social-care': 2, police: 2, education: 2 };

  it('takes one request to the reviews and one to each agency, one statement a loader and one for the log', async () => {
    expect(await cost({ first: 10 })).toEqual({
      entries: 10,
      read: 10,
      requests: ['education 2', 'health 3', 'police 2', 'reviews 0', 'social-care 3'],
      statements: { reviews: 4, ...twoEach },
    });
  });

  it('takes the same for 200 entries', async () => {
    expect(await cost({ first: 200 })).toEqual({
      entries: 200,
      read: 200,
      requests: ['education 20', 'health 140', 'police 20', 'reviews 0', 'social-care 20'],
      statements: { reviews: 4, ...twoEach },
    });
  });

  it('takes one request of an agency for 200 entries of it, one statement to read them and one for the log', async () => {
    expect(await cost({ first: 200, filter: { sectors: ['HEALTH'] } })).toEqual({
      entries: 200,
      read: 200,
      requests: ['health 200', 'reviews 0'],
      statements: { reviews: 4, health: 2, 'social-care': 0, police: 0, education: 0 },
    });
  });

  it('takes one statement more for both counts, or for one of them', async () => {
    expect((await cost({ first: 10 }, 'totalCount undatedCount')).statements['reviews']).toBe(5);
    expect((await cost({ first: 200 }, 'totalCount undatedCount')).statements['reviews']).toBe(5);
    expect((await cost({ first: 10 }, 'undatedCount')).statements['reviews']).toBe(5);
  });

  it('takes the same in the middle and from the end', async () => {
    const { review: shown } = await hub.data<Shown>(review.person('chair'), PAGE(''), { review: review.id, first: 30 });
    const middle = await cost({ first: 10, after: shown.chronology.pageInfo.endCursor });
    const end = await cost({ last: 10 });
    expect([middle.requests.length, middle.statements]).toEqual([5, { reviews: 4, ...twoEach }]);
    expect([end.requests, end.statements]).toEqual([
      ['health 10', 'reviews 0'],
      { reviews: 4, health: 2, 'social-care': 0, police: 0, education: 0 },
    ]);
  });

  it('asks all agencies at the same time', async () => {
    proxies.holdTogether(agencies.map(({ name }) => name));
    expect(await cost({ first: 10 })).toMatchObject({ entries: 10, read: 10 });
  });

  it('asks no agency where nobody asks for what it recorded', async () => {
    proxies.take();
    await hub.data(
      review.person('chair'),
      'query($review: ID!) { review(id: $review) { chronology(first: 200) { edges { node { reference } } } } }',
      { review: review.id },
    );
    expect(proxies.take().map(({ service }) => service)).toEqual(['reviews']);
  });
});
