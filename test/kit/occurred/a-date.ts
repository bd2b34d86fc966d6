import fc from 'fast-check';
import { addDays } from '../../../subgraphs/kit/occurred/calendar.ts';

/** Any day of 1901 to 2098 (the words for an open end name the day beside it, which must lie in 1900 to 2100 too) as `YYYY-MM-DD`. */
export const anyDay = fc.integer({ min: 0, max: 72_300 }).map((days) => addDays('1901-01-01', days));

const anyYear = fc.integer({ min: 1901, max: 2098 });
const anyTime = fc
  .tuple(fc.integer({ min: 0, max: 23 }), fc.integer({ min: 0, max: 59 }))
  .map(([hour, minute]) => `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`);
const anyMonth = fc.constantFrom('January', 'Feb', 'March', 'may', 'September', 'Dec');
const anyPart = fc.constantFrom('early hours', 'morning', 'pm', 'afternoon', 'evening', 'night');
const anyZone = fc.constantFrom('', ' GMT', ' BST', ' +02:00');

const anyMinute = fc.tuple(anyDay, anyTime, anyZone).map(([day, time, zone]) => `${day} ${time}${zone}`);
const anyPeriod = fc.oneof(
  fc.tuple(anyMonth, anyYear).map(([month, year]) => `${month} ${year}`),
  fc.tuple(fc.constantFrom('spring', 'summer', 'autumn', 'winter'), anyYear).map(([name, year]) => `${name} ${year}`),
  anyYear.map(String),
  fc.integer({ min: 191, max: 208 }).map((decade) => `${decade}0s`),
);
const anySingle = fc.oneof(
  anyDay,
  anyMinute,
  anyPeriod,
  fc.tuple(fc.constantFrom('early', 'mid', 'late'), anyPeriod).map(([part, period]) => `${part} ${period}`),
  fc.tuple(anyDay, anyPart).map(([day, part]) => `${day} ${part}`),
  fc.tuple(fc.constantFrom('spring', 'summer', 'autumn'), anyYear).map(([name, year]) => `${name} term ${year}`),
  fc.tuple(fc.integer({ min: 1, max: 4 }), anyYear).map(([quarter, year]) => `Q${quarter} ${year}`),
  anyDay.map((day) => `w/c ${day}`),
  anyYear.map((year) => `${year}/${String((year + 1) % 100).padStart(2, '0')}`),
);
const anyDayOrMinute = fc.oneof(anyDay, anyMinute);

/** Any text that states a date in a known way, or states none. */
export const anyDateText = fc.oneof(
  anySingle,
  anySingle.map((text) => `about ${text}`),
  fc.oneof(anyDayOrMinute, anyPeriod).map((text) => `before ${text}`),
  fc.tuple(fc.constantFrom('by', 'after', 'since'), anyPeriod).map(([word, text]) => `${word} ${text}`),
  anyDayOrMinute.map((text) => `since ${text}`),
  anyDay.map((day) => `before ${day} pm`),
  fc
    .tuple(anyDayOrMinute, anyDayOrMinute)
    .filter(([one, other]) => one.slice(0, 10) !== other.slice(0, 10))
    .map((texts) => texts.toSorted().join(' to ')),
  fc.constantFrom('', 'not known', 'about 2 weeks after the birth'),
);
