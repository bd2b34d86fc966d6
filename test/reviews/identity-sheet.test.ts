import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { readServiceKeys, serviceToken } from '../../subgraphs/kit/service/keys.ts';
import { refuseForeignSheets } from '../../subgraphs/reviews/identity/own-sheets.ts';
import { anEntry, refusal, send, trySubmit, written } from '../support/contribution.ts';
import { startTestHub, type TestHub } from '../support/hub.ts';
import { openReview, type TestReview, WREN_NHS_NUMBER } from '../support/review.ts';
import { whileHeld } from '../support/while-held.ts';

const SHEET = `query Sheet($review: ID!) { review(id: $review) { identitySheet {
  subject { pseudonym } names { name } dateOfBirth identifiers { scheme value } addresses { address } school
} } }`;

const wren = [
  {
    subject: { pseudonym: 'Wren' },
    names: [{ name: 'Isla Invented' }],
    dateOfBirth: '2023-11-14',
    identifiers: [{ scheme: 'NHS_NUMBER', value: '9990001375' }],
    addresses: [],
    school: null,
  },
];

const notAllowed = {
  code: 'NOT_ALLOWED',
  message:
    'The identity sheet is for the authors and signatories of the organisations that were asked, and for the business manager.',
};

describe('the identity sheet', () => {
  let hub: TestHub;
  let review: TestReview;

  beforeAll(async () => {
    hub = await startTestHub();
    review = await openReview(hub, [
      { service: 'health', code: 'HOS' },
      { service: 'police', code: 'NVP' },
    ]);
  });
  let before = '0';
  beforeEach(async () => {
    const [last] = await hub.sql<{ number: string }>('reviews', 'SELECT max(number) AS number FROM access_log');
    before = last?.number ?? '0';
  });
  afterAll(() => hub.close());

  const sheetFor = (person: string, of = review) => hub.ask(person, SHEET, { review: of.id });
  const readings = () =>
    hub.sql(
      'reviews',
      `SELECT review_id, person, acting_for, topics FROM access_log
       WHERE number > $1 AND topics <> '{}' ORDER BY number`,
      [before],
    );

  it('keeps a service with another key from its start', async () => {
    const database = { query: (statement: string) => hub.sql('reviews', statement) as Promise<never> };
    const keys = await readServiceKeys(hub.keys.privateFile('reviews'));
    await refuseForeignSheets(database, keys.secret('identityKey'));
    await expect(refuseForeignSheets(database, randomBytes(32))).rejects.toThrow(
      'The identity sheets were encrypted with another key: put back the folder of keys that belongs to these databases.',
    );
  });

  it.each([
    ['an author of an organisation that was asked', () => review.author('HOS'), 'HOS'],
    ['an author of another one that was asked', () => review.author('NVP'), 'NVP'],
    ['a signatory of an organisation that was asked', () => review.signatory('HOS'), 'HOS'],
    ['the business manager', () => review.person('manager'), null],
  ])('is read by %s, and the reading is on record', async (_, person, code) => {
    expect((await sheetFor(person())).data).toEqual({ review: { identitySheet: wren } });
    expect(await readings()).toEqual([
      {
        review_id: review.id,
        person: person(),
        acting_for: code === null ? null : review.organisationOf(code),
        topics: ['IDENTITY_SHEET'],
      },
    ]);
  });

  it.each(['chair', 'member', 'writer'] as const)('is not for the %s, who reads review names only', async (role) => {
    const answer = sheetFor(review.person(role));
    expect(await refusal(answer)).toEqual(notAllowed);
    expect((await answer).data).toEqual({ review: { identitySheet: null } });
    expect(await readings()).toEqual([]);
  });

  it('is not for the administrator of the partnership', async () => {
    expect(await refusal(sheetFor(hub.partnerships[0]!.administrator))).toEqual(notAllowed);
  });

  it('is not there for an author of an organisation that was not asked', async () => {
    const elsewhere = await openReview(hub, [{ service: 'education', code: 'SPS' }]);
    expect(await refusal(sheetFor(elsewhere.author('SPS')))).toEqual({
      code: 'NOT_FOUND',
      message: `There is no review with id "${review.id}".`,
    });
    expect(await readings()).toEqual([]);
  });

  it('is not for a person whom the review calls an author but whom no organisation does', async () => {
    await hub.sql(
      'reviews',
      "INSERT INTO membership (review_id, person, role, organisation_id) VALUES ($1, 'stray-author', 'AUTHOR', $2)",
      [review.id, review.organisationOf('HOS')],
    );
    expect(await refusal(sheetFor('stray-author'))).toEqual(notAllowed);
    expect(await readings()).toEqual([]);
  });

  it('is answered with nothing when the reading cannot be put on record', async () => {
    await hub.sql('reviews', 'ALTER TABLE access_log RENAME TO access_log_away');
    try {
      const answer = await sheetFor(review.author('HOS'));
      expect(answer.errors?.map(({ extensions }) => extensions['code'])).toEqual(['ACCESS_LOG_UNAVAILABLE']);
      expect(answer.text).not.toContain('Isla');
      expect(answer.text).not.toContain(WREN_NHS_NUMBER);
      expect(answer.data).toEqual({ review: null });
    } finally {
      await hub.sql('reviews', 'ALTER TABLE access_log_away RENAME TO access_log');
    }
  });

  it('is not answered before the reading is on record', async () => {
    const first = await whileHeld(hub.configOf('reviews').ownerDatabaseUrl, 'access_log', () =>
      Promise.race([
        sheetFor(review.author('HOS')).then(() => 'answered'),
        untilWaitingFor('access_log').then(() => 'waits for the record'),
      ]),
    );
    expect(first).toBe('waits for the record');
  });

  async function untilWaitingFor(table: string): Promise<void> {
    const waiting = () =>
      hub.sql('reviews', 'SELECT FROM pg_locks WHERE relation = $1::regclass AND NOT granted', [table]);
    while ((await waiting()).length === 0) {
      // Each look is a round trip to PostgreSQL.
    }
  }

  describe('tells an agency whether an identifier belongs to the review', () => {
    const match = async (service: string, code: string, value: string, of = review) => {
      const keys = await readServiceKeys(hub.keys.privateFile(service));
      const answer = await fetch(`${hub.addressOf('reviews')}/identity-matches`, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          authorization: `Bearer ${await serviceToken(keys.service, service, 'reviews')}`,
        },
        body: JSON.stringify({
          review: of.id,
          organisation: review.organisationOf(code),
          person: review.author(code),
          identifiers: [{ scheme: 'NHS_NUMBER', value }],
        }),
      });
      return { status: answer.status, text: await answer.text() };
    };

    it('with yes or no and nothing more, and puts it on record', async () => {
      expect(await match('health', 'HOS', '999 000 1375')).toEqual({ status: 200, text: '[true]' });
      expect(await match('health', 'HOS', '9990000018')).toEqual({ status: 200, text: '[false]' });
      expect(await readings()).toEqual(
        Array.from({ length: 2 }, () => ({
          review_id: review.id,
          person: review.author('HOS'),
          acting_for: review.organisationOf('HOS'),
          topics: ['IDENTITY_MATCH'],
        })),
      );
    });

    it('on record under the id of the request in which somebody asked', async () => {
      const acting = { hub, review, code: 'HOS', prefix: 'Health' };
      const identifiers = [{ scheme: 'NHS_NUMBER', value: WREN_NHS_NUMBER }];
      const { headers } = await trySubmit(acting, [anEntry(review, { identifiers })]);
      const rows = await hub.sql<{ request_id: string }>(
        'reviews',
        "SELECT request_id FROM access_log WHERE topics = '{IDENTITY_MATCH}' ORDER BY number DESC LIMIT 1",
      );
      expect(rows).toEqual([{ request_id: headers.get('x-request-id') }]);
    });

    it('but not for an organisation that another service holds, and puts on record that it asked', async () => {
      expect((await match('police', 'HOS', WREN_NHS_NUMBER)).status).toBe(403);
      const [newest] = await hub.sql(
        'reviews',
        'SELECT review_id, person, decision, codes, acting_for FROM access_log ORDER BY number DESC LIMIT 1',
      );
      expect(newest).toEqual({
        review_id: review.id,
        person: review.author('HOS'),
        decision: 'REFUSED',
        codes: ['NOT_ALLOWED'],
        acting_for: null,
      });
    });

    it('but not of a review in which the organisation was not asked', async () => {
      const elsewhere = await openReview(hub, [{ service: 'education', code: 'SPS' }]);
      expect((await match('health', 'HOS', WREN_NHS_NUMBER, elsewhere)).status).toBe(403);
    });

    it('but not to the gateway or to nobody', async () => {
      expect((await match('gateway', 'HOS', WREN_NHS_NUMBER)).status).toBe(401);
      const answer = await fetch(`${hub.addressOf('reviews')}/identity-matches`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: '{}',
      });
      expect(answer.status).toBe(401);
    });
  });

  it('stands nowhere in plain text: no name, birth date or identifier in any database', async () => {
    const acting = { hub, review, code: 'HOS', prefix: 'Health' };
    const identifiers = [{ scheme: 'NHS_NUMBER', value: WREN_NHS_NUMBER }];
    await sheetFor(review.author('HOS'));
    await written(trySubmit(acting, [anEntry(review, { identifiers })]));
    await send(acting, [anEntry(review)]);
    for (const service of ['reviews', ...hub.agencies.map(({ name }) => name)]) {
      for (const secret of ['Isla Invented', '2023-11-14', WREN_NHS_NUMBER]) {
        expect({ service, secret, found: await placesOf(service, secret) }).toEqual({ service, secret, found: [] });
      }
    }
    expect(await placesOf('reviews', 'person at the centre')).toEqual(['subject']);
  });

  /** Tables of a service in which some row holds these words: as text, JSON, date or UTF-8 in bytes. */
  async function placesOf(service: string, words: string): Promise<readonly string[]> {
    const columns = await hub.sql<{ table: string; column: string; type: string }>(
      service,
      `SELECT c.relname AS "table", a.attname AS "column", a.atttypid::regtype::text AS type FROM pg_class c
       JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
       WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') AND NOT c.relispartition`,
    );
    const hex = Buffer.from(words, 'utf8').toString('hex');
    const holds = ({ column, type }: { readonly column: string; readonly type: string }) =>
      `position(${type === 'bytea' ? `$2 IN encode("${column}", 'hex')` : `$1 IN to_jsonb("${column}")::text`}) > 0`;
    const found = [...new Set(columns.map(({ table }) => table))].map(async (table) => {
      const conditions = columns.filter((column) => column.table === table).map(holds);
      const rows = await hub.sql(
        service,
        `SELECT FROM "${table}" WHERE $1::text <> $2::text AND (${conditions.join(' OR ')}) LIMIT 1`,
        [words, hex],
      );
      return rows.length > 0 ? [table] : [];
    });
    return (await Promise.all(found)).flat();
  }
});
