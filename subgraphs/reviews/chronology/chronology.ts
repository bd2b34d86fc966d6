import type { Viewer } from '../../kit/access/viewer.ts';
import type { EntryFacts } from '../../kit/publishing/manifest.ts';
import type { Handling, OnwardUse } from '../../kit/vocabulary.ts';
import type { ReviewsService } from '../reviews-service.ts';
import type { OrganisationRow, ReviewRow } from '../tables.ts';
import { cursorWriter, filterHash, fromCursor } from './cursor.ts';
import type { ChronologyFilter } from './filter.ts';
import { type Page, type PageAsked, pageOf } from './page.ts';
import { type Chronology, type PointerRow, pointersOn } from './pointers.ts';
import { versionAt } from './version.ts';

export type ChronologyAsked = PageAsked & {
  readonly filter?: ChronologyFilter | null | undefined;
  readonly asOf?: string | null | undefined;
};

/** A place in the chronology: what may be known of it without its content. */
export type ChronologyNode = {
  readonly id: string;
  readonly organisation: string;
  readonly reference: string;
  readonly contentHash: string;
  readonly facts: EntryFacts;
  /** As it is to be handled now, whatever version is shown. */
  readonly handling: Handling;
  readonly onwardUse: readonly OnwardUse[];
  readonly readable: boolean;
  readonly withdrawn: boolean;
};

/** A page of the joint chronology in Relay's shape. Counts are made from `chronology` only when they are asked for. */
export type ChronologyPage = {
  readonly chronology: Chronology;
  readonly version: number;
  readonly newerAvailable: boolean;
  readonly edges: readonly {
    readonly cursor: string;
    readonly node: ChronologyNode;
    readonly organisation: OrganisationRow;
  }[];
  readonly pageInfo: {
    readonly hasNextPage: boolean;
    readonly hasPreviousPage: boolean;
    readonly startCursor: string | null;
    readonly endCursor: string | null;
  };
};

/**
 * A page of the joint chronology. A cursor pins the version of the page it came from, so a walk from page to page is
 * one snapshot. Throws BAD_USER_INPUT for a cursor of another review, filter or
 * `asOf`, and for one whose place the viewer may no longer know of, LIMIT_EXCEEDED for too long a page.
 */
export async function chronologyOf(
  service: ReviewsService,
  review: ReviewRow,
  viewer: Viewer,
  asked: ChronologyAsked,
): Promise<ChronologyPage> {
  const page = pageOf(asked);
  const filter = asked.filter ?? {};
  const key = service.keys.secret('cursorKey');
  const here = { review: review.id, filter: filterHash(filter), asOf: asked.asOf ?? null };
  const after = page.after === null ? null : fromCursor(key, page.after, here);
  const before = page.before === null ? null : fromCursor(key, page.before, here);
  const pinned =
    after?.version ??
    before?.version ??
    (asked.asOf == null ? null : await versionAt(service.database, review.id, asked.asOf));
  const version = pinned ?? review.version;
  const isLatest = version === review.version;
  const chronology: Chronology = { review: review.id, version, step: review.step, isLatest, viewer, filter };
  const { rows, more } = await pointersOn(service.pages, chronology, page, {
    after: after?.revision ?? null,
    before: before?.revision ?? null,
  });
  const asOf = after?.asOf ?? before?.asOf ?? here.asOf;
  const cursorAt = cursorWriter(key, { ...here, asOf, version });
  const edges = rows.map((row) => ({
    cursor: cursorAt(row.revision),
    node: nodeOf(row),
    organisation: organisationOf(row),
  }));
  return {
    chronology,
    version,
    newerAvailable: review.version > version,
    edges,
    pageInfo: {
      ...turns(page, more, after !== null, before !== null),
      startCursor: edges[0]?.cursor ?? null,
      endCursor: edges.at(-1)?.cursor ?? null,
    },
  };
}

const turns = ({ direction }: Page, more: boolean, after: boolean, before: boolean) =>
  direction === 'FORWARDS'
    ? { hasNextPage: more, hasPreviousPage: after }
    : { hasNextPage: before, hasPreviousPage: more };

const organisationOf = ({ organisation, organisation_name, sector, service }: PointerRow): OrganisationRow => ({
  id: organisation,
  name: organisation_name,
  sector,
  service,
});

/** Field by field: taking apart and spreading costs more than all else of a place, and a page has hundreds. */
const nodeOf = (row: PointerRow): ChronologyNode => ({
  id: row.revision,
  organisation: row.organisation,
  reference: row.reference,
  contentHash: row.content_hash,
  facts: JSON.parse(row.facts) as EntryFacts,
  handling: row.handling,
  onwardUse: row.onwardUse,
  readable: row.readable,
  withdrawn: row.withdrawn,
});
