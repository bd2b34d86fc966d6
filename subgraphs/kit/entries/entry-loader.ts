import DataLoader from 'dataloader';
import type { DataSource } from 'typeorm';
import { type Sight, sightOf } from '../access/may-read.ts';
import type { Viewer } from '../access/viewer.ts';
import type { Agency } from '../agency/define-agency.ts';
import { kindTypeName } from '../graph/kind-types.ts';
import type { EntryFacts } from '../publishing/manifest.ts';
import { type Handling, type ReasonTakenBack, reasonsHeldBack, reasonsTakenBack } from '../vocabulary.ts';
import type { EntryRecordContent } from './read-entry.ts';

/** What is behind a revision for one viewer, and what it is; no proof where there is nothing for them. */
export type LoadedEntry = {
  readonly record: object;
  readonly proof: {
    readonly revision: string;
    readonly review: string;
    readonly organisation: string;
    readonly contentHash: string;
  } | null;
};

type RecordRow = {
  readonly id: string;
  readonly content: string | null;
  readonly content_hash: string;
  /** As the organisation's latest publication has them: rights are today's, also for what is older. */
  readonly handling: Handling;
  readonly named: readonly string[];
  readonly facts: string;
  readonly reference: string;
  readonly withdrawn_at: Date | null;
  readonly withdrawn_reason: ReasonTakenBack | null;
  readonly review: string;
  readonly organisation: string;
};

/**
 * Loads what is behind revisions in one statement, each as far as the viewer may see it: by how its entry is handled
 * now, so that what was held back since is held back in its earlier words too.
 */
export function entryLoader(agency: Agency, database: DataSource, viewer: Viewer): DataLoader<string, LoadedEntry> {
  const typeNames = new Map(agency.kinds.map((kind) => [kind.code, kindTypeName(agency, kind)]));
  return new DataLoader<string, LoadedEntry>(async (ids) => {
    const known = ids.filter((id) => UUID.test(id));
    const rows = (await database.query(
      `SELECT r.id, r.content, r.content_hash, latest.facts, e.handling, e.named, e.reference, e.withdrawn_at, e.withdrawn_reason,
              c.review_id AS review, c.organisation_id AS organisation
       FROM revision r JOIN entry e ON e.id = r.entry_id JOIN revision latest ON latest.id = e.revision_id
       JOIN contribution c ON c.id = e.contribution_id
       WHERE r.id = ANY($1::uuid[])`,
      [known],
    )) as RecordRow[];
    const byId = new Map(rows.map((row) => [row.id, row]));
    return ids.map((id) => {
      const row = byId.get(id.toLowerCase());
      return row === undefined ? notAvailable(id) : loaded(row, viewer, typeNames);
    });
  });
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** The same for what is absent and for what is not the viewer's: the reference is what they asked with. */
const notAvailable = (id: string): LoadedEntry => ({
  record: { __typename: 'NotAvailable', reference: id },
  proof: null,
});

function loaded(row: RecordRow, viewer: Viewer, typeNames: ReadonlyMap<string, string>): LoadedEntry {
  const { id: revision, review, organisation, content_hash: contentHash } = row;
  const { handling, named } = row;
  const sight = sightOf(viewer, { review, organisation, handling, named });
  return sight === 'NOTHING'
    ? notAvailable(revision)
    : {
        record: recordFor(row, sight, viewer, typeNames),
        proof: { revision, review, organisation, contentHash },
      };
}

function recordFor(row: RecordRow, sight: Sight, viewer: Viewer, typeNames: ReadonlyMap<string, string>): object {
  const { reference } = row;
  const owner = viewer.organisation === row.organisation && sight === 'READ';
  if (row.content === null || (row.withdrawn_at !== null && !owner)) {
    const reason = row.withdrawn_reason === null ? 'erased' : reasonsTakenBack[row.withdrawn_reason];
    return { __typename: 'Withdrawn', reference, reason, at: row.withdrawn_at };
  }
  if (sight === 'LISTED') {
    const { reasons } = JSON.parse(row.facts) as EntryFacts;
    const reason = reasons.map((code) => reasonsHeldBack[code]).join('; ') || 'not stated';
    return { __typename: 'Withheld', reference, reason };
  }
  const { fields, kind, ...content } = JSON.parse(row.content) as EntryRecordContent;
  return { __typename: typeNames.get(kind), reference, ...content, ...fields };
}
