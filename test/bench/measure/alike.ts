import { askOnce } from './load.ts';
import type { Asked } from './rounds.ts';

/** Throws when contenders do not give the very same data for the same question. */
export async function checkAlike(
  asked: readonly Asked[],
  comparable: (data: unknown) => unknown = (data) => data,
): Promise<void> {
  const answers = await Promise.all(
    asked.map(async ({ contender, bodies }) => comparable(await askOnce(contender, bodies[0] ?? ''))),
  );
  const [first] = answers.map((answer) => stable(answer));
  answers.forEach((answer, index) => {
    if (stable(answer) !== first) {
      const [one, other] = [asked[0]?.contender.name, asked[index]?.contender.name];
      throw new Error(`"${one}" and "${other}" differ: ${difference(answers[0], answer)}`);
    }
  });
}

/** JSON with keys in order. */
const stable = (value: unknown): string =>
  JSON.stringify(value, (_key, inner: unknown) =>
    typeof inner === 'object' && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).toSorted(([one], [other]) => (one < other ? -1 : 1)))
      : inner,
  );

function difference(one: unknown, other: unknown): string {
  const [left, right] = [stable(one), stable(other)];
  const at = [...left].findIndex((letter, index) => letter !== right[index]);
  return `"…${left.slice(Math.max(0, at - 80), at + 80)}…" and "…${right.slice(Math.max(0, at - 80), at + 80)}…"`;
}
