import { isDay } from '../../kit/entries/calendar-date.ts';
import { badInput } from '../../kit/errors.ts';
import { dayEnd, dayStart } from '../../kit/occurred/london.ts';
import type { Parameters } from './visible-sql.ts';

/** What part of a chronology to show. Empty and left-out lists do not narrow it. */
export type ChronologyFilter = {
  readonly sectors?: readonly string[] | null;
  readonly organisations?: readonly string[] | null;
  /** ISO days in London, both included. */
  readonly from?: string | null;
  readonly to?: string | null;
  readonly kinds?: readonly string[] | null;
  readonly significances?: readonly string[] | null;
  readonly subjects?: readonly string[] | null;
  readonly among?: readonly string[] | null;
};

const day = (value: string): string => {
  if (!isDay(value)) {
    throw badInput(`"${value}" is not a day such as 2024-02-13.`);
  }
  return value;
};

const uuids = (values: readonly string[]) =>
  values.filter((value) => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(value));

/**
 * The filter as conditions on pointers. An imprecise entry matches a period when it may lie inside it; an undated one
 * lies under every period. What a viewer may not know of an entry, its kind say, does not let it match either.
 */
export function filterSql(filter: ChronologyFilter, readable: string, parameters: Parameters): readonly string[] {
  const { sectors, organisations, from, to, kinds, significances, subjects, among } = filter;
  const conditions: string[] = [];
  const anyOf = <T>(
    list: readonly T[] | null | undefined,
    condition: (place: string) => string,
    value: (list: readonly T[]) => unknown = (all) => all,
  ) => {
    if (list != null && list.length > 0) {
      conditions.push(condition(parameters.add(value(list))));
    }
  };
  anyOf(sectors, (place) => `organisation_id IN (SELECT id FROM organisation WHERE sector = ANY(${place}))`);
  anyOf(organisations, (place) => `organisation_id = ANY(${place}::uuid[])`, uuids);
  anyOf(kinds, (place) => `(kind = ANY(${place}) AND (kind_listed OR ${readable}))`);
  anyOf(significances, (place) => `(significance = ANY(${place}) AND ${readable})`);
  anyOf(subjects, (place) => `(subjects && ${place}::uuid[] AND ${readable})`, uuids);
  anyOf(among, (place) => `revision_id = ANY(${place}::uuid[])`, uuids);
  if (from != null && to != null && day(from) > day(to)) {
    throw badInput(`The period ends on "${to}", before it begins on "${from}".`);
  }
  if (to != null) {
    conditions.push(`(earliest IS NULL OR earliest <= ${parameters.add(dayEnd(day(to)))})`);
  }
  if (from != null) {
    conditions.push(`(latest IS NULL OR latest >= ${parameters.add(dayStart(day(from)))})`);
  }
  return conditions;
}
