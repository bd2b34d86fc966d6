import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { rowsPastTheGateway } from '../../subgraphs/kit/access-log/past-the-gateway.ts';
import { askService, headersFor } from '../support/asked-directly.ts';
import { type Acting, anEntry, send } from '../support/contribution.ts';
import { startTestHub, type TestHub } from '../support/hub.ts';
import { openReview, type TestReview } from '../support/review.ts';
import { whileHeld } from '../support/while-held.ts';

const PAGE = `query Page($id: ID!) { review(id: $id) { chronology(first: 10) { edges { node {
  id reference record { __typename ... on EntryRecord { whatHappened } }
} } } } }`;

type Page = {
  readonly review: {
    readonly chronology: {
      readonly edges: readonly { readonly node: { readonly id: string; readonly record: object } }[];
    };
  };
};

type Row = {
  readonly request_id: string;
  readonly person: string;
  readonly organisation_id: string | null;
  readonly roles: readonly string[];
  readonly review_id: string | null;
  readonly operation: string | null;
  readonly decision: string;
  readonly codes: readonly string[];
  readonly revisions: readonly string[];
  readonly listed: readonly string[];
  readonly not_available: number;
  readonly coverage: readonly object[] | null;
};

describe('the access log', () => {
  let hub: TestHub;
  let review: TestReview;
  const health = (): Acting => ({ hub, review, code: 'HOS', prefix: 'Health' });
  const police = (): Acting => ({ hub, review, code: 'NVP', prefix: 'Police' });

  beforeAll(async () => {
    hub = await startTestHub();
    review = await openReview(hub, [
      { service: 'health', code: 'HOS' },
      { service: 'police', code: 'NVP' },
    ]);
    await send(health(), [anEntry(review, { occurred: '11/01/2024' }), anEntry(review, { occurred: '12/01/2024' })]);
    await send(police(), [
      anEntry(review, { occurred: '22/07/2023' }),
      anEntry(review, { occurred: '23/07/2023', handling: 'CHAIR', reasons: ['CRIMINAL_PROCEEDINGS'] }),
    ]);
  });
  afterAll(() => hub.close());

  const lastNumber = async (service: string) =>
    (await hub.sql<{ number: string }>(service, 'SELECT coalesce(max(number), 0) AS number FROM access_log'))[0]!
      .number;

  /** The rows that something leaves in each log. */
  async function rowsOf(act: () => Promise<unknown>): Promise<Readonly<Record<string, readonly Row[]>>> {
    const logs = ['gateway', 'reviews', 'health', 'police'];
    const before = await Promise.all(logs.map(lastNumber));
    await act();
    return Object.fromEntries(
      await Promise.all(
        logs.map(async (service, index) => [
          service,
          await hub.sql<Row>(service, 'SELECT * FROM access_log WHERE number > $1 ORDER BY number', [before[index]]),
        ]),
      ),
    );
  }

  it('has one row at the gateway, and one in each service with the revisions that the answer holds', async () => {
    let page: Page | undefined;
    const rows = await rowsOf(async () => {
      page = await hub.data<Page>(review.person('chair'), PAGE, { id: review.id });
    });
    const ids = page!.review.chronology.edges.map(({ node }) => node.id);
    const who = { person: review.person('chair'), review_id: review.id, roles: ['CHAIR'], decision: 'ALLOWED' };
    expect(rows['gateway']).toMatchObject([{ ...who, operation: 'Page', revisions: [], codes: [] }]);
    expect(rows['gateway']?.[0]?.coverage).toEqual(
      expect.arrayContaining(['reviews', 'health', 'police'].map((agency) => ({ agency, answered: true }))),
    );
    expect(rows['reviews']).toMatchObject([{ ...who, revisions: ids, listed: [] }]);
    expect(rows['police']).toMatchObject([{ ...who, revisions: ids.slice(0, 2) }]);
    expect(rows['health']).toMatchObject([{ ...who, revisions: ids.slice(2) }]);
    const requests = Object.values(rows).flatMap((of) => of.map(({ request_id }) => request_id));
    expect(new Set(requests).size).toBe(1);
  });

  it('tells what was read from what was only listed', async () => {
    const rows = await rowsOf(() => hub.data<Page>(review.person('member'), PAGE, { id: review.id }));
    expect(rows['reviews']?.map(({ revisions, listed }) => [revisions.length, listed.length])).toEqual([[3, 1]]);
    expect(rows['police']?.map(({ revisions, listed }) => [revisions.length, listed.length])).toEqual([[1, 1]]);
  });

  it('has the refusal of somebody who is nothing in the review', async () => {
    const rows = await rowsOf(() => hub.ask('a stranger', PAGE, { id: review.id }));
    const refused = { person: 'a stranger', decision: 'REFUSED', codes: ['NOT_FOUND'], revisions: [], listed: [] };
    expect(rows).toMatchObject({
      gateway: [refused],
      reviews: [{ ...refused, review_id: review.id }],
      health: [],
      police: [],
    });
  });

  it('has a service that is asked without a pass', async () => {
    const rows = await rowsOf(() =>
      fetch(`${hub.addressOf('health')}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ query: '{ _service { sdl } }' }),
      }),
    );
    expect(rows['health']).toMatchObject([{ person: null, decision: 'REFUSED', codes: ['UNAUTHENTICATED'] }]);
  });

  it('has a service that is asked by another method than POST', async () => {
    const rows = await rowsOf(() => fetch(`${hub.addressOf('health')}/graphql?query={healthKinds{code}}`));
    expect(rows['health']).toMatchObject([{ person: null, decision: 'REFUSED', codes: ['UNAUTHENTICATED'] }]);
  });

  it('shows who asked a service past the gateway, with a pass and a token that were right', async () => {
    const poolOf = (service: string) => new pg.Pool({ connectionString: hub.configOf(service).databaseUrl, max: 1 });
    const [gateway, police] = [poolOf('gateway'), poolOf('police')];
    try {
      await hub.data(review.person('chair'), PAGE, { id: review.id });
      const before = await rowsPastTheGateway(police, gateway, null);
      expect([before.rows > 0, before.strays]).toEqual([true, []]);
      const [{ id }] = (await hub.sql<{ id: string }>('police', 'SELECT id FROM revision LIMIT 1')) as [{ id: string }];
      const again = await headersFor(hub, review.person('chair'), 'police');
      const QUERY =
        'query($of: [_Any!]!) { _entities(representations: $of) { ... on PoliceEntry { record { reference } } } }';
      await askService(hub, 'police', again, QUERY, { of: [{ __typename: 'PoliceEntry', id }] });
      const after = await rowsPastTheGateway(police, gateway, new Date(Date.now() - 60_000));
      expect(after.strays).toEqual([
        { number: Number(await lastNumber('police')), at: expect.any(Date), person: review.person('chair') },
      ]);
    } finally {
      await Promise.all([gateway.end(), police.end()]);
    }
  });

  it('says which agency did not answer', async () => {
    await hub.stop('police');
    const rows = await rowsOf(() => hub.ask(review.person('chair'), PAGE, { id: review.id }));
    await hub.start('police');
    expect(rows['gateway']).toMatchObject([{ decision: 'ALLOWED', codes: ['AGENCY_UNAVAILABLE'] }]);
    expect(rows['gateway']?.[0]?.coverage).toContainEqual({ agency: 'police', answered: false, failure: 'REFUSED' });
  });

  const ACCESSES = 'accesses { id person roles purpose read listed topics } endCursor hasNextPage';
  const READ_BY_OTHERS = `query($review: ID!, $organisation: ID!, $first: Int, $after: String) {
    page: policeAccessToMyEntries(review: $review, organisation: $organisation, first: $first, after: $after) { ${ACCESSES} }
  }`;
  type Accesses = {
    readonly accesses: readonly { readonly id: string; readonly person: string; readonly read: readonly string[] }[];
    readonly endCursor: string;
    readonly hasNextPage: boolean;
  };
  const readByOthers = (person: string, asked: object = {}) =>
    hub.data<{ page: Accesses }>(person, READ_BY_OTHERS, {
      review: review.id,
      organisation: review.organisationOf('NVP'),
      ...asked,
    });

  it('shows an organisation who read which of its entries, and who was only told of them, page by page', async () => {
    await hub.data(review.person('chair'), PAGE, { id: review.id });
    await hub.data(review.person('member'), PAGE, { id: review.id });
    const { page } = await readByOthers(review.author('NVP'), { first: 1 });
    expect(page).toEqual({
      accesses: [
        {
          id: expect.stringMatching(/^police\/\d+$/),
          person: review.person('member'),
          roles: ['PANEL_MEMBER'],
          purpose: null,
          read: ['NVP-1'],
          listed: ['NVP-2'],
          topics: [],
        },
      ],
      endCursor: expect.any(String),
      hasNextPage: true,
    });
    const next = await readByOthers(review.author('NVP'), { first: 1, after: page.endCursor });
    expect(next.page.accesses).toMatchObject([
      { person: review.person('chair'), read: ['NVP-1', 'NVP-2'], listed: [] },
    ]);
  });

  it('shows nobody else who read them', async () => {
    await expect(readByOthers(review.author('HOS'))).rejects.toThrow('You do not act for this organisation');
    await expect(readByOthers(review.person('chair'))).rejects.toThrow('You do not act for this organisation');
  });

  const READ_IN_REVIEW = `query($id: ID!) { review(id: $id) { accessLog(first: 1) { ${ACCESSES} } } }`;

  it('shows the chair who read what in the review, and that is in the log too', async () => {
    await hub.data(review.person('member'), PAGE, { id: review.id });
    const ask = () =>
      hub.data<{ review: { accessLog: Accesses } }>(review.person('chair'), READ_IN_REVIEW, { id: review.id });
    expect((await ask()).review.accessLog.accesses).toMatchObject([
      { person: review.person('member'), read: ['HOS-1', 'HOS-2', 'NVP-1'], listed: ['NVP-2'], topics: [] },
    ]);
    expect((await ask()).review.accessLog.accesses).toMatchObject([
      { person: review.person('chair'), read: [], topics: ['ACCESS_LOG'] },
    ]);
  });

  it('shows it to nobody else on the panel', async () => {
    const answer = await hub.ask(review.person('member'), READ_IN_REVIEW, { id: review.id });
    expect(answer.errors?.map(({ extensions }) => extensions['code'])).toEqual(['NOT_ALLOWED']);
  });

  describe('of a partnership', () => {
    const LOG = `query($partnership: ID, $first: Int) { page: partnershipAccessLog(partnership: $partnership, first: $first) {
      accesses { id person review decision roles read listed } hasNextPage } }`;
    const GIVE = 'mutation($person: String!) { giveOffice(person: $person, role: "ACCESS_LOG_READER") }';

    beforeAll(async () => {
      for (const [index, { administrator }] of hub.partnerships.entries()) {
        await hub.data(administrator, GIVE, { person: `reader-${index}` });
      }
    });

    it('shows its reader who asked and who was refused, and no entry', async () => {
      await hub.data(review.person('member'), PAGE, { id: review.id });
      const { page } = await hub.data<{ page: object }>('reader-0', LOG, { first: 1 });
      expect(page).toEqual({
        accesses: [
          {
            id: expect.stringMatching(/^reviews\/\d+$/),
            person: review.person('member'),
            review: review.reference,
            decision: 'ALLOWED',
            roles: ['PANEL_MEMBER'],
            read: ['HOS-1', 'HOS-2', 'NVP-1'],
            listed: ['NVP-2'],
          },
        ],
        hasNextPage: true,
      });
      await hub.ask('a stranger', PAGE, { id: review.id });
      const after = await hub.data<{ page: object }>('reader-0', LOG, { first: 1 });
      expect(after.page).toMatchObject({ accesses: [{ person: 'a stranger', decision: 'REFUSED', read: [] }] });
      const entries = await hub.ask('reader-0', PAGE, { id: review.id });
      expect(entries.errors?.map(({ extensions }) => extensions['code'])).toEqual(['NOT_FOUND']);
    });

    it('is in the log itself when it is read', async () => {
      const rows = await rowsOf(() => hub.data('reader-0', LOG));
      expect(rows['reviews']).toMatchObject([{ person: 'reader-0', topics: ['ACCESS_LOG'], decision: 'ALLOWED' }]);
    });

    it('shows the reader of another nothing of it, and nobody else anything', async () => {
      const other = await hub.data<{ page: object }>('reader-1', LOG);
      expect(other.page).toEqual({ accesses: [], hasNextPage: false });
      const { id } = hub.partnerships[0]!;
      for (const person of ['reader-1', review.person('chair'), hub.partnerships[0]!.administrator, 'a stranger']) {
        const answer = await hub.ask(person, LOG, { partnership: id });
        expect(answer.errors?.map(({ extensions }) => extensions['code'])).toEqual(['NOT_ALLOWED']);
      }
    });
  });

  describe('that cannot be written', () => {
    const unavailable = ['ACCESS_LOG_UNAVAILABLE'];
    const pageWithout = async (service: string) => {
      await hub.sql(service, 'ALTER TABLE access_log RENAME TO access_log_away');
      try {
        return await hub.ask(review.person('chair'), PAGE, { id: review.id });
      } finally {
        await hub.sql(service, 'ALTER TABLE access_log_away RENAME TO access_log');
      }
    };
    const codes = ({ errors = [] }: Awaited<ReturnType<typeof pageWithout>>) =>
      errors.map(({ extensions }) => extensions['code']);

    it('at the gateway: nothing is answered', async () => {
      const answer = await pageWithout('gateway');
      expect([answer.httpStatus, answer.data, codes(answer)]).toEqual([503, undefined, unavailable]);
    });

    it('at the reviews: nothing is answered', async () => {
      const answer = await pageWithout('reviews');
      expect([answer.data, codes(answer)]).toEqual([{ review: null }, unavailable]);
    });

    it('at an agency: nothing of it is answered, and it is named', async () => {
      const answer = await pageWithout('police');
      expect(answer.errors?.map(({ extensions }) => extensions)).toMatchObject([
        { code: 'ACCESS_LOG_UNAVAILABLE', agency: 'police', failure: 'ACCESS_LOG' },
      ]);
      const { review: shown } = answer.data as Page;
      expect(shown.chronology.edges.map(({ node }) => node.record === null)).toEqual([true, true, false, false]);
      expect(answer.extensions?.['coverage']).toContainEqual({
        agency: 'police',
        answered: false,
        failure: 'ACCESS_LOG',
      });
    });

    it('because somebody holds it: nothing is answered either', async () => {
      const answer = await whileHeld(hub.configOf('police').ownerDatabaseUrl, 'access_log', () =>
        hub.ask(review.person('chair'), PAGE, { id: review.id }),
      );
      expect(codes(answer)).toEqual(unavailable);
    });
  });
});
