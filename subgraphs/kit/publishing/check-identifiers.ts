import { badInput } from '../errors.ts';
import type { AgencyService, Place } from './agency-service.ts';
import type { PreparedEntry } from './prepared-entry.ts';

/**
 * Stops a sending that names somebody who is no person of the review: the commonest breach is the wrong person's rows.
 * Throws BAD_USER_INPUT naming the value; an author who has looked at the row confirms it with `identifiersConfirmed`.
 */
export async function checkIdentifiers(
  { agency, hub }: AgencyService,
  place: Place,
  person: string,
  entries: readonly PreparedEntry[],
): Promise<void> {
  const found = entries.flatMap(({ sourceRecordId, identifiers }) =>
    identifiers.map((identifier) => ({ sourceRecordId, identifier })),
  );
  if (found.length === 0) {
    return;
  }
  const identifiers = found.map(({ identifier }) => identifier);
  const belong = await hub.belongToReview(place.review, place.organisation, person, identifiers);
  const strange = found.find((_, index) => belong[index] !== true);
  if (strange !== undefined) {
    const { scheme, value } = strange.identifier;
    const { label } = agency.identifiers[scheme]!;
    throw badInput(
      `Entry "${strange.sourceRecordId}" names the ${label} "${value}", which belongs to no person of this review. Leave it out, or confirm the row.`,
    );
  }
}
