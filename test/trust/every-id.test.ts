import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { askService, headersFor } from '../support/asked-directly.ts';
import {
  type Acting,
  anEntry,
  hiddenFromAllBut,
  send,
  trySubmit,
  tryWithdraw,
  untilDelivered,
  written,
} from '../support/contribution.ts';
import { startTestHub, type TestHub } from '../support/hub.ts';
import { openReview, type TestReview } from '../support/review.ts';

/** One revision as the test knows it, from what it sent and not from what any service says of it. */
type Revision = {
  readonly id: string;
  readonly service: string;
  readonly review: string;
  readonly organisation: string;
  readonly handling: string;
  readonly named: readonly string[];
  readonly takenBack: boolean;
};

type Person = {
  readonly name: string;
  /** Review ids with what they are in each. */
  readonly panel: Readonly<Record<string, 'chair' | 'panel' | 'named by chair'>>;
  /** Review and organisation for which they act. */
  readonly acts: readonly (readonly [string, string])[];
};

/** What somebody may have of a revision, said anew: the model that the services are held against. */
function allowed({ name, panel, acts }: Person, revision: Revision): 'all' | 'gone' | 'listed' | 'nothing' {
  if (acts.some(([review, organisation]) => review === revision.review && organisation === revision.organisation)) {
    return 'all';
  }
  const part = panel[revision.review];
  const isNamed = revision.named.includes(name);
  if (part === undefined || (revision.handling === 'HIDDEN' && !isNamed)) {
    return 'nothing';
  }
  if (revision.takenBack) {
    return 'gone';
  }
  const reads = {
    PANEL: true,
    LISTED: isNamed,
    CHAIR: isNamed || part !== 'panel',
    HIDDEN: isNamed,
    WITHHELD: false,
  }[revision.handling];
  return reads ? 'all' : 'listed';
}

const services = { health: 'Health', police: 'Police' } as const;
const ENTITIES = `query($representations: [_Any!]!) { _entities(representations: $representations) { __typename
  ... on HealthEntry { id proofOfEntry record { __typename reference ... on EntryRecord { whatHappened } ... on Withheld { reason gist } } } } }`;
const entitiesOf = (service: keyof typeof services) => ENTITIES.replace('HealthEntry', `${services[service]}Entry`);

describe('every id of every database, asked for as an entity', () => {
  let hub: TestHub;
  let ours: TestReview;
  let theirs: TestReview;
  let ids: readonly string[];
  let revisions: readonly Revision[];

  const sendAll = async (acting: Acting) => {
    const { review } = acting;
    const member = review.person('member');
    const held = { reasons: ['MAPPA'], named: [member], whatHappened: 'Held back.' };
    const source = (sourceRecordId: string) => ({ sourceRecordId, sourceVersion: '1' });
    await send(acting, [
      anEntry(review, source('open')),
      anEntry(review, { ...source('listed'), ...held, handling: 'LISTED' }),
      anEntry(review, { ...source('chair'), ...held, handling: 'CHAIR' }),
      anEntry(review, { ...source('chair-unnamed'), ...held, named: [], handling: 'CHAIR' }),
      anEntry(review, { ...source('withheld'), ...held, handling: 'WITHHELD', gist: 'A gist.' }),
      anEntry(review, { ...source('hidden'), ...hiddenFromAllBut(member) }),
      anEntry(review, { ...source('back'), ...held, handling: 'PANEL' }),
      anEntry(review, { ...source('back-hidden'), ...hiddenFromAllBut(member) }),
    ]);
    // What was open is hidden from now on, and in its earlier words too.
    await send(acting, [anEntry(review, { sourceRecordId: 'open', sourceVersion: '2', ...hiddenFromAllBut(member) })]);
    await written(tryWithdraw(acting, [`${acting.code}-6`, `${acting.code}-R2`]));
    await untilDelivered(acting);
    await written(trySubmit(acting, [anEntry(review, source('draft'))]));
  };

  beforeAll(async () => {
    hub = await startTestHub();
    const shared = { service: 'health', code: 'HOS', index: 0 };
    ours = await openReview(hub, [
      shared,
      { service: 'health', code: 'GPP', index: 1 },
      { service: 'police', code: 'NVP' },
    ]);
    theirs = await openReview(hub, [shared, { service: 'police', code: 'NVP' }], 1);
    await sendAll({ hub, review: ours, code: 'HOS', prefix: 'Health' });
    await sendAll({ hub, review: ours, code: 'GPP', prefix: 'Health' });
    await sendAll({ hub, review: ours, code: 'NVP', prefix: 'Police' });
    await sendAll({ hub, review: theirs, code: 'HOS', prefix: 'Health' });
    await sendAll({ hub, review: theirs, code: 'NVP', prefix: 'Police' });
    await hub.data(ours.person('chair'), 'mutation($r: ID!, $p: String!) { nameForChair(review: $r, person: $p) }', {
      r: ours.id,
      p: ours.person('writer'),
    });
    ids = await everyId();
    revisions = (await Promise.all(Object.keys(services).map(revisionsOf))).flat();
  });
  afterAll(() => hub.close());

  /** Everything in any column of any table that is an id. */
  const everyId = async () => {
    const found = new Set<string>();
    for (const service of ['reviews', 'health', 'police']) {
      const tables = await hub.sql<{ name: string }>(
        service,
        "SELECT quote_ident(table_name) AS name FROM information_schema.tables WHERE table_schema = 'public' AND table_type = 'BASE TABLE'",
      );
      for (const { name } of tables) {
        const rows = await hub.sql<{ text: string }>(service, `SELECT to_jsonb(row)::text AS text FROM ${name} row`);
        const texts = rows.flatMap(({ text }) => text.match(/[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g) ?? []);
        for (const id of texts) {
          found.add(id);
        }
      }
    }
    return [...found].sort();
  };

  const revisionsOf = async (service: string): Promise<readonly Revision[]> => {
    const rows = await hub.sql<{ id: string; source: string; review: string; organisation: string; code: string }>(
      service,
      `SELECT r.id, e.source_record_id AS source, c.review_id AS review, c.organisation_id AS organisation, c.code
       FROM revision r JOIN entry e ON e.id = r.entry_id JOIN contribution c ON c.id = e.contribution_id`,
    );
    const handlings: Readonly<Record<string, string>> = {
      listed: 'LISTED',
      chair: 'CHAIR',
      'chair-unnamed': 'CHAIR',
      withheld: 'WITHHELD',
      back: 'PANEL',
    };
    return rows.map(({ id, source, review, organisation }) => ({
      id,
      service,
      review,
      organisation,
      handling: handlings[source] ?? 'HIDDEN',
      named: source === 'chair-unnamed' ? [] : [(review === ours.id ? ours : theirs).person('member')],
      takenBack: source.startsWith('back'),
    }));
  };

  const people = (): readonly Person[] => {
    const acts = (name: string, ...places: readonly (readonly [string, string])[]) => ({
      name,
      panel: {},
      acts: places,
    });
    const sits = (
      review: TestReview,
      role: 'chair' | 'member' | 'writer' | 'manager',
      part: Person['panel'][string],
    ) => ({
      name: review.person(role),
      panel: { [review.id]: part },
      acts: [],
    });
    const of = (review: TestReview) => [
      sits(review, 'chair', 'chair'),
      sits(review, 'member', 'panel'),
      sits(review, 'writer', review === ours ? 'named by chair' : 'panel'),
      sits(review, 'manager', 'panel'),
      acts(review.author('HOS'), [review.id, review.organisationOf('HOS')]),
      acts(review.signatory('HOS'), [review.id, review.organisationOf('HOS')]),
      acts(review.author('NVP'), [review.id, review.organisationOf('NVP')]),
    ];
    const nobody = ['a stranger', ...hub.partnerships.map(({ administrator }) => administrator)];
    return [
      ...of(ours),
      ...of(theirs),
      acts(ours.author('GPP'), [ours.id, ours.organisationOf('GPP')]),
      ...nobody.map((name) => acts(name)),
    ];
  };

  type Entity = {
    readonly id: string;
    readonly proofOfEntry: string | null;
    readonly record: { readonly __typename: string; readonly reference: string; readonly whatHappened?: string };
  };

  const got = async (person: string, service: keyof typeof services, asked: readonly string[]) => {
    const headers = await headersFor(hub, person, service);
    const answers: Entity[] = [];
    for (let start = 0; start < asked.length; start += 200) {
      const representations = asked
        .slice(start, start + 200)
        .map((id) => ({ __typename: `${services[service]}Entry`, id }));
      const { data, errors } = await askService(hub, service, headers, entitiesOf(service), { representations });
      expect(errors).toBeUndefined();
      answers.push(...(data as { _entities: Entity[] })._entities);
    }
    return answers;
  };

  const nameOf = ({ record: { __typename, whatHappened } }: Entity) =>
    whatHappened !== undefined ? 'all' : { Withheld: 'listed', Withdrawn: 'gone', NotAvailable: 'nothing' }[__typename];

  it('is answered to each person with what is allowed, and with nothing else', async () => {
    expect(revisions).toHaveLength(45);
    expect(ids.length).toBeGreaterThan(120);
    const counts: Record<string, number> = {};
    for (const person of people()) {
      for (const service of Object.keys(services) as (keyof typeof services)[]) {
        const here = new Map(revisions.filter((each) => each.service === service).map((each) => [each.id, each]));
        const expected = ids.map((id) => {
          const revision = here.get(id);
          return [person.name, id, revision === undefined ? 'nothing' : allowed(person, revision)];
        });
        const entities = await got(person.name, service, ids);
        expect(entities.map((entity) => [person.name, entity.id, nameOf(entity)])).toEqual(expected);
        for (const { id, proofOfEntry, record } of entities.filter((each) => nameOf(each) === 'nothing')) {
          expect({ proofOfEntry, record }).toEqual({
            proofOfEntry: null,
            record: { __typename: 'NotAvailable', reference: id },
          });
        }
        for (const [, , sight] of expected) {
          counts[sight!] = (counts[sight!] ?? 0) + 1;
        }
      }
    }
    // Each of the four is met often: the model is not vacuous.
    expect(Math.min(counts['all']!, counts['gone']!, counts['listed']!)).toBeGreaterThan(15);
  });

  it('is told apart from an id of nothing by no byte', async () => {
    const hidden = revisions.find(({ handling, service }) => handling === 'HIDDEN' && service === 'health')!;
    const absent = '11111111-2222-4333-8444-555555555555';
    const headers = await headersFor(hub, ours.person('chair'), 'health');
    const ask = async (id: string) => {
      const representations = [{ __typename: 'HealthEntry', id }];
      return (await askService(hub, 'health', headers, entitiesOf('health'), { representations })).text.replaceAll(
        id,
        'the id',
      );
    };
    expect(await ask(hidden.id)).toBe(await ask(absent));
  });

  it.each([
    ['a review', () => theirs.id, 'query($id: ID!) { review(id: $id) { id title } }'],
    [
      'an entry',
      () => revisions.find(({ review }) => review === theirs.id)!.id,
      'query($id: ID!) { review(id: $id) { id } }',
    ],
    ['an organisation', () => theirs.organisationOf('NVP'), 'query($id: ID!) { review(id: $id) { id } }'],
  ])('%s of the other partnership is to everybody of this one as if it were not there', async (_, id, query) => {
    for (const person of people().filter(
      ({ panel, acts }) => !(theirs.id in panel) && !acts.some(([of]) => of === theirs.id),
    )) {
      if (person.name === hub.partnerships[1]!.administrator) {
        continue;
      }
      const absent = '11111111-2222-4333-8444-555555555555';
      const [there, nowhere] = await Promise.all(
        [id(), absent].map(async (each) =>
          (await hub.ask(person.name, query, { id: each })).text.replaceAll(each, 'the id'),
        ),
      );
      expect([person.name, there]).toEqual([person.name, nowhere]);
    }
  });
});
