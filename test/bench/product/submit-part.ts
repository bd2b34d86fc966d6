import { randomUUID } from 'node:crypto';
import { embeddedToken } from '../../../gateway/hub/embedded-issuer.ts';
import type { Bench } from '../engine/engine-part.ts';
import type { Contender } from '../measure/contender.ts';
import { askOnce, type LoadMaker, startLoadMaker } from '../measure/load.ts';
import { median } from '../measure/rounds.ts';
import type { DatabaseSet } from './database-set.ts';
import { startHub } from './hub.ts';
import { kindsOfPage } from './page-bodies.ts';
import { submitBodies } from './submit-bodies.ts';
import { type EmptyReview, people, withEmptyReviews } from './submit-review.ts';

/** What came of sending an agency's entries, as medians over the rounds. */
export type Submitted = {
  /** Entries of each request, and requests of each round. */
  readonly batch: number;
  readonly batches: number;
  readonly entriesPerSecond: number;
  readonly entriesPerSecondWhileRead: number;
  /** One entry a request, one request after the other, while pages are read. */
  readonly singleP50Ms: number;
  readonly singleP95Ms: number;
  readonly pageP50Ms: number;
  /** From the sign-off until every entry is in the chronology. */
  readonly published: number;
  readonly publishSeconds: number;
};

type Round = Omit<Submitted, 'batch' | 'batches'>;

const BATCH = 500;
const READ_MS = 1_000;
const WAIT_MS = 20;
const LONGEST_DELIVERY_MS = 120_000;

/** Sends entries into one organisation's draft as its system would, and publishes them, over the whole product. */
export async function submission(bench: Bench, set: DatabaseSet): Promise<Submitted> {
  const { submitRounds, submitBatches: batches } = bench.settings;
  const hub = await startHub(set.house);
  const reader = startLoadMaker();
  try {
    return await withEmptyReviews(set, submitRounds + 1, async ([first, ...reviews]) => {
      // The first round lets the code be compiled.
      await measured(bench, set, hub, reader, first!);
      const rounds: Round[] = [];
      for (const review of reviews) {
        rounds.push(await measured(bench, set, hub, reader, review));
      }
      const submitted = { batch: BATCH, batches, ...mediansOf(rounds) };
      bench.say(sentenceFor(submitted));
      return submitted;
    });
  } finally {
    reader.stop();
    await hub.stop();
  }
}

async function measured(
  { settings, loadMaker }: Bench,
  set: DatabaseSet,
  hub: Contender,
  reader: LoadMaker,
  review: EmptyReview,
): Promise<Round> {
  const sender = { url: hub.url, headers: await headersOf(set, people.author), connections: 1 };
  const [singles, many] = [await submitBodies(review, 1), await submitBodies(review, BATCH)];
  const sendMany = async () => {
    const { pages, seconds, failures } = await loadMaker.make({
      ...sender,
      bodies: many,
      amount: settings.submitBatches,
    });
    refuseFailures(failures);
    return (pages * BATCH) / seconds;
  };
  const pages = (await kindsOfPage(set, hub))[1]!.forHub;
  const entriesPerSecond = await sendMany();
  const whileRead = await whileReading(reader, hub, pages, sendMany);
  const single = await whileReading(reader, hub, pages, () =>
    loadMaker.make({ ...sender, bodies: singles, durationMs: settings.measureMs }),
  );
  refuseFailures(single.result.failures);
  const { entries, seconds } = await publishing(set, hub, review);
  return {
    entriesPerSecond,
    entriesPerSecondWhileRead: whileRead.result,
    singleP50Ms: single.result.p50Ms,
    singleP95Ms: single.result.p95Ms,
    pageP50Ms: single.pageP50Ms,
    published: entries,
    publishSeconds: seconds,
  };
}

/** Does something while one reader asks for one page after the other, without a pause. */
async function whileReading<Result>(
  reader: LoadMaker,
  { url, headers }: Contender,
  bodies: readonly string[],
  work: () => Promise<Result>,
): Promise<{ readonly result: Result; readonly pageP50Ms: number }> {
  let isOver = false;
  const reading = (async () => {
    const medians: number[] = [];
    while (!isOver) {
      const { p50Ms, failures } = await reader.make({ url, headers, bodies, connections: 1, durationMs: READ_MS });
      refuseFailures(failures);
      medians.push(p50Ms);
    }
    return median(medians);
  })();
  const result = await work().finally(() => {
    isOver = true;
  });
  return { result, pageP50Ms: await reading };
}

const AT = 'review: $review, organisation: $organisation';
const STATUS = `query($review: ID!, $organisation: ID!) {
  status: healthContribution(${AT}) { version entries publications { outcome } }
}`;
type Status = {
  readonly status: {
    readonly version: number;
    readonly entries: number;
    readonly publications: readonly { readonly outcome: string | null }[];
  };
};

/** Has the draft signed off and published, and waits until the hub has answered. */
async function publishing(set: DatabaseSet, { url }: Contender, { id, organisation }: EmptyReview) {
  const place = { review: id, organisation };
  const [author, signatory] = await Promise.all([people.author, people.signatory].map((who) => headersOf(set, who)));
  const ask = (headers: Readonly<Record<string, string>>, query: string, variables: object = {}) =>
    askOnce({ url, headers }, JSON.stringify({ query, variables: { ...place, key: randomUUID(), ...variables } }));
  const { status } = (await ask(author!, STATUS)) as Status;
  const startedMs = performance.now();
  await ask(
    signatory!,
    `mutation($review: ID!, $organisation: ID!, $key: String!, $version: Int!) {
      signHealthContribution(${AT}, key: $key, expectedVersion: $version, role: "Director") { at }
    }`,
    { version: status.version },
  );
  await ask(
    author!,
    `mutation($review: ID!, $organisation: ID!, $key: String!) { publishHealthContribution(${AT}, key: $key) { number } }`,
  );
  for (;;) {
    const [publication] = ((await ask(author!, STATUS)) as Status).status.publications;
    const seconds = (performance.now() - startedMs) / 1_000;
    if (publication?.outcome === 'ACCEPTED') {
      return { entries: status.entries, seconds };
    }
    if (publication?.outcome === 'REFUSED' || seconds * 1_000 > LONGEST_DELIVERY_MS) {
      throw new Error(`The publication of ${status.entries} entries is not in the review: ${publication?.outcome}.`);
    }
    await new Promise((resolve) => setTimeout(resolve, WAIT_MS));
  }
}

const headersOf = async ({ house }: DatabaseSet, id: string) => ({
  authorization: `Bearer ${await embeddedToken(house.keys.folder, { id }, 1)}`,
});

function refuseFailures(failures: number): void {
  if (failures > 0) {
    throw new Error(`${failures} requests failed while entries were submitted.`);
  }
}

const mediansOf = (rounds: readonly Round[]): Round => {
  const names = Object.keys(rounds[0]!) as (keyof Round)[];
  return Object.fromEntries(names.map((name) => [name, median(rounds.map((round) => round[name]))])) as Round;
};

const sentenceFor = (found: Submitted) =>
  [
    `entries submitted, ${found.batch} at a time: ${found.entriesPerSecond.toFixed(0)} a second,`,
    `${found.entriesPerSecondWhileRead.toFixed(0)} while pages are read; one at a time while pages are read:`,
    `${found.singleP50Ms.toFixed(1)} ms, 95 % within ${found.singleP95Ms.toFixed(1)} ms (a page ${found.pageP50Ms.toFixed(1)} ms);`,
    `${found.published} entries published in ${found.publishSeconds.toFixed(1)} s`,
  ].join(' ');
