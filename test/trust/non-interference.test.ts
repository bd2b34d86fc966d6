import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readSupergraph } from '../../gateway/federation/supergraph.ts';
import { contractOf } from '../../subgraphs/compose.ts';
import { statementsOf, watchStatements } from '../reviews/chronology/counting-statements.ts';
import {
  type Acting,
  anEntry,
  CHRONOLOGY,
  hiddenFromAllBut,
  send,
  tryWithdraw,
  untilDelivered,
  written,
} from '../support/contribution.ts';
import { queryChoices, queryFrom, type RandomQuery } from '../support/federation-suites/random-query.ts';
import { startTestHub, type TestHub } from '../support/hub.ts';
import { openReview, type TestReview } from '../support/review.ts';

const RUNS = process.env['TEST_SCALE'] === 'full' ? 2_000 : 150;
const LONGEST_MS = 30_000 + RUNS * 300;
const SEED = 20_240_209;

/** What every question adds to by itself; what it says of a hidden entry is tested apart. */
const growsByAsking = /accessLog|AccessToMyEntries/i;

const COVERAGE = `query($review: ID!) { reviews { id version } review(id: $review) { version kinds { code label entries }
  coverage { code state number publishedAt entries notArrived refusal lastConfirmedAt noContact { from } nilReturn { by } } } }`;

/**
 * Somebody who may not know of a hidden entry asks before it is sent, after it, after it was corrected and after it was
 * taken back. Whatever they ask, the bytes are the same.
 */
describe('a hidden entry, to those who may not know of it', () => {
  let hub: TestHub;
  let review: TestReview;
  let acting: Acting;
  let questions: readonly (RandomQuery & { readonly person: string })[];
  let before: readonly string[];
  let hiddenRevision: string;
  let cursor: string;

  const members = () => [
    review.person('chair'),
    review.person('member'),
    review.person('writer'),
    review.author('NVP'),
    hub.partnerships[0]!.administrator,
    'a stranger',
  ];
  const asked = async () => {
    const answers: string[] = [];
    for (const { person, query, variables } of questions) {
      answers.push(
        `${person} asks ${query} ${JSON.stringify(variables)}: ${(await hub.ask(person, query, variables)).text}`,
      );
    }
    return answers;
  };

  /** The answers that are other than before, each beside what it was. */
  const differing = async () => {
    const now = await asked();
    return now.flatMap((answer, index) => (answer === before[index] ? [] : [[before[index], answer]]));
  };

  beforeAll(async () => {
    hub = await startTestHub();
    review = await openReview(hub, [
      { service: 'health', code: 'HOS' },
      { service: 'police', code: 'NVP' },
      { service: 'social-care', code: 'CSC' },
    ]);
    acting = { hub, review, code: 'HOS', prefix: 'Health' };
    await send(acting, [
      anEntry(review, { sourceRecordId: 'a', occurred: '7 February 2024' }),
      anEntry(review, { sourceRecordId: 'b', occurred: '9 February 2024', handling: 'LISTED', reasons: ['MAPPA'] }),
    ]);
    await send({ ...acting, code: 'NVP', prefix: 'Police' }, [anEntry(review, { occurred: '8 February 2024 10:00' })]);
    // The statement of every minute is none of this.
    await hub.sql(
      'reviews',
      `CREATE FUNCTION no_minute() RETURNS trigger LANGUAGE plpgsql AS
       'BEGIN IF NEW.number = OLD.number THEN NEW.confirmed_at := OLD.confirmed_at; END IF; RETURN NEW; END';
       CREATE TRIGGER no_minute BEFORE UPDATE ON head FOR EACH ROW EXECUTE FUNCTION no_minute()`,
    );
    const page = await hub.data<{ review: { chronology: { edges: { cursor: string; node: { id: string } }[] } } }>(
      review.person('chair'),
      CHRONOLOGY,
      { review: review.id, first: 2 },
    );
    const { edges } = page.review.chronology;
    cursor = edges[0]!.cursor;
    const known = {
      ID: [review.id, edges[0]!.node.id, review.id, review.organisationOf('HOS'), review.subjects.Wren],
      String: [review.reference, '2024-02-08', 'HEALTH', 'INFORMATION_RECEIVED', cursor],
    };
    const { apiSchema } = readSupergraph((await contractOf(hub.agencies)).get('supergraph.graphql')!);
    const generated = fc
      .sample(queryChoices, { seed: SEED, numRuns: RUNS * 2 })
      .map((chosen) => withKnown(queryFrom(apiSchema, chosen), known))
      .filter(({ query }) => !growsByAsking.test(query))
      .slice(0, RUNS)
      .map((question, index) => ({ ...question, person: members()[index % members().length]! }));
    const usual = members().flatMap((person) =>
      [
        { query: CHRONOLOGY, variables: { review: review.id, first: 10 } },
        { query: CHRONOLOGY, variables: { review: review.id, first: 1 } },
        { query: CHRONOLOGY, variables: { review: review.id, first: 1, after: cursor } },
        { query: CHRONOLOGY, variables: { review: review.id, last: 2, filter: { sectors: ['HEALTH'] } } },
        { query: CHRONOLOGY, variables: { review: review.id, asOf: '2100-01-01' } },
        { query: COVERAGE, variables: { review: review.id } },
      ].map((each) => ({ ...each, person })),
    );
    questions = [...usual, ...generated];
    before = await asked();
    await send(acting, [
      anEntry(review, {
        sourceRecordId: 'secret',
        sourceVersion: '1',
        occurred: '8 February 2024',
        ...hiddenFromAllBut('nobody of these'),
      }),
    ]);
    const [row] = await hub.sql<{ id: string }>(
      'reviews',
      "SELECT revision_id AS id FROM pointer WHERE handling = 'HIDDEN'",
    );
    hiddenRevision = row!.id;
  }, LONGEST_MS);
  afterAll(() => hub.close());

  it('is asked about by questions that reach entries', () => {
    const reaching = before.filter((answer) => answer.includes('HOS-1') || answer.includes('"edges"'));
    expect(before).toHaveLength(RUNS + 36);
    expect(reaching.length).toBeGreaterThan(20);
  });

  it(
    'changes no byte of any answer when it is sent, corrected and taken back',
    async () => {
      expect(await differing()).toEqual([]);
      await send(acting, [
        anEntry(review, {
          sourceRecordId: 'secret',
          sourceVersion: '2',
          occurred: '6 February 2024',
          ...hiddenFromAllBut('nobody of these', 'somebody else'),
        }),
      ]);
      expect(await differing()).toEqual([]);
      await written(tryWithdraw(acting, ['HOS-R1']));
      await untilDelivered(acting);
      expect(await differing()).toEqual([]);
    },
    LONGEST_MS * 3,
  );

  it('is there all the time for its own organisation, with the numbers it gave', async () => {
    const { review: own } = await hub.data<{ review: { coverage: { number: number }[]; version: number } }>(
      review.author('HOS'),
      'query($id: ID!) { review(id: $id) { version coverage { number } } }',
      { id: review.id },
    );
    expect(own).toEqual({ version: 2, coverage: [{ number: 4 }] });
  });

  it('asked for by its id costs the statements and gives the bytes of an id of nothing', async () => {
    const absent = '11111111-2222-4333-8444-555555555555';
    const watching = watchStatements();
    const ask = async (id: string) => {
      watching.take();
      const answer = await hub.ask(review.person('chair'), CHRONOLOGY, { review: review.id, filter: { among: [id] } });
      const seen = watching.take();
      return [answer.text, ...['reviews', 'health'].map((service) => statementsOf(hub, service, seen))];
    };
    try {
      await ask(absent);
      expect(await ask(hiddenRevision)).toEqual(await ask(absent));
    } finally {
      watching.stop();
    }
  });

  it('makes the next open publication the next one, as if there had been none between', async () => {
    await send(acting, [anEntry(review, { sourceRecordId: 'c', occurred: '10 February 2024' })]);
    const { review: seen } = await hub.data<{ review: object }>(
      review.person('member'),
      'query($id: ID!) { review(id: $id) { version coverage { code number entries } chronology { version edges { node { reference } } } } }',
      { id: review.id },
    );
    expect(seen).toEqual({
      version: 3,
      coverage: [
        { code: 'CSC', number: null, entries: null },
        { code: 'HOS', number: 2, entries: 3 },
        { code: 'NVP', number: 1, entries: 1 },
      ],
      chronology: {
        version: 3,
        edges: ['HOS-1', 'NVP-1', 'HOS-2', 'HOS-3'].map((reference) => ({ node: { reference } })),
      },
    });
  });

  it('is in no access log of those who may not know of it, though it was read', async () => {
    await send(acting, [
      anEntry(review, {
        sourceRecordId: 'for one',
        occurred: '8 February 2024',
        ...hiddenFromAllBut(review.person('member')),
      }),
    ]);
    const [{ id } = { id: '' }] = await hub.sql<{ id: string }>(
      'reviews',
      "SELECT revision_id AS id FROM pointer WHERE handling = 'HIDDEN' AND withdrawn_at IS NULL AND to_version IS NULL",
    );
    const newest = async (first: number) => {
      const query =
        'query($id: ID!, $first: Int!) { review(id: $id) { accessLog(first: $first) { accesses { id topics } } } }';
      type Log = { readonly review: { readonly accessLog: { readonly accesses: readonly { readonly id: string }[] } } };
      return (await hub.data<Log>(review.person('chair'), query, { id: review.id, first })).review.accessLog.accesses;
    };
    const [before] = await newest(1);
    const read = await hub.ask(review.person('member'), CHRONOLOGY, { review: review.id, filter: { among: [id] } });
    expect(read.text).toMatch(/"reference":"HOS-R/);
    expect(await newest(2)).toEqual([expect.objectContaining({ topics: ['ACCESS_LOG'] }), before]);
  });
});

/** Puts ids and texts of the hub into the place of made-up ones, so that random questions reach what is there. */
function withKnown(
  { query, variables }: RandomQuery,
  known: Readonly<Record<'ID' | 'String', readonly string[]>>,
): RandomQuery {
  const put = (text: string) =>
    text.replaceAll(/"(ID|String)-(\d)"/g, (_, type: 'ID' | 'String', place: string) =>
      JSON.stringify(known[type][Number(place)]),
    );
  return { query: put(query), variables: JSON.parse(put(JSON.stringify(variables))) as RandomQuery['variables'] };
}
