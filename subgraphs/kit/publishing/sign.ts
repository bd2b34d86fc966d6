import type { EntityManager } from 'typeorm';
import { CaseReviewError } from '../errors.ts';
import type { AgencyService, Place } from './agency-service.ts';
import { lockContribution, type Writer } from './contribution.ts';
import { noteSignature } from './draft-state.ts';
import { refuseOtherForm } from './form-of-answer.ts';
import { keyedHash, type Receipt, type RequestKey, remember, rememberedReceipt } from './remembered.ts';
import { inTransaction } from './statement.ts';
import type { Contribution } from './tables.ts';

/** What a signatory has said of one version of a draft. */
export type Signature = {
  readonly person: string;
  readonly role: string;
  readonly organisation: string | null;
  readonly at: string;
  readonly version: number;
  readonly draft: string;
};

export type Signing = {
  readonly place: Place;
  readonly code: string;
  readonly key: RequestKey;
  readonly by: Writer;
  /** What the signatory is: "Director of nursing". */
  readonly role: string;
  /** Version of the draft the signatory saw. */
  readonly expectedVersion: number;
};

/**
 * Signs a draft off: what is signed is what may be published, and nothing else. Throws CONFLICT for another version than
 * was seen and for a draft that is not in the form it states, NOT_ALLOWED for whoever wrote any of it.
 */
export function sign(service: AgencyService, signing: Signing): Promise<Receipt> {
  const { place, code, key, by, role, expectedVersion } = signing;
  return inTransaction(service.database, 'submit: commit', async (manager) => {
    const contribution = await lockContribution(manager, place, code, 'submit: lock contribution');
    const earlier = await rememberedReceipt(manager, place, key);
    if (earlier !== null) {
      return earlier;
    }
    const { id, version, author, writers } = contribution;
    if (version !== expectedVersion) {
      throw new CaseReviewError('CONFLICT', `The draft is at version ${version}, not ${expectedVersion}.`);
    }
    refuseAuthors(by.person, code, [...(author === null ? [] : [author.person]), ...Object.keys(writers)]);
    await refuseOtherForm(manager, contribution);
    const draft = await draftHash(manager, service, contribution);
    const at = service.now().toISOString();
    const signature: Signature = { person: by.person, role, organisation: by.from, at, version, draft };
    await manager.query('UPDATE contribution SET signature = $2 WHERE id = $1', [id, signature]);
    await noteSignature(manager, id);
    return remember(manager, service, place, key, 'submit: remember request', {
      act: 'sign off',
      draftVersion: version,
      draft,
    });
  });
}

function refuseAuthors(person: string, code: string, authors: readonly string[]): void {
  if (authors.includes(person)) {
    throw new CaseReviewError(
      'NOT_ALLOWED',
      `"${person}" wrote some of the draft of ${code}. Somebody else must sign it off.`,
    );
  }
}

/** What a draft says, as one hash that nobody can guess without this service's secret: it stays when words are erased. */
export async function draftHash(
  manager: EntityManager,
  service: AgencyService,
  { id, answer, noContact, form, author }: Contribution,
): Promise<string> {
  const [{ entries }] = (await manager.query(
    `SELECT coalesce(string_agg(id || encode(sha256(convert_to(draft, 'UTF8')), 'hex'), ' ' ORDER BY id), '') AS entries
     FROM entry WHERE contribution_id = $1 AND withdrawn_at IS NULL`,
    [id],
  )) as [{ entries: string }];
  return keyedHash(service, { answer, noContact, form, author, entries });
}
