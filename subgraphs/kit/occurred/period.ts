import { dayEnd, dayStart } from './london.ts';
import type { Occurred } from './occurred.ts';

/**
 * True when it may have happened from one day to another, both included, in London; null leaves a side open. What
 * has no date may always have: an undated entry is under every period. Throws for what is not a day as `YYYY-MM-DD`.
 */
export function mayLieInside(
  { earliest, latest }: Pick<Occurred, 'earliest' | 'latest'>,
  from: string | null,
  to: string | null,
): boolean {
  const beginsInTime = to === null || earliest === null || earliest <= dayEnd(to);
  const endsInTime = from === null || latest === null || latest >= dayStart(from);
  return beginsInTime && endsInTime;
}
