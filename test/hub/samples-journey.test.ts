import { chmodSync, mkdtempSync, readFileSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { signOff } from '../../gateway/hub/contribute.ts';
import { embeddedToken } from '../../gateway/hub/embedded-issuer.ts';
import { askAt } from '../../gateway/hub/graph.ts';
import { freePorts } from '../../gateway/hub/ports.ts';
import { type BuiltCheckout, type Running, wholeCheckout } from './built-checkout.ts';
import { canaries, canariesIn, filesWithCanaries, tries } from './canaries.ts';
import { attempts, whileRefusedByTable } from './canaries-in-errors.ts';
import { processesNaming } from './processes-naming.ts';

type Node = {
  readonly reference: string;
  readonly record: {
    readonly __typename: string;
    readonly reason?: string;
    readonly whatHappened?: string;
    readonly actionTaken?: string;
  };
};
type Chronology = {
  readonly totalCount: number;
  readonly undatedCount: number;
  readonly version: number;
  readonly edges: readonly { readonly node: Node }[];
};

const CHRONOLOGY = `query($reference: String!) { reviews(reference: $reference) { chronology(first: 200) {
  totalCount undatedCount version
  edges { node { reference record { __typename
    ... on EntryRecord { whatHappened actionTaken } ... on Withheld { reason } ... on Withdrawn { reason } } } }
} } }`;
const COVERAGE = `query($reference: String!) { reviews(reference: $reference) { coverage { code state number entries } } }`;

type Lines = {
  readonly reviews: readonly [
    {
      readonly id: string;
      readonly coverage: readonly { readonly code: string; readonly organisation: { readonly id: string } }[];
    },
  ];
};
const LINES =
  'query($reference: String!) { reviews(reference: $reference) { id coverage { code organisation { id } } } }';
const ERASE = `mutation($review: ID!, $organisation: ID!) {
  erasePoliceEntry(review: $review, organisation: $organisation, reference: "NVP-8", reason: "WRONG_PERSON") { state }
}`;

const WREN = 'ESCP-2024-01';
const MARTIN = 'ESAB-2024-03';
/** Nothing here takes as long: after it, something hangs. */
const HANGS_MS = 300_000;

// One life of a real hub: started twice, stopped twice.
describe('a hub with its invented reviews', () => {
  let checkout: BuiltCheckout;
  let data: string;
  let address: string;
  let metricsAddress: string;
  let running: Running | null = null;

  beforeAll(async () => {
    checkout = wholeCheckout();
    data = realpathSync(mkdtempSync(join(tmpdir(), 'hub-samples-')));
    chmodSync(data, 0o711);
    const [port, metricsPort] = await freePorts(2);
    address = `http://127.0.0.1:${port}`;
    metricsAddress = `http://127.0.0.1:${metricsPort}`;
  });
  afterAll(async () => {
    running?.kill('SIGTERM');
    await running?.ended;
    checkout.remove();
    rmSync(data, { recursive: true, force: true });
  });

  const start = async () => {
    running = checkout.run('gateway/hub/cli.js', ['start'], {
      HUB_DATA: data,
      PORT: new URL(address).port,
      METRICS_PORT: new URL(metricsAddress).port,
    });
    await running.untilSaid(`The hub is running at ${address}`);
  };
  const stop = async () => {
    running?.kill('SIGINT');
    const code = await running?.ended;
    running = null;
    return { code, left: [...processesNaming(data), ...processesNaming(checkout.folder)] };
  };
  const asked = async <T>(person: string, query: string, reference: string): Promise<T> => {
    const ask = askAt(address, await embeddedToken(join(data, 'keys'), { id: person }, 1));
    const { reviews } = await ask<{ reviews: readonly [T] }>(query, { reference });
    return reviews[0];
  };
  const chronology = async (person: string, reference = WREN) =>
    (await asked<{ chronology: Chronology }>(person, CHRONOLOGY, reference)).chronology;
  const placeOf = ({ edges }: Chronology, reference: string) =>
    edges.map(({ node }) => node).find((node) => node.reference === reference);

  it(
    'starts, shows both chronologies to those who may see them, stops, and starts again with all of it',
    async () => {
      await start();
      const wren = await chronology('chair');
      const martin = await chronology('adults-chair', MARTIN);
      checkWren(wren);
      await checkErased();
      await checkWhoMayReadWhat(wren);
      await checkCoverage();
      expect(martin).toMatchObject({ totalCount: 53, undatedCount: 1 });
      expect(martin.edges).toHaveLength(53);
      expect(await stop()).toEqual({ code: 0, left: [] });

      await start();
      expect(await chronology('chair')).toEqual(wren);
      expect(await chronology('adults-chair', MARTIN)).toEqual(martin);
      await checkNothingIsLeftLying();
      expect(await stop()).toEqual({ code: 0, left: [] });
    },
    HANGS_MS,
  );

  function checkWren(wren: Chronology): void {
    expect(wren).toMatchObject({ totalCount: 57, undatedCount: 3 });
    expect(wren.edges).toHaveLength(57);
    expect(wren.edges.slice(-3).map(({ node }) => node.reference)).toEqual(['HOS-6', 'HOS-13', 'NVP-7']);
    expect(placeOf(wren, 'NVP-6')?.record.actionTaken).toMatch(/^Released on bail with conditions/);
    expect(placeOf(wren, 'NVP-8')?.record).toEqual({ __typename: 'Withdrawn', reason: 'about another person' });
    expect(placeOf(wren, 'CSC-9')?.record).toEqual({ __typename: 'Withheld', reason: 'criminal proceedings' });
    expect(placeOf(wren, 'NVP-5')?.record).toEqual({ __typename: 'Withheld', reason: 'criminal proceedings' });
  }

  async function checkErased(): Promise<void> {
    const ask = askAt(address, await embeddedToken(join(data, 'keys'), { id: 'nvp-signatory' }, 1));
    const { reviews } = await ask<Lines>(LINES, { reference: WREN });
    const line = reviews[0].coverage.find(({ code }) => code === 'NVP');
    const again = ask(ERASE, { review: reviews[0].id, organisation: line?.organisation.id });
    await expect(again).rejects.toThrow('Entry "NVP-8" was erased before.');
  }

  async function checkWhoMayReadWhat(wren: Chronology): Promise<void> {
    const member = await chronology('panel-member');
    expect(placeOf(wren, 'NVP-7')?.record.whatHappened).toMatch(/^Information held before 2023 that Father/);
    expect(placeOf(member, 'NVP-7')?.record).toEqual({ __typename: 'Withheld', reason: 'police intelligence' });
    expect(member.totalCount).toBe(57);
    await expect(chronology('chair', MARTIN)).rejects.toThrow(TypeError);
  }

  /** Words of a record and the numbers of people stand in the database, and in no log, measurement or file beside it. */
  async function checkNothingIsLeftLying(): Promise<void> {
    const { id, coverage } = await asked<Lines['reviews'][0]>('chair', LINES, WREN);
    const organisation = coverage.find(({ code }) => code === 'NVP')?.organisation.id;
    const outcomes: unknown[] = [];
    const askAs = async (person: string) => askAt(address, await embeddedToken(join(data, 'keys'), { id: person }, 1));
    for (const [query, given] of tries) {
      if (query.includes('publishPoliceContribution')) {
        const line = { review: id, organisation: organisation!, code: 'NVP', prefix: 'Police' };
        await signOff(await askAs('nvp-signatory'), line, 'Signatory');
      }
      const ask = await askAs('nvp-author');
      const outcome = ask(query, { review: id, organisation, ...given }).then(() => 'done');
      outcomes.push(await outcome.catch((error: { extensions?: { code?: string } }) => error.extensions?.code));
    }
    expect(outcomes.filter((outcome) => outcome === 'done').length).toBeGreaterThan(4);
    expect(outcomes).not.toContain('INTERNAL');
    const page = await chronology('panel-member');
    expect(page.edges.map(({ node }) => node.record.whatHappened).join()).toContain(canaries[0]);
    const errors = await errorsOfOthers(page, { review: id, organisation });
    const masked = await errorOfTheTable({ review: id, organisation });
    const metrics = await fetch(`${metricsAddress}/metrics`).then((answer) => answer.text());
    expect(metrics).toContain('process_cpu');
    expect({
      log: canariesIn(running!.said()),
      metrics: canariesIn(metrics),
      errors: canariesIn(errors),
      masked: canariesIn(masked),
      // Where PostgreSQL keeps rows; its logs stand elsewhere.
      files: filesWithCanaries(data, ['base', 'pg_wal']),
    }).toEqual({ log: [], metrics: [], errors: [], masked: [], files: [] });
  }

  type Place = { readonly review: string; readonly organisation: string | undefined };

  /** All that is answered, as it comes, to people whose entry it is not and to nobody. */
  async function errorsOfOthers({ edges }: Chronology, place: Place): Promise<string> {
    const reference = edges.find(({ node }) => node.record.whatHappened?.includes(canaries[0]))?.node.reference;
    const answers: string[] = [];
    for (const person of ['hos-author', 'adults-chair', 'panel-member', 'nation', null]) {
      for (const query of attempts) {
        const declared = Object.entries({ ...place, reference }).filter(([name]) => query.includes(`$${name}:`));
        answers.push(await bodyOf(person, query, Object.fromEntries(declared)));
      }
    }
    expect(answers.filter((answer) => !answer.includes('"errors"'))).toEqual([]);
    return answers.join('\n');
  }

  /** What an author is told when the database refuses the row with a sentence that shows it; its log says that it did. */
  async function errorOfTheTable(place: Place): Promise<string> {
    const [query, given] = tries.find(([text]) => text.includes('submitPoliceEntries'))!;
    const entry = { ...(given['entry'] as object), sourceRecordId: 'another-record' };
    const answer = await whileRefusedByTable(data, () =>
      bodyOf('nvp-author', query, { ...place, key: 'another-key', entry }),
    );
    expect(JSON.parse(answer)).toMatchObject({ errors: [{ extensions: { code: 'AGENCY_UNAVAILABLE' } }] });
    expect(readFileSync(join(data, 'logs/postgres.log'), 'utf8')).toContain('violates check constraint "no_canary"');
    return answer;
  }

  /** An answer as it comes, errors and all. */
  async function bodyOf(person: string | null, query: string, variables: object): Promise<string> {
    const token = person === null ? null : await embeddedToken(join(data, 'keys'), { id: person }, 1);
    const answer = await fetch(`${address}/graphql`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        ...(token === null ? {} : { authorization: `Bearer ${token}` }),
      },
      body: JSON.stringify({ query, variables }),
    });
    return answer.text();
  }

  async function checkCoverage(): Promise<void> {
    const { coverage } = await asked<{ coverage: readonly object[] }>('chair', COVERAGE, WREN);
    expect(coverage).toEqual([
      { code: 'CSC', state: 'PUBLISHED', number: 1, entries: 11 },
      { code: 'EDA', state: 'OUTSIDE_HUB', number: null, entries: null },
      { code: 'EMH', state: 'NO_RECORD_FOUND', number: 1, entries: 0 },
      { code: 'GPH', state: 'PUBLISHED', number: 2, entries: 8 },
      { code: 'HOS', state: 'PUBLISHED', number: 1, entries: 14 },
      { code: 'HVS', state: 'PUBLISHED', number: 1, entries: 7 },
      { code: 'NVP', state: 'PUBLISHED', number: 3, entries: 7 },
      { code: 'ORC', state: 'AWAITED', number: null, entries: null },
      { code: 'SPS', state: 'PUBLISHED', number: 2, entries: 9 },
    ]);
  }
});
