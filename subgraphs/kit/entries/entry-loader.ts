import DataLoader from 'dataloader';
import type { DataSource } from 'typeorm';
import { type Sight, sightOf } from '../access/may-read.ts';
import { actsFor, type Viewer } from '../access/viewer.ts';
import { entryReadings } from '../access-log/entry-readings.ts';
import type { Trail } from '../access-log/trail.ts';
import type { Agency } from '../agency/define-agency.ts';
import { isUuid } from '../identifiers/uuid.ts';
import { prepared } from '../service/prepared.ts';
import { uuidList } from '../service/uuid-list.ts';
import {
  type Handling,
  type ReasonHeldBack,
  type ReasonTakenBack,
  reasonsHeldBack,
  reasonsTakenBack,
} from '../vocabulary.ts';
import { contentReader } from './entry-content.ts';
import { entryProof } from './entry-proof.ts';
import type { EntryRecordContent } from './read-entry.ts';

/** What is behind a revision for one viewer, and what it is; no proof where there is nothing for them. */
export type LoadedEntry = {
  readonly __typename: string;
  readonly id: string;
  readonly record: { readonly __typename?: string | undefined; readonly [field: string]: unknown };
  readonly proofOfEntry: string | null;
};

type EntryRow = {
  readonly id: string;
  readonly content: string | null;
  readonly content_hash: string;
  readonly lost_at: Date | null;
  readonly reference: string;
  /** As the organisation's latest publication has them: what was held back since is held back in its earlier words too. */
  readonly handling: Handling;
  readonly named: readonly string[];
  readonly reasons: readonly ReasonHeldBack[];
  readonly gist: string | null;
  readonly withdrawn_at: Date | null;
  readonly withdrawn_reason: ReasonTakenBack | null;
  readonly review: string;
  readonly organisation: string;
};

type EntryLoader = DataLoader<string, LoadedEntry>;

/**
 * Gives the loader of one request: what is behind revisions, read in one statement, each as far as the viewer may see it,
 * and written down in the log.
 */
export function entryLoaders(
  agency: Agency,
  database: DataSource,
): (viewer: Viewer, trail: Pick<Trail, 'read'>) => EntryLoader {
  const recordOf = recordReader(agency);
  const __typename = `${agency.prefix}Entry`;
  const load = async (viewer: Viewer, trail: Pick<Trail, 'read'>, ids: readonly string[]) => {
    const rows = await prepared<EntryRow>(
      database,
      `SELECT r.id, r.content, r.content_hash, r.lost_at, p.reference, p.handling, p.named, p.reasons, p.gist, p.withdrawn_at,
              p.withdrawn_reason, p.review_id AS review, p.organisation_id AS organisation
       FROM revision r JOIN published_entry p USING (entry_id) WHERE r.id = ANY($1::uuid[])`,
      [uuidList(ids.filter(isUuid))],
    );
    const byId = new Map(rows.map((row) => [row.id, row]));
    const given = ids.map((id): LoadedEntry => {
      const row = byId.get(id);
      const sight = row === undefined ? 'NOTHING' : sightOf(viewer, row);
      // The same for what is absent and for what is not the viewer's.
      return row === undefined || sight === 'NOTHING'
        ? { __typename, id, record: { __typename: 'NotAvailable', reference: id }, proofOfEntry: null }
        : {
            __typename,
            id,
            record: recordOf(row, sight, viewer),
            proofOfEntry: entryProof({
              revision: id,
              review: row.review,
              organisation: row.organisation,
              contentHash: row.content_hash,
            }),
          };
    });
    entryReadings(given, (id) => byId.get(id)?.review ?? null).forEach(trail.read);
    return given;
  };
  return (viewer, trail) => new DataLoader((ids) => load(viewer, trail, ids));
}

const LOST = 'lost when the database of its agency was restored from a backup';

function recordReader(agency: Agency): (row: EntryRow, sight: Sight, viewer: Viewer) => LoadedEntry['record'] {
  const contentOf = contentReader(agency);
  return (row, sight, viewer) => {
    const { reference, reasons, gist, withdrawn_at: at, withdrawn_reason: takenBack } = row;
    const owner = actsFor(viewer, row.review).includes(row.organisation);
    if (row.lost_at !== null && at === null) {
      return { __typename: 'Withdrawn', reference, reason: LOST, at: row.lost_at };
    }
    if (row.content === null || (at !== null && !owner)) {
      const reason = takenBack === null ? 'erased' : reasonsTakenBack[takenBack];
      return { __typename: 'Withdrawn', reference, reason, at };
    }
    if (sight === 'LISTED') {
      const reason = reasons.map((code) => reasonsHeldBack[code]).join('; ') || 'not stated';
      return { __typename: 'Withheld', reference, reason, gist };
    }
    return contentOf(reference, JSON.parse(row.content) as EntryRecordContent);
  };
}
