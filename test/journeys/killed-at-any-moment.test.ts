import fc from 'fast-check';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { freePorts } from '../../gateway/hub/ports.ts';
import { type Moment, type Statement, statements } from '../../subgraphs/kit/publishing/statement.ts';
import type { Acting } from '../support/contribution.ts';
import { startTestHub, type TestHub } from '../support/hub.ts';
import { openReview } from '../support/review.ts';
import { startProcess } from './service-process.ts';
import { type Act, acts, carryOut, type Receipts, receiptFor, requestsOf, untilAnswered } from './steadfast-client.ts';
import { whatSurvived } from './what-survived.ts';

const SEED = 20_240_209;
const isFull = process.env['TEST_SCALE'] === 'full';

type Round = { readonly moment: Moment; readonly during: Act };

const momentsOf = (statement: Statement): readonly Moment[] => [`before ${statement}`, `after ${statement}`];
const during = (act: Act, of: readonly Statement[]): readonly Round[] =>
  of.flatMap(momentsOf).map((moment) => ({ moment, during: act }));

/** Statements that taking back does not reach: it submits nothing and makes no revision. */
const notOfWithdrawal = /^submit|insert revisions|mark entries/;
const everyMoment = during('first publication', statements);
const laterOnes = [
  ...during('correction', statements),
  ...during(
    'withdrawal',
    statements.filter((statement) => !notOfWithdrawal.test(statement)),
  ),
];
const drawn = (from: readonly Round[], count: number): readonly Round[] =>
  fc.sample(fc.shuffledSubarray([...from], { minLength: count, maxLength: count }), { seed: SEED, numRuns: 1 })[0]!;

/** Every moment once and as many of a correction or withdrawal as make 50; in a short run the three narrowest and two more. */
const rounds: readonly Round[] = isFull
  ? [...everyMoment, ...drawn(laterOnes, 50 - everyMoment.length)]
  : [
      { moment: 'after publish: commit', during: 'first publication' },
      { moment: 'after deliver: post', during: 'correction' },
      { moment: 'after receive: commit', during: 'withdrawal' },
      ...drawn([...everyMoment, ...laterOnes], 2),
    ];

const HOUR_OF_DEATH_MS = 400;
const deaths = fc.sample(
  fc.tuple(fc.constantFrom('health', 'reviews'), fc.integer({ min: 0, max: HOUR_OF_DEATH_MS })),
  {
    seed: SEED,
    numRuns: 12,
  },
);

type Death = { readonly signal: Promise<NodeJS.Signals | null>; readonly kill: () => void };

describe('a process that is killed', () => {
  let hub: TestHub;
  let atRisk: Death | null = null;

  beforeAll(async () => {
    const [health, reviews] = await freePorts(2);
    hub = await startTestHub({ elsewhere: { health: health!, reviews: reviews! } });
    await hub.start('reviews');
    await hub.start('health');
  });
  afterEach(async () => {
    atRisk?.kill();
    await atRisk?.signal;
    atRisk = null;
  });
  afterAll(() => hub.close());

  const newReview = async (): Promise<Acting> => ({
    hub,
    review: await openReview(hub, [{ service: 'health', code: 'HOS' }]),
    code: 'HOS',
    prefix: 'Health',
  });

  it.each(rounds)(
    '$moment, during a $during, loses nothing and doubles nothing',
    async ({ moment, during: dangerous }) => {
      const acting = await newReview();
      const receipts: Receipts = new Map();
      for (const [index, act] of acts.entries()) {
        const death = act === dangerous ? await untilKilled(moment) : null;
        await carryOut(acting, act, receipts);
        await untilAnswered(acting, 'health', index + 1);
        expect(await death?.signal).toBe(death === null ? undefined : 'SIGKILL');
      }
      await expectWholeAndSingle(acting, receipts);
    },
    60_000,
  );

  it.runIf(isFull).each(deaths)(
    '(%s) %d ms into its work loses nothing and doubles nothing',
    async (service, afterMs) => {
      const acting = await newReview();
      const receipts: Receipts = new Map();
      const death = await untilKilled(null, service);
      const timer = setTimeout(death.kill, afterMs);
      for (const act of acts) {
        await carryOut(acting, act, receipts);
      }
      await untilAnswered(acting, 'health', 3);
      clearTimeout(timer);
      death.kill();
      expect(await death.signal).toBe('SIGKILL');
      await expectWholeAndSingle(acting, receipts);
    },
    60_000,
  );

  /** Runs the service as a process that ends at the moment; when it has, the service is started again without one. */
  async function untilKilled(moment: Moment | null, service = moment?.includes('receive') ? 'reviews' : 'health') {
    await hub.stop(service);
    try {
      const process = await startProcess(hub.configOf(service), moment);
      const signal = process.ended.then((ending) => hub.start(service).then(() => ending));
      atRisk = { signal, kill: process.kill };
      return atRisk;
    } catch (error) {
      await hub.start(service);
      throw error;
    }
  }

  async function expectWholeAndSingle(acting: Acting, receipts: Receipts) {
    const all = Object.values(requestsOf(acting)).flat();
    for (const [key, request] of all) {
      expect(await receiptFor(() => request(key))).toBe(receipts.get(key));
    }
    expect(await whatSurvived(acting, 'health')).toEqual({
      agency: {
        contributions: 1,
        entries: 4,
        changed: 0,
        revisions: 5,
        receipts: Object.fromEntries(receipts),
      },
      hub: {
        version: 3,
        versions: [1, 2, 3],
        pointers: 6,
        references: ['HOS-1', 'HOS-2', 'HOS-3', 'HOS-4'],
      },
      chronology: [
        ['HOS-1', 'Withdrawn'],
        ['HOS-2', 'Corrected words of record-2.'],
        ['HOS-3', 'First words of record-3.'],
        ['HOS-4', 'First words of record-4.'],
      ],
      publications: [1, 2, 3],
      chain: [true, true, true],
      hashes: [true, true, true],
      sameInHub: true,
      answers: [
        { outcome: 'ACCEPTED', version: 1 },
        { outcome: 'ACCEPTED', version: 2 },
        { outcome: 'ACCEPTED', version: 3 },
      ],
    });
  }
});
