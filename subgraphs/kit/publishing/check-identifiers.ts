import { badInput } from '../errors.ts';
import type { AgencyService, Identified, Place } from './agency-service.ts';
import type { Identifier } from './hub.ts';

type Found = Identifier & { readonly sourceRecordId: string; readonly confirmed: boolean };

/**
 * Stops a sending that names somebody who is no person of the review: the commonest breach is the wrong person's rows.
 * Checks the identifiers handed in and those standing in the words. Throws BAD_USER_INPUT naming the value; an author
 * who has looked at the row confirms it with `identifiersConfirmed`.
 */
export async function checkIdentifiers(
  { agency, hub }: AgencyService,
  place: Place,
  person: string,
  entries: readonly Identified[],
): Promise<void> {
  const found = entries.flatMap((entry) => [
    ...declared(agency.identifiers, entry),
    ...inWords(agency.identifiers, entry),
  ]);
  const open = found.filter(({ confirmed }) => !confirmed);
  if (open.length === 0) {
    return;
  }
  const belongs = await hub.belongToReview(
    place.review,
    place.organisation,
    person,
    open.map(({ scheme, value }) => ({ scheme, value })),
  );
  const strange = open.find((_, index) => belongs[index] !== true);
  if (strange !== undefined) {
    const { label } = agency.identifiers[strange.scheme]!;
    throw badInput(
      `Entry "${strange.sourceRecordId}" names ${label} "${strange.value}", which belongs to no person of this review. Leave it out, or confirm the row.`,
    );
  }
}

type Schemes = AgencyService['agency']['identifiers'];

function declared(schemes: Schemes, { sourceRecordId, identifiers, identifiersConfirmed }: Identified): Found[] {
  return identifiers.map(({ scheme, value }) => {
    const known = schemes[scheme];
    if (known === undefined) {
      throw badInput(`"${scheme}" is not an identifier this agency uses; it uses ${Object.keys(schemes).join(', ')}.`);
    }
    const canonicalForm = known.parse(value);
    if (canonicalForm === null) {
      throw badInput(
        `Entry "${sourceRecordId}": "${value}" is not a ${known.label}: its length or check digit is wrong.`,
      );
    }
    return { scheme, value: canonicalForm, sourceRecordId, confirmed: identifiersConfirmed };
  });
}

function inWords(schemes: Schemes, { sourceRecordId, content, identifiersConfirmed }: Identified): Found[] {
  const words = [
    content.whatHappened,
    content.actionTaken,
    content.seenAndHeard,
    content.ownWords,
    content.agencyComment,
    ...content.people,
  ].join('\n');
  return Object.entries(schemes).flatMap(([scheme, { inText, parse }]) =>
    [...words.matchAll(inText)].flatMap(([candidate]) => {
      const value = parse(candidate);
      return value === null ? [] : [{ scheme, value, sourceRecordId, confirmed: identifiersConfirmed }];
    }),
  );
}
