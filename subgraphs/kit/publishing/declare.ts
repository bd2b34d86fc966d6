import { CaseReviewError } from '../errors.ts';
import type { AgencyService, Place } from './agency-service.ts';
import { draftChanged, lockContribution, type Writer } from './contribution.ts';
import { noteIfEmptied } from './draft-state.ts';
import type { Answer, NoContact } from './manifest.ts';
import { OWN_WORDS } from './own-words.ts';
import { type Receipt, type RequestKey, remember, rememberedReceipt } from './remembered.ts';
import { inTransaction } from './statement.ts';

export type Declaring = {
  readonly place: Place;
  readonly code: string;
  readonly key: RequestKey;
  /** Set to say that there is nothing to send, and why. Left out, it stays as it was. */
  readonly answer?: Answer | null;
  /** All stretches without contact; they take the place of those declared before. */
  readonly noContact?: readonly NoContact[];
  readonly by: Writer;
};

/** Puts a nil return or stretches without contact into the draft. They are sent with the next publication. */
export function declare(
  service: AgencyService,
  { place, code, key, answer, noContact, by }: Declaring,
): Promise<Receipt> {
  return inTransaction(service.database, 'submit: commit', async (manager) => {
    const contribution = await lockContribution(manager, place, code, 'submit: lock contribution');
    const earlier = await rememberedReceipt(manager, place, key);
    if (earlier !== null) {
      return earlier;
    }
    const [{ entries }] = (await manager.query(
      'SELECT count(*)::int AS entries FROM entry WHERE contribution_id = $1 AND withdrawn_at IS NULL AND source_system <> $2',
      [contribution.id, OWN_WORDS],
    )) as [{ entries: number }];
    if (answer != null && entries > 0) {
      throw new CaseReviewError(
        'CONFLICT',
        `There are ${entries} entries in this contribution, so it cannot say ${answer.declaration}. Take back what was published, and out of the draft what was not.`,
      );
    }
    await draftChanged(manager, contribution.id, by, 'answer = $3, no_contact = $4', [
      answer === undefined ? contribution.answer : answer,
      JSON.stringify(noContact ?? contribution.noContact),
    ]);
    await noteIfEmptied(manager, contribution.id);
    return remember(manager, service, place, key, 'submit: remember request', { act: 'declare' });
  });
}
