import { randomUUID } from 'node:crypto';
import { embeddedToken } from '../../../gateway/hub/embedded-issuer.ts';
import type { Bench } from '../engine/engine-part.ts';
import type { Contender } from '../measure/contender.ts';
import { median } from '../measure/rounds.ts';
import { PAGE_QUERY } from '../page-query.ts';
import type { DatabaseSet } from './database-set.ts';
import { withHidden } from './hidden-entries.ts';
import { startHub } from './hub.ts';
import { reviewsOf } from './reviews-of.ts';

/** How long it takes to be told nothing of what is forbidden, and of what is not there. */
export type Timing = {
  readonly name: string;
  readonly pairs: number;
  readonly forbiddenMs: number;
  readonly absentMs: number;
};

/** Something to ask with an id, and the ids that are there and forbidden to the one who asks. */
type Question = {
  readonly name: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly bodyWith: (id: string) => string;
  readonly forbidden: readonly string[];
};

const HIDDEN = 200;
const REVIEW = 'query($id: ID!) { review(id: $id) { id reference title } }';

/** Asks for what is forbidden and for what is not there by turns, one after the other, over the whole product. */
export async function timings(bench: Bench, set: DatabaseSet): Promise<readonly Timing[]> {
  const hub = await startHub(set.house);
  try {
    return await withHidden(set, HIDDEN, async (revisions) => {
      const measured: Timing[] = [];
      for (const question of await questions(set, hub, revisions)) {
        await measure(hub, question, bench.settings.timingWarmUp);
        measured.push(await measure(hub, question, bench.settings.timingPairs));
      }
      bench.say(measured.map(sentenceFor).join('\n'));
      return measured;
    });
  } finally {
    await hub.stop();
  }
}

async function questions(set: DatabaseSet, hub: Contender, revisions: readonly string[]): Promise<readonly Question[]> {
  const [longest, ...others] = reviewsOf(set.size).map(({ id }) => id);
  const stranger = await embeddedToken(set.house.keys.folder, { id: 'bench-stranger' }, 1);
  return [
    {
      name: 'a hidden entry',
      headers: hub.headers,
      bodyWith: (id) =>
        JSON.stringify({ query: PAGE_QUERY, variables: { review: longest, first: 1, filter: { among: [id] } } }),
      forbidden: revisions,
    },
    {
      name: "another's review",
      headers: { authorization: `Bearer ${stranger}` },
      bodyWith: (id) => JSON.stringify({ query: REVIEW, variables: { id } }),
      forbidden: others,
    },
  ];
}

/** Each pair begins with the other one, so that whatever comes second is so in half of them. */
async function measure(hub: Contender, { name, headers, bodyWith, forbidden }: Question, pairs: number) {
  const tookMs = { forbidden: [] as number[], absent: [] as number[] };
  for (let pair = 0; pair < pairs; pair += 1) {
    const asked = [
      ['forbidden', forbidden[pair % forbidden.length]!],
      ['absent', randomUUID()],
    ] as const;
    const answers: string[] = [];
    for (const [which, id] of pair % 2 === 0 ? asked : asked.toReversed()) {
      const startedMs = performance.now();
      const text = await answerTo(hub, headers, bodyWith(id));
      tookMs[which].push(performance.now() - startedMs);
      answers.push(text.replaceAll(id, ''));
    }
    if (answers[0] !== answers[1]) {
      throw new Error(`Forbidden and absent differ for ${name}: ${answers.join(' and ').slice(0, 1_000)}`);
    }
  }
  return { name, pairs, forbiddenMs: median(tookMs.forbidden), absentMs: median(tookMs.absent) };
}

async function answerTo({ url }: Contender, headers: Question['headers'], body: string): Promise<string> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body,
  });
  return response.text();
}

/** By how much the two medians differ, of the smaller. */
export const apart = ({ forbiddenMs, absentMs }: Timing) =>
  Math.max(forbiddenMs, absentMs) / Math.min(forbiddenMs, absentMs) - 1;

const sentenceFor = (timing: Timing) =>
  `time for ${timing.name}: forbidden ${timing.forbiddenMs.toFixed(3)} ms, absent ${timing.absentMs.toFixed(3)} ms, ${(apart(timing) * 100).toFixed(2)} % apart (medians of ${timing.pairs} pairs)`;
