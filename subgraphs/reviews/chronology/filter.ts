import { dayFrom } from '../../kit/entries/calendar-date.ts';
import { badInput } from '../../kit/errors.ts';
import { isUuid } from '../../kit/identifiers/uuid.ts';
import { dayEnd, dayStart } from '../../kit/occurred/london.ts';
import { type Sector, sectors } from '../sectors.ts';
import type { Parameters } from './visible-sql.ts';

/** What part of a chronology to show. Empty and left-out lists do not narrow it, except `among`: among none is none. */
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

/**
 * The filter as conditions on pointers. An imprecise entry matches a period when it may lie inside it; an undated one
 * lies under every period. What a viewer may not know of an entry, its kind say, does not let it match either.
 */
export function filterSql(filter: ChronologyFilter, readable: string, parameters: Parameters): readonly string[] {
  const { sectors: inSectors, organisations, from, to, kinds, significances, subjects, among } = filter;
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
  refuseUnknown(filter);
  anyOf(inSectors, (place) => `organisation_id IN (SELECT id FROM organisation WHERE sector = ANY(${place}))`);
  anyOf(organisations, (place) => `organisation_id = ANY(${place}::uuid[])`);
  anyOf(kinds, (place) => `(kind = ANY(${place}) AND ((kind_listed AND withdrawn_at IS NULL) OR ${readable}))`);
  anyOf(significances, (place) => `(significance = ANY(${place}) AND ${readable})`);
  anyOf(subjects, (place) => `(subjects && ${place}::uuid[] AND ${readable})`);
  if (among != null) {
    conditions.push(`revision_id = ANY(${parameters.add(among)}::uuid[])`);
  }
  if (from != null && to != null && dayFrom(from) > dayFrom(to)) {
    throw badInput(`The period ends on "${to}", before it begins on "${from}".`);
  }
  if (to != null) {
    conditions.push(`(earliest IS NULL OR earliest <= ${parameters.add(dayEnd(dayFrom(to)))})`);
  }
  if (from != null) {
    conditions.push(`(latest IS NULL OR latest >= ${parameters.add(dayStart(dayFrom(from)))})`);
  }
  return conditions;
}

/** A list that nothing can match is a mistake, and must not look like an empty chronology. */
function refuseUnknown({ sectors: wanted, organisations, subjects, among }: ChronologyFilter): void {
  const strange = wanted?.find((sector) => !sectors.includes(sector as Sector));
  if (strange !== undefined) {
    throw badInput(`"${strange}" is not a sector: it takes ${sectors.join(', ')}.`);
  }
  const noId = [...(organisations ?? []), ...(subjects ?? []), ...(among ?? [])].find((id) => !isUuid(id));
  if (noId !== undefined) {
    throw badInput(`"${noId}" is not an id: it is a UUID in lower case.`);
  }
}
