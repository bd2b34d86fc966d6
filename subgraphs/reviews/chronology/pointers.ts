import type { DataSource } from 'typeorm';
import type { Viewer } from '../../kit/access/viewer.ts';
import { badInput } from '../../kit/errors.ts';
import { prepared } from '../../kit/service/prepared.ts';
import type { Handling, OnwardUse } from '../../kit/vocabulary.ts';
import { type ChronologyFilter, filterSql } from './filter.ts';
import type { Page } from './page.ts';
import { Parameters, sightSql } from './visible-sql.ts';

/** One chronology as it was at one version of its review, as far as this viewer may know of it. */
export type Chronology = {
  readonly review: string;
  /** The version that is shown. */
  readonly version: number;
  /** The last delivery to the review as it is now; a quiet one among them changes nothing that is shown. */
  readonly step: number;
  /** False when there is a newer version. */
  readonly isLatest: boolean;
  readonly viewer: Viewer;
  readonly filter: ChronologyFilter;
};

export type PointerRow = {
  readonly revision: string;
  readonly organisation: string;
  readonly organisation_name: string;
  readonly sector: string;
  readonly service: string | null;
  readonly reference: string;
  readonly facts: string;
  readonly content_hash: string;
  readonly handling: Handling;
  readonly onwardUse: readonly OnwardUse[];
  readonly readable: boolean;
  readonly withdrawn: boolean;
};

/**
 * Pointers as they were, to be seen as they are to be handled now: `asOf` moves data, never rights. For the latest
 * version the two are the same.
 */
const source = ({ isLatest }: Chronology) =>
  isLatest
    ? 'pointer'
    : `(SELECT was.review_id, was.organisation_id, was.revision_id, was.from_version, was.to_version, was.sort_key,
               was.reference, was.earliest, was.latest, was.undated, was.kind, was.kind_label, was.kind_listed,
               was.significance, was.subjects, was.facts, was.content_hash, now.handling, now.named, now.onward_use,
               now.withdrawn_at
        FROM pointer was JOIN pointer now USING (review_id, organisation_id, entry_id) WHERE now.to_version IS NULL) AS pointer`;

/** Revisions between which a page lies. */
type Bounds = { readonly after: string | null; readonly before: string | null };

/** The last delivery of the version that is shown. */
const stepSql = ({ review, version, step, isLatest }: Chronology, parameters: Parameters) =>
  isLatest
    ? parameters.add(step)
    : `(SELECT coalesce(max(version), 0) FROM review_version
        WHERE review_id = ${parameters.add(review)} AND shown = ${parameters.add(version)})`;

function conditionsOf(chronology: Chronology, parameters: Parameters) {
  const { review, viewer, filter } = chronology;
  const at = stepSql(chronology, parameters);
  const { visible, readable } = sightSql(viewer, review, parameters);
  const conditions = [
    `review_id = ${parameters.add(review)}`,
    `from_version <= ${at}`,
    `(to_version IS NULL OR to_version > ${at})`,
    visible,
    ...filterSql(filter, readable, parameters),
  ];
  return { conditions, readable };
}

/** The sort key of the revision at which another page ended or began; NULL where the chronology has it no longer for this viewer. */
function sortKeySql(chronology: Chronology, revision: string, parameters: Parameters): string {
  const { conditions } = conditionsOf(chronology, parameters);
  return `(SELECT sort_key FROM ${source(chronology)} WHERE revision_id = ${parameters.add(revision)} AND ${conditions.join(' AND ')})`;
}

/**
 * A page of pointers in the one order, and whether there are more beyond it: one indexed statement at any depth. Throws
 * BAD_USER_INPUT where a bound is no place of this chronology: what is hidden from the viewer by now and what never was
 * are refused alike.
 */
export async function pointersOn(database: DataSource, chronology: Chronology, page: Page, bounds: Bounds) {
  const parameters = new Parameters();
  const { conditions, readable } = conditionsOf(chronology, parameters);
  if (bounds.after !== null) {
    conditions.push(`sort_key > ${sortKeySql(chronology, bounds.after, parameters)}`);
  }
  if (bounds.before !== null) {
    conditions.push(`sort_key < ${sortKeySql(chronology, bounds.before, parameters)}`);
  }
  const order = page.direction === 'FORWARDS' ? 'ASC' : 'DESC';
  const rows = await prepared<PointerRow>(
    database,
    `SELECT revision_id AS revision, organisation_id AS organisation, organisation.name AS organisation_name, sector,
            service, reference, facts, content_hash, handling, onward_use AS "onwardUse",
            ${readable} AS readable, withdrawn_at IS NOT NULL AS withdrawn
     FROM ${source(chronology)} JOIN organisation ON organisation.id = organisation_id
     WHERE ${conditions.join(' AND ')} ORDER BY sort_key ${order} LIMIT ${page.size + 1}`,
    parameters.values,
  );
  if (rows.length === 0) {
    // Nothing lies beyond a bound, or it is no place at all: silence must not be taken for the end.
    await assertPlaces(database, chronology, bounds);
  }
  const onPage = rows.slice(0, page.size);
  return { rows: page.direction === 'FORWARDS' ? onPage : onPage.reverse(), more: rows.length > page.size };
}

async function assertPlaces(database: DataSource, chronology: Chronology, { after, before }: Bounds): Promise<void> {
  for (const revision of [after, before].filter((bound) => bound !== null)) {
    const parameters = new Parameters();
    const [place] = await prepared<{ key: string | null }>(
      database,
      `SELECT ${sortKeySql(chronology, revision, parameters)} AS key`,
      parameters.values,
    );
    if (place?.key == null) {
      throw badInput(
        `The entry "${revision}" at which a page ended is not in this chronology any longer. Begin again with its first page.`,
      );
    }
  }
}

/** How many entries there are on all pages, and how many of them state no day. */
export async function countOf(
  database: DataSource,
  chronology: Chronology,
): Promise<{ readonly total: number; readonly undated: number }> {
  const parameters = new Parameters();
  const { conditions } = conditionsOf(chronology, parameters);
  const [counts] = (await database.query(
    `SELECT count(*)::int AS total, (count(*) FILTER (WHERE undated))::int AS undated FROM ${source(chronology)} WHERE ${conditions.join(' AND ')}`,
    parameters.values,
  )) as [{ total: number; undated: number }];
  return counts;
}

/** The kinds that are present, each with its label and how many entries it has. */
export async function kindsIn(
  database: DataSource,
  chronology: Chronology,
): Promise<readonly { code: string; label: string; entries: number }[]> {
  const parameters = new Parameters();
  const { conditions, readable } = conditionsOf(chronology, parameters);
  return (await database.query(
    `SELECT kind AS code, kind_label AS label, count(*)::int AS entries FROM ${source(chronology)}
     WHERE ${conditions.join(' AND ')} AND ((kind_listed AND withdrawn_at IS NULL) OR ${readable}) GROUP BY kind, kind_label ORDER BY kind, kind_label`,
    parameters.values,
  )) as { code: string; label: string; entries: number }[];
}
