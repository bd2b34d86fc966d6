import { asOrganisation } from '../access/as-organisation.ts';
import { badInput } from '../errors.ts';
import type { AgencyService, Place } from '../publishing/agency-service.ts';
import type { Writer } from '../publishing/contribution.ts';
import { keyedHash, type Receipt, receiptBefore, requestKey } from '../publishing/remembered.ts';
import { submit } from '../publishing/submit.ts';
import { type Confirmation, type Preview, previewOf, refuseOtherFile, refuseUnconfirmed } from './preview.ts';
import { refuseProblems } from './read-rows.ts';
import { saveColumns } from './saved-columns.ts';
import { type SentFile, type Understood, understand } from './understand.ts';

export type Commit = SentFile & {
  readonly by: Writer;
  readonly reference: string;
  readonly fileName: string | null;
  /** The hash that the preview gave. */
  readonly hash: string;
  readonly confirmed: Confirmation;
  /** Takes the rows without a problem where others have one. */
  readonly goodRowsOnly: boolean;
  readonly saveColumns: boolean;
  /** The caller's key for this one import; without it the content stands for itself. */
  readonly key: string | null;
};

export type Committed = { readonly preview: Preview; readonly receipt: Receipt };

/** Puts the rows of a file that was previewed into the draft: all of them or none. The same content again changes nothing. */
export async function commitFile(service: AgencyService, commit: Commit): Promise<Committed> {
  const { place, code } = commit;
  const understood = await understand(service, commit);
  const preview = previewOf(understood, commit, commit.fileName);
  refuseOtherFile(commit.hash, preview);
  if (!commit.goodRowsOnly) {
    refuseProblems(preview.problems, preview.rows);
  }
  if (understood.good.length === 0) {
    throw badInput('No row of the file is left to take.');
  }
  refuseUnconfirmed(commit.confirmed, preview);
  const entries = understood.good.map(({ entry }) => entry);
  const said = entries.map(({ sourceSystem, sourceRecordId, draft }) => [sourceSystem, sourceRecordId, draft]);
  const key = requestKey(service, commit.key ?? (await keyFor(service, place, said)), said);
  const earlier = await receiptBefore(service, place, key);
  const receipt =
    earlier ??
    (await submit(service, {
      place,
      code,
      key,
      entries,
      versions: 'newest',
      by: commit.by,
      also: alongside(commit, understood),
    }));
  return { preview, receipt };
}

/** What is written in the same transaction as the rows. */
const alongside =
  ({ place, by, saveColumns: save }: Commit, { table, content, good, leftOut, allRows }: Understood) =>
  async (manager: Parameters<typeof saveColumns>[0], contribution: string) => {
    await manager.query(
      `INSERT INTO imported_file (contribution_id, file_hash, format, rows, taken, left_out, imported_by)
       VALUES ($1, $2, $3, $4, $5, $6, $7)`,
      [
        contribution,
        good[0]?.entry.origin?.file,
        content.format,
        allRows,
        good.length,
        JSON.stringify(leftOut.map(({ what, why, rows }) => ({ what, why, rows: rows.length }))),
        by.person,
      ],
    );
    if (save) {
      await saveColumns(manager, place.organisation, table.matches);
    }
  };

/** A key for the content as it meets this draft: a file that undoes a later change is not taken for a repetition. */
async function keyFor(service: AgencyService, { review, organisation }: Place, said: unknown): Promise<string> {
  const [row] = (await asOrganisation(service.database, organisation, (manager) =>
    manager.query('SELECT version FROM contribution WHERE review_id = $1 AND organisation_id = $2', [
      review,
      organisation,
    ]),
  )) as { version: number }[];
  return `file:${keyedHash(service, said)}:${row?.version ?? 0}`;
}
