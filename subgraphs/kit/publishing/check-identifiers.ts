import { badInput } from '../errors.ts';
import type { AgencyService, Place } from './agency-service.ts';
import type { Asking } from './hub.ts';
import type { PreparedEntry } from './prepared-entry.ts';

/** An identifier that belongs to no person of the review, and the entry it stands in. */
export type Stranger = { readonly entry: PreparedEntry; readonly value: string; readonly reason: string };

/**
 * Finds the identifiers of people who are no persons of the review: the commonest breach is the wrong person's rows.
 * An author who has looked at the entry confirms it, and it is not looked at again.
 */
export async function strangersIn(
  { agency, hub }: AgencyService,
  place: Place,
  asking: Asking,
  entries: readonly PreparedEntry[],
): Promise<readonly Stranger[]> {
  const found = entries.flatMap((entry) => entry.identifiers.map((identifier) => ({ entry, identifier })));
  if (found.length === 0) {
    return [];
  }
  const identifiers = found.map(({ identifier }) => identifier);
  const belong = await hub.belongToReview(place.review, place.organisation, asking, identifiers);
  return found
    .filter((_, index) => belong[index] !== true)
    .map(({ entry, identifier: { scheme, value } }) => {
      const { label } = agency.identifiers[scheme]!;
      const reason = `The ${label} "${value}" belongs to no person of this review. Leave it out, or confirm the row.`;
      return { entry, value, reason };
    });
}

/** Stops a sending that names somebody who is no person of the review. Throws BAD_USER_INPUT naming the first. */
export async function refuseStrangers(
  service: AgencyService,
  place: Place,
  asking: Asking,
  entries: readonly PreparedEntry[],
): Promise<void> {
  const [stranger] = await strangersIn(service, place, asking, entries);
  if (stranger !== undefined) {
    throw badInput(`Entry "${stranger.entry.sourceRecordId}": ${stranger.reason}`);
  }
}
