import { Field, ID, InputType, Int } from 'type-graphql';
import type { Agency } from '../agency/define-agency.ts';
import type { RawEntry } from '../entries/read-entry.ts';
import { badInput } from '../errors.ts';
import { parseOccurred } from '../occurred/parse-occurred.ts';
import { codesOf, onwardUses, reasonsHeldBack } from '../vocabulary.ts';
import { type GraphClass, kindFieldName, kindInputType } from './kind-types.ts';
import { CalendarDateScalar } from './scalars.ts';
import { HandlingEnum, PersonSeenEnum, PracticeEnum, SignificanceEnum } from './shared-enums.ts';

/** The input of one entry: what every entry has, and one nullable field a kind, of which exactly one is given. */
export function entryInputType(agency: Agency): GraphClass {
  const { prefix, identifiers } = agency;

  @InputType(`${prefix}SharedWithInput`, { description: 'That something was passed on to another organisation.' })
  class SharedWithInput {
    @Field(() => String)
    readonly organisation!: string;

    @Field(() => CalendarDateScalar, { nullable: true })
    readonly on?: string;
  }

  @InputType(`${prefix}IdentifierInput`, {
    description: `An identifier of a person, only to check that the row is about this review: ${Object.keys(identifiers).join(', ')}. It is never sent.`,
  })
  class IdentifierInput {
    @Field(() => String)
    readonly scheme!: string;

    @Field(() => String)
    readonly value!: string;
  }

  class EntryInput {}
  const common: readonly (readonly [string, () => unknown, string])[] = [
    ['sourceSystem', () => String, 'Your system, where you have several.'],
    [
      'sourceVersion',
      () => String,
      "The source's own counter or change time. What is older than what is held changes nothing.",
    ],
    [
      'expectedVersion',
      () => Int,
      'The version you are replacing, from the receipt; needed where you send no sourceVersion.',
    ],
    ['sequence', () => Int, 'Order on a day on which times are not known.'],
    ['significance', () => SignificanceEnum, 'How much it matters, in your view.'],
    ['practice', () => PracticeEnum, 'Your view now of your practice then.'],
    ['handling', () => HandlingEnum, 'Who may see this.'],
    ['reasons', () => [String], `Why it is held back: ${codesOf(reasonsHeldBack).join(', ')}.`],
    ['onwardUse', () => [String], `Conditions on using it further: ${codesOf(onwardUses).join(', ')}.`],
    ['heldBackBy', () => String, 'The senior person who decided that it is held back; needed where it is hidden.'],
    [
      'reviewOn',
      () => CalendarDateScalar,
      'The day on which holding it back is looked at again; needed where it is hidden.',
    ],
    ['gist', () => String, 'For what is withheld: what may be known of it, in words that may be shown.'],
    ['kindListed', () => Boolean, 'True if the kind may be shown where the content may not.'],
    ['kindAsRecorded', () => String, 'The kind in the words of the record.'],
    ['named', () => [String], 'Ids of people who may see it beyond what handling says.'],
    ['people', () => [String], 'Who was there or is meant: people by their review name, staff by role and number.'],
    ['sourceOfInformation', () => String, 'Which record this is taken from.'],
    ['actionTaken', () => String, 'What was done about it then.'],
    ['seenAndHeard', () => String, 'What was seen and heard of the person.'],
    ['personSeen', () => PersonSeenEnum, 'Whether the person at the centre was seen.'],
    ['ownWords', () => String, "The person's own words, letter by letter."],
    ['communication', () => String, 'How the person made themselves understood.'],
    ['agencyComment', () => String, 'Your comment now, kept apart from the record.'],
    ['recordedOn', () => CalendarDateScalar, 'When it was written down.'],
    ['learnedOn', () => CalendarDateScalar, 'When you came to know of it, if later.'],
    ['learnedFrom', () => String, 'From whom.'],
    ['sharedWith', () => [SharedWithInput], 'With whom it was shared.'],
    ['identifiers', () => [IdentifierInput], 'Only to check that the row is about this review.'],
    [
      'identifiersConfirmed',
      () => Boolean,
      'True when you looked at an identifier of somebody else and mean to send the row.',
    ],
  ];
  const field = (name: string, type: () => unknown, description: string, nullable: boolean) =>
    Field(type as never, { nullable, description })(EntryInput.prototype, name);
  field(
    'sourceRecordId',
    () => String,
    "Your system's id of this record. It comes back to you and to nobody else.",
    false,
  );
  field(
    'occurred',
    () => String,
    'When it happened, in your words or as ISO 8601-2: "early March 2012", "?25/01/24", "2012-03-02". Empty if nobody knows.',
    false,
  );
  field('subjects', () => [ID], "Ids of the review's people it is about.", false);
  field('whatHappened', () => String, 'What happened, as recorded.', false);
  for (const [name, type, description] of common) {
    field(name, type, description, true);
  }
  for (const kind of agency.kinds) {
    const type = kindInputType(agency, kind);
    field(kindFieldName(kind), () => type, `If it is of the kind "${kind.label}".`, true);
  }
  InputType(`${prefix}EntryInput`, {
    description: 'An entry to put into the draft. Give exactly one field of a kind.',
  })(EntryInput);
  return EntryInput;
}

type Given = Readonly<Record<string, unknown>>;

/** Turns the graph's input into the raw entry that is checked. Throws BAD_USER_INPUT unless exactly one kind is given. */
export function rawEntryOf(agency: Agency, input: object): RawEntry {
  const given = input as Given;
  const kinds = agency.kinds.filter((kind) => given[kindFieldName(kind)] != null);
  const [kind] = kinds;
  if (kind === undefined || kinds.length > 1) {
    const codes = kinds.map(({ code }) => code).join(' and ') || 'none';
    throw badInput(`Entry "${String(given['sourceRecordId'])}" takes exactly one kind; it has ${codes}.`);
  }
  const { kindAsRecorded, ...fields } = given[kindFieldName(kind)] as Given;
  const words = String(given['occurred']);
  return {
    ...given,
    statedSequence: given['sequence'],
    kindAsRecorded: kindAsRecorded ?? given['kindAsRecorded'],
    occurredText: words,
    kind: kind.code,
    fields,
    occurred: () => parseOccurred(words),
  };
}
