import type { TestHub } from '../support/hub.ts';
import type { TestReview } from '../support/review.ts';

/** What coverage says of one organisation that was asked. */
export type CoverageLine = {
  readonly code: string;
  readonly state: string;
  readonly askedOn: string;
  readonly dueOn: string;
  readonly periodFrom: string | null;
  readonly periodTo: string | null;
  readonly number: number | null;
  readonly publishedAt: string | null;
  readonly entries: number | null;
  readonly notArrived: number | null;
  readonly wordsLost: number;
  readonly refusal: string | null;
  readonly withdrawnReason: string | null;
  readonly nilReturn: Readonly<Record<string, unknown>> | null;
  readonly reply: Readonly<Record<string, unknown>> | null;
  readonly noContact: readonly Readonly<Record<string, unknown>>[];
  readonly lastConfirmedAt: string | null;
  readonly organisation: { readonly name: string };
};

export const COVERAGE = `query Coverage($review: ID!) { review(id: $review) { coverage {
  code state askedOn dueOn periodFrom periodTo number publishedAt entries notArrived wordsLost refusal withdrawnReason
  nilReturn { declaration by on forWhom searchedFor systems words }
  reply { kind on by words whereHeld }
  noContact { from to reason }
  lastConfirmedAt
  organisation { name }
} } }`;

/** All lines of coverage, as a person sees them. */
export async function coverage(hub: TestHub, person: string, review: TestReview): Promise<readonly CoverageLine[]> {
  const data = await hub.data<{ review: { coverage: readonly CoverageLine[] } }>(person, COVERAGE, {
    review: review.id,
  });
  return data.review.coverage;
}

/** The chair's line of one organisation. */
export async function lineOf(hub: TestHub, review: TestReview, code: string): Promise<CoverageLine> {
  const lines = await coverage(hub, review.person('chair'), review);
  return lines.find((line) => line.code === code)!;
}

/** Asks again until the chair's line says this. Throws with what it says instead. */
export async function untilCovered(
  hub: TestHub,
  review: TestReview,
  code: string,
  expected: (line: CoverageLine) => boolean,
): Promise<CoverageLine> {
  const until = Date.now() + 60_000;
  for (;;) {
    const line = await lineOf(hub, review, code);
    if (expected(line)) {
      return line;
    }
    if (Date.now() > until) {
      throw new Error(`Coverage still says ${JSON.stringify(line)}.`);
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
