import { Directive, Field, ID, InterfaceType, ObjectType } from 'type-graphql';
import type { PersonSeen, Practice } from '../vocabulary.ts';
import { CalendarDateScalar, InstantScalar } from './scalars.ts';
import { PersonSeenEnum, PracticeEnum } from './shared-enums.ts';

/**
 * The types every agency shares by name, made anew for each: TypeGraphQL keeps one store a process, and a class that two
 * subgraphs shared would carry the fields of one into the schema of the other.
 */
export function sharedTypes() {
  @InterfaceType('EntryContent', {
    description: 'What there is to read behind a place in the chronology.',
    autoRegisterImplementations: false,
    resolveType: ({ __typename }: { __typename: string }) => __typename,
  })
  abstract class EntryContent {
    @Field(() => String, { description: 'What a report cites. Stays the same over corrections.' })
    readonly reference!: string;
  }

  @ObjectType('SharedWith', { description: 'That something was passed on to another organisation.' })
  @Directive('@shareable')
  class SharedWith {
    @Field(() => String, { description: "The organisation's code in this review, or its name." })
    readonly organisation!: string;

    @Field(() => CalendarDateScalar, { nullable: true, description: 'The day, null when it is not recorded.' })
    readonly on!: string | null;
  }

  @InterfaceType('EntryRecord', {
    description:
      'What an organisation recorded: fact as recorded, and apart from it what the organisation says of it now.',
    implements: EntryContent,
    autoRegisterImplementations: false,
    resolveType: ({ __typename }: { __typename: string }) => __typename,
  })
  abstract class EntryRecord {
    @Field(() => String, { description: 'What a report cites. Stays the same over corrections.' })
    readonly reference!: string;

    @Field(() => String, { description: 'When, in the words of the record, letter by letter.' })
    readonly dateAsRecorded!: string;

    @Field(() => String, { description: 'Which record this was taken from.' })
    readonly sourceOfInformation!: string;

    @Field(() => [String], {
      description: 'Who was there or is meant: people by their review name, staff by role and number.',
    })
    readonly people!: readonly string[];

    @Field(() => String, { description: 'What happened, as recorded.' })
    readonly whatHappened!: string;

    @Field(() => String, { nullable: true, description: 'What was done about it then.' })
    readonly actionTaken!: string | null;

    @Field(() => String, { nullable: true, description: 'What was seen and heard of the person.' })
    readonly seenAndHeard!: string | null;

    @Field(() => PersonSeenEnum, { description: 'Whether the person at the centre was seen.' })
    readonly personSeen!: PersonSeen;

    @Field(() => String, { nullable: true, description: "The person's own words, letter by letter." })
    readonly ownWords!: string | null;

    @Field(() => String, {
      nullable: true,
      description: 'How the person made themselves understood: words, signs, a drawing.',
    })
    readonly communication!: string | null;

    @Field(() => String, { nullable: true, description: "The organisation's comment now. No part of the record." })
    readonly agencyComment!: string | null;

    @Field(() => PracticeEnum, { description: "The organisation's own view now of its practice then." })
    readonly practice!: Practice;

    @Field(() => CalendarDateScalar, {
      nullable: true,
      description: 'When it was written down. Null: not recorded, which is not "the same day".',
    })
    readonly recordedOn!: string | null;

    @Field(() => CalendarDateScalar, {
      nullable: true,
      description: 'When the organisation came to know of it, if that was later.',
    })
    readonly learnedOn!: string | null;

    @Field(() => String, { nullable: true, description: 'From whom it came to know.' })
    readonly learnedFrom!: string | null;

    @Field(() => [SharedWith], { description: 'With whom it was shared. Empty: not recorded.' })
    readonly sharedWith!: readonly SharedWith[];
  }

  @ObjectType('Withheld', {
    description: 'You may know that this is there, and not read it.',
    implements: EntryContent,
  })
  @Directive('@shareable')
  class Withheld {
    @Field(() => String, { description: 'What a report cites.' })
    readonly reference!: string;

    @Field(() => String, { description: 'Why it is held back.' })
    readonly reason!: string;

    @Field(() => String, { nullable: true, description: 'What the organisation lets be known of it, in its words.' })
    readonly gist!: string | null;
  }

  @ObjectType('Withdrawn', {
    description: 'The organisation took this back. What it said is served to nobody.',
    implements: EntryContent,
  })
  @Directive('@shareable')
  class Withdrawn {
    @Field(() => String, { description: 'What a report cites.' })
    readonly reference!: string;

    @Field(() => String, { description: 'Why it was taken back.' })
    readonly reason!: string;

    @Field(() => InstantScalar, { description: 'When it was taken back.' })
    readonly at!: string;
  }

  @ObjectType('NotAvailable', {
    description: 'There is nothing here for you: absent and not yours look the same.',
    implements: EntryContent,
  })
  @Directive('@shareable')
  class NotAvailable {
    @Field(() => String, { description: 'The id that was asked for.' })
    readonly reference!: string;
  }

  @InterfaceType('ChronologyEntry', {
    description: 'A place in the joint chronology.',
    autoRegisterImplementations: false,
    resolveType: ({ __typename }: { __typename: string }) => __typename,
  })
  abstract class ChronologyEntry {
    @Field(() => ID, { description: 'The revision: the content behind it never changes.' })
    readonly id!: string;

    @Field(() => EntryContent, {
      nullable: true,
      description: 'What the organisation recorded. Null means that it could not be fetched, and nothing else.',
    })
    readonly record!: object | null;
  }

  return { EntryContent, EntryRecord, SharedWith, Withheld, Withdrawn, NotAvailable, ChronologyEntry };
}

export type SharedTypes = ReturnType<typeof sharedTypes>;
