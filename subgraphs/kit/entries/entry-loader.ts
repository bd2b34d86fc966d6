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

/** A revision that was asked for: its row, null where it is not there for the viewer, and what is given in place of its content. */
type Found =
  | { readonly id: string; readonly row: EntryRow; readonly instead: LoadedEntry['record'] | null }
  | { readonly id: string; readonly row: null; readonly instead: LoadedEntry['record'] };

type EntryLoader = DataLoader<string, LoadedEntry>;

/**
 * Gives the loader of one request: what is behind revisions, read in one statement, each as far as the viewer may see it,
 * and written down in the log.
 */
export function entryLoaders(
  agency: Agency,
  database: DataSource,
): (viewer: Viewer, trail: Pick<Trail, 'read'>) => EntryLoader {
  const contentOf = contentReader(agency);
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
    const found = ids.map((id): Found => {
      const row = byId.get(id);
      const sight = row === undefined ? 'NOTHING' : sightOf(viewer, row);
      // The same for what is absent and for what is not the viewer's.
      return row === undefined || sight === 'NOTHING'
        ? { id, row: null, instead: { __typename: 'NotAvailable', reference: id } }
        : { id, row, instead: insteadOf(row, sight, viewer) };
    });
    // Before the contents are read: that goes beside the writing.
    entryReadings(found).forEach(trail.read);
    return found.map(({ id, row, instead }): LoadedEntry => {
      if (row === null) {
        return { __typename, id, record: instead, proofOfEntry: null };
      }
      const { review, organisation, content_hash: contentHash, reference, content } = row;
      const record = instead ?? contentOf(reference, JSON.parse(content ?? '') as EntryRecordContent);
      return { __typename, id, record, proofOfEntry: entryProof({ revision: id, review, organisation, contentHash }) };
    });
  };
  return (viewer, trail) => new DataLoader((ids) => load(viewer, trail, ids));
}

const LOST = 'lost when the database of its agency was restored from a backup';

/** What is given in the place of an entry's content; null where the content is. */
function insteadOf(row: EntryRow, sight: Sight, viewer: Viewer): LoadedEntry['record'] | null {
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
  return null;
}
