import { sha256 } from '../canonical.ts';
import { ownBytes, verifiedBytes } from '../service/keys.ts';
import type { VerifyingKey } from '../service/public-keys.ts';
import { putPublication, putRevisions, type Restored } from './adopted-publication.ts';
import { lostEntries, putState } from './adopted-state.ts';
import type { AgencyService, Place } from './agency-service.ts';
import { lockContribution } from './contribution.ts';
import type { GivenBack } from './held.ts';
import type { DeliveryAnswer, Manifest } from './manifest.ts';

export type Adopted = {
  readonly code: string;
  readonly numbers: readonly number[];
  /** References of entries whose words nobody has any more. */
  readonly lost: readonly string[];
};

/**
 * Takes the publications that this service lost back from the hub: numbers, hashes and references go on where they
 * were, and every entry keeps its place in the next publication. Words are not in the hub; what was lost is marked.
 * Gives null when there was nothing to take back after all.
 */
export async function adopt(
  service: AgencyService,
  hubKey: VerifyingKey,
  place: Place,
  after: number,
): Promise<Adopted | null> {
  const given = await service.hub.publicationsAfter(place, after);
  const restored = await Promise.all(given.map((one) => believed(one, place, hubKey)));
  const last = restored.at(-1);
  if (last === undefined) {
    return null;
  }
  const { code } = last.manifest;
  return service.database.transaction(async (manager) => {
    const contribution = await lockContribution(manager, place, code, 'publish: lock contribution');
    if (contribution.lastNumber !== after) {
      return null;
    }
    for (const one of restored) {
      await putPublication(manager, contribution.id, one);
      await putRevisions(manager, service, contribution.id, one.manifest);
    }
    await putState(manager, contribution.id, last.manifest, sha256(ownBytes(last.given.signed)));
    return {
      code,
      numbers: restored.map(({ manifest }) => manifest.number),
      lost: await lostEntries(manager, contribution.id),
    };
  });
}

/** What manifests of format 1 do not state. */
const unstated = { form: null, author: null, signedOff: null, words: null };

/** Believes what the hub gives back only with its signature over these very bytes. */
async function believed(given: GivenBack, place: Place, hubKey: VerifyingKey): Promise<Restored> {
  const bytes = ownBytes(given.signed);
  const answer = JSON.parse(await verifiedBytes(given.answer, hubKey, 'delivery-answer')) as DeliveryAnswer;
  const manifest = { ...unstated, ...(JSON.parse(bytes) as Manifest) };
  if (
    answer.hash !== sha256(bytes) ||
    manifest.review !== place.review ||
    manifest.organisation !== place.organisation
  ) {
    throw new Error('The hub gave back another publication.');
  }
  return { manifest, answer, given };
}
