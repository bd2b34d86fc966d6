import { partsOf, twoDigits } from './calendar.ts';
import { dayEnd, dayStart, inLondon } from './london.ts';
import type { Occurred } from './occurred.ts';
import { hasBoundsOf, isDecade, monthOf, quarterOf, seasonOf, seasons, yearOf } from './periods.ts';

import type { Reading } from './reading.ts';

type When = Omit<Occurred, 'text'>;

/**
 * Writes a date as ISO 8601-2 (EDTF). Null for what it cannot say: no day, a part of a day, a range with times, an
 * approximate time. Read back it has the same bounds and doubt; weeks, terms and parts of months come back as ranges.
 */
export function edtfOf(occurred: When): string | null {
  const { earliest, latest, precision, timeKnown } = occurred;
  if (precision === 'MINUTE') {
    return minuteOf(occurred);
  }
  if (timeKnown || (earliest === null && latest === null) || !areWholeDays(occurred)) {
    return null;
  }
  const doubt = occurred.approximate ? '~' : '';
  const named = periodOf(occurred);
  if (named !== null) {
    return `${named}${doubt}`;
  }
  const start = earliest === null ? '..' : `${inLondon(earliest).day}${doubt}`;
  const end = latest === null ? '..' : `${inLondon(latest).day}${doubt}`;
  return `${start}/${end}`;
}

/** UTC, so that it needs no table of clock changes; London's own time where the clocks showed it twice. */
function minuteOf({ earliest, latest, approximate }: When): string | null {
  if (approximate || earliest === null) {
    return null;
  }
  const { day, time } = inLondon(earliest);
  return earliest === latest ? earliest.replace('Z', ':00Z') : `${day}T${time}:00`;
}

function areWholeDays({ earliest, latest }: When): boolean {
  return (
    (earliest === null || earliest === dayStart(inLondon(earliest).day)) &&
    (latest === null || latest === dayEnd(inLondon(latest).day))
  );
}

/** A day, month, season, quarter, year or decade in EDTF; null when the bounds are those of none. */
function periodOf(occurred: When): string | null {
  const { earliest, latest, precision } = occurred;
  if (earliest === null || latest === null) {
    return null;
  }
  // The standard has no qualifier on a quarter, so a doubtful one is written as its days.
  if (precision === 'QUARTER' && occurred.approximate) {
    return null;
  }
  const { day } = inLondon(earliest);
  const { year, month } = partsOf(day);
  if (precision === 'DAY' && inLondon(latest).day === day) {
    return day;
  }
  if (isDecade(occurred)) {
    return `${Math.floor(year / 10)}X`;
  }
  return candidates(precision, year, month).find(([, reading]) => hasBoundsOf(reading, occurred))?.[0] ?? null;
}

function candidates(
  precision: Occurred['precision'],
  year: number,
  month: number,
): readonly (readonly [string, Reading])[] {
  const quarter = Math.ceil(month / 3);
  switch (precision) {
    case 'MONTH':
      return [[`${year}-${twoDigits(month)}`, monthOf(year, month)]];
    case 'YEAR':
      return [[String(year), yearOf(year)]];
    case 'QUARTER':
      return [[`${year}-${32 + quarter}`, quarterOf(year, quarter)]];
    case 'SEASON':
      return seasons.map(({ code, name }) => [`${year}-${code}`, seasonOf(year, name)]);
    default:
      return [];
  }
}
