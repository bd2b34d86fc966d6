import type { EntityManager } from 'typeorm';
import { asOrganisation } from '../access/as-organisation.ts';
import { notFound } from '../errors.ts';
import { type ImportedFile, importedFiles } from '../import/imported-files.ts';
import { inLondon } from '../occurred/london.ts';
import type { Retention } from '../retention.ts';
import type { FormOfAnswer } from '../vocabulary.ts';
import type { AgencyService, Place } from './agency-service.ts';
import { type ErasureStatus, erasuresOf } from './erase.ts';
import { type HeldBack, heldBackOf } from './held-back.ts';
import type { Answer, Author, NoContact } from './manifest.ts';
import { OWN_WORDS, type OwnWords, referenceOfWords } from './own-words.ts';
import { retentionOf } from './retention.ts';
import type { Signature } from './sign.ts';
import { type StandingSignOff, standingSignOff } from './standing-sign-off.ts';

export type PublicationStatus = {
  readonly number: number;
  readonly hash: string;
  readonly publishedAt: Date;
  readonly publishedBy: string;
  /** Set until the hub's signed answer is stored. */
  readonly deliveringSince: Date | null;
  readonly attempts: number;
  readonly outcome: 'ACCEPTED' | 'REFUSED' | null;
  readonly refusal: string | null;
  /** The hub's answer, as it signed it. */
  readonly answer: string | null;
};

export type ContributionStatus = {
  readonly version: number;
  readonly entries: number;
  readonly changed: number;
  readonly withdrawn: number;
  readonly form: FormOfAnswer | null;
  readonly author: Author | null;
  /** What the draft says besides its entries, with the reference it has or will have. */
  readonly ownWords: (OwnWords & { readonly reference: string }) | null;
  /** What the draft says of what there is not. */
  readonly nilReturn: Answer | null;
  readonly noContact: readonly NoContact[];
  readonly signature: (Signature & { readonly stands: boolean }) | null;
  readonly standingSignOff: StandingSignOff | null;
  readonly retention: Retention | null;
  readonly erasures: readonly ErasureStatus[];
  readonly publications: readonly PublicationStatus[];
  /** The files that the draft was filled from, the newest first. */
  readonly files: readonly ImportedFile[];
  readonly heldBack: readonly HeldBack[];
};

type Row = Pick<
  ContributionStatus,
  'version' | 'entries' | 'changed' | 'withdrawn' | 'form' | 'author' | 'nilReturn' | 'noContact'
> & {
  readonly id: string;
  readonly code: string;
  readonly signature: Signature | null;
};

/** How an organisation's contribution stands: what is drafted, what was published, what has arrived, what is held back. */
export const contributionStatus = (
  { database, now }: AgencyService,
  { review, organisation }: Place,
): Promise<ContributionStatus> =>
  asOrganisation(database, organisation, async (manager) => {
    const [row] = (await manager.query(
      `SELECT c.id, c.code, c.version, c.form, c.author, c.signature, c.answer AS "nilReturn",
              c.no_contact AS "noContact", (count(e.id) FILTER (WHERE e.withdrawn_at IS NULL))::int AS entries,
              (count(e.id) FILTER (WHERE e.changed))::int AS changed,
              (count(e.id) FILTER (WHERE e.withdrawn_at IS NOT NULL))::int AS withdrawn
       FROM contribution c LEFT JOIN entry e ON e.contribution_id = c.id AND e.source_system <> $3
       WHERE c.review_id = $1 AND c.organisation_id = $2 GROUP BY c.id`,
      [review, organisation, OWN_WORDS],
    )) as Row[];
    if (row === undefined) {
      throw notFound('contribution to the review', review);
    }
    const { signature, ...contribution } = row;
    return {
      ...contribution,
      ownWords: await draftedWords(manager, row),
      signature: signature === null ? null : { ...signature, stands: signature.version === row.version },
      standingSignOff: await standingSignOff(manager, row.id, now()),
      retention: await retentionOf(manager, row.id, now()),
      erasures: await erasuresOf(manager, row.id),
      publications: await publicationsOf(manager, row.id),
      files: await importedFiles(manager, row.id),
      heldBack: await heldBackOf(manager, row.id, inLondon(now().toISOString()).day),
    };
  });

const publicationsOf = (manager: EntityManager, contribution: string) =>
  manager.query(
    `SELECT p.number, p.hash, p.published_at AS "publishedAt", p.published_by AS "publishedBy", d.attempts, d.outcome,
            d.refusal, d.answer, CASE WHEN d.answer IS NULL THEN p.published_at END AS "deliveringSince"
     FROM publication p JOIN delivery d USING (contribution_id, number) WHERE contribution_id = $1 ORDER BY p.number`,
    [contribution],
  ) as Promise<PublicationStatus[]>;

async function draftedWords(manager: EntityManager, { id, code }: Row): Promise<ContributionStatus['ownWords']> {
  const [row] = (await manager.query(
    `SELECT source_record_id AS number, draft FROM entry
     WHERE contribution_id = $1 AND source_system = $2 AND withdrawn_at IS NULL AND draft IS NOT NULL`,
    [id, OWN_WORDS],
  )) as { number: string; draft: string }[];
  return row === undefined
    ? null
    : {
        ...(JSON.parse(row.draft) as { readonly content: OwnWords }).content,
        reference: referenceOfWords(code, row.number),
      };
}
